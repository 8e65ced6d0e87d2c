"""What becomes of a file that needs no reader: unchanged, a copy of another, or refused for its look."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from domain.document import FileReason, FileRecord, FileState
from ingest.cage.pool import WORKER
from ingest.folder import SeenFile
from ingest.settling import Settled, findings_of, settle
from ingest.sniffing import REASONS, Form, sniff
from ingest.sources.run import Run
from ingest.text import Refusal


def first_paths(seen: Sequence[SeenFile], known: Mapping[str, FileRecord]) -> dict[str, str]:
    """For each digest the path that stands for it: one already in the source, else the first in order."""
    first: dict[str, str] = {}
    for path in sorted(known):
        if known[path].digest and known[path].state is not FileState.DUPLICATE_OF:
            first.setdefault(known[path].digest, path)
    for file in seen:
        if file.digest and file.size_bytes:
            first.setdefault(file.digest, file.path)
    return first


def is_done_by_look(run: Run, file: SeenFile, first: str | None, former: FileRecord | None) -> bool:
    """Settle what needs no reader: unchanged files, duplicates, and those refused by their look."""
    if first is not None and first != file.path:
        settled = Settled(state=FileState.DUPLICATE_OF, reason=None, detail="", reading=None, signals=())
        run.keep(replace(run.record(file, settled), duplicate_of=first), former, [])
        return True
    if former is not None and _is_known(file, former):
        run.refresh_visibility(former)
        run.tally.add(former, unchanged=1)
        return True
    refusal = _refusal_by_look(file, run.cage.limits.file_bytes)
    if refusal is None:
        return False
    settled = settle(refusal)
    if settled.state is FileState.WAITING:
        run.originals.put(file.digest, file.location)
    run.keep(run.record(file, settled), former, findings_of(settled, run.source, file.path, None))
    return True


def _is_known(file: SeenFile, former: FileRecord) -> bool:
    """Whether what is known of the file still holds: the same bytes, read or refused for what they are.

    A refusal because the worker died or was too slow may be the machine's doing (memory taken by others, a kill): the
    file is tried again at each run.
    """
    same = bool(file.digest) and former.digest == file.digest and former.duplicate_of is None
    return same and not (former.state is FileState.REJECTED and former.detail.startswith(WORKER))


def _refusal_by_look(file: SeenFile, largest: int) -> Refusal | None:
    if file.problem:
        return Refusal(reason=FileReason.UNREADABLE, detail=file.problem)
    if file.size_bytes > largest:
        return Refusal(reason=FileReason.TOO_LARGE, detail=f"{file.size_bytes} bytes, at most {largest}")
    if not file.size_bytes:
        return Refusal(reason=FileReason.EMPTY)
    look = sniff(file.path, file.head)
    reason = REASONS.get(look.form)
    if reason is None:
        return None
    if reason is FileReason.UNSUPPORTED and look.claimed is not Form.UNKNOWN:
        reason = FileReason.MISLABELLED
    return Refusal(reason=reason, detail=f"is {look.form}, named as {look.claimed}")
