"""Inspects a file of the disk: looks at it as a run over a source does, then reads it in the cage."""

from dataclasses import replace
from pathlib import Path

from domain.document import Document, Visibility
from domain.errors import UnreadableSource
from domain.ids import SourceName
from ingest.archives.expansion import opened_archive
from ingest.cage.pool import Cage, CageRequest
from ingest.folder import SeenFile, list_files, look_at
from ingest.hostile.inspection import with_hostile_signals
from ingest.inspection.inspecting import FileFacts, inspect_outcome
from ingest.inspection.model import Inspection
from ingest.sniffing import Form, sniff
from ingest.sources.looking import refusal_by_look
from ingest.sources.reading import with_label
from ingest.text import Outcome


def inspect_file(file: Path, cage: Cage, visibility: Visibility = Visibility.PUBLIC) -> Inspection:
    """The inspection of a file that no commune holds. Raises UnreadableSource for a folder or no file at all."""
    if file.is_dir():
        raise UnreadableSource(f"{file} is a folder; name one of its files, or run parvis ingest on it")
    ((path, location),) = list_files(file)
    seen = look_at(path, location, file.parent, cage.limits.file_bytes)
    return _inspected(seen, cage, SourceName(""), visibility)


def inspect_received(name: str, file: Path, cage: Cage) -> Inspection:
    """The inspection of a file that someone has just sent under ``name`` and that lies at ``file``."""
    return _inspected(
        look_at(name, file, file.parent, cage.limits.file_bytes), cage, SourceName(""), Visibility.INTERNE
    )


def inspect_document(document: Document, original: Path, cage: Cage) -> Inspection:
    """The inspection of an ingested document, from the bytes kept; its visibility is the one that it has now."""
    seen = look_at(document.path, original, original.parent, cage.limits.file_bytes)
    inspection = _inspected(seen, cage, document.source, document.visibility)
    findings = tuple(replace(finding, document_id=document.id) for finding in inspection.findings)
    return replace(inspection, findings=findings, visibility=document.visibility)


def _inspected(seen: SeenFile, cage: Cage, source: SourceName, visibility: Visibility) -> Inspection:
    facts = FileFacts(
        source=source, path=seen.path, digest=seen.digest, size_bytes=seen.size_bytes, visibility=visibility
    )
    return inspect_outcome(_outcome(seen, cage), facts)


def _outcome(seen: SeenFile, cage: Cage) -> Outcome:
    look = sniff(seen.path, seen.head)
    if look.form is Form.ZIP and seen.digest:
        return opened_archive(seen, cage)
    refusal = refusal_by_look(seen, cage.limits.file_bytes)
    if refusal is not None:
        return refusal
    look = sniff(seen.path, seen.head)
    outcome = cage.read(CageRequest(path=seen.location, form=look.form))
    return with_hostile_signals(with_label(outcome, look), seen.path)
