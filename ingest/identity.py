"""Identifiers that stay the same while what they name does. Pure."""

import hashlib

from domain.ids import CommuneSlug, DocumentId, PassageId, SourceName


def document_id(commune: CommuneSlug, source: SourceName, path: str) -> DocumentId:
    """``d`` and 16 hexadecimal digits of SHA-256. ``path`` is where the file was first known: it keeps its id."""
    return DocumentId("d" + _digest(commune, source, path)[:16])


def passage_id(document: DocumentId, digest: str, ordinal: int) -> PassageId:
    """``d0123456789abcdef-89abcdef-0004``: another id as soon as the file's bytes change."""
    return PassageId(f"{document}-{digest[:8]}-{ordinal:04d}")


def fingerprint(rule: str, source: SourceName, path: str, page: int | None) -> str:
    """SHA-256 over what a finding is about; the same from run to run."""
    return _digest(rule, source, path, "" if page is None else str(page))


def _digest(*parts: str) -> str:
    # A null byte between parts: no name holds one, so that « a », « bc » and « ab », « c » differ.
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
