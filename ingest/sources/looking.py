"""What becomes of a file that needs no reader: unchanged, a copy of another, or refused for its look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from domain.document import WAITING_FOR_OCR, FileReason, FileRecord, FileState
from domain.errors import UnreadableSource
from ingest.folder import SeenFile
from ingest.office.libreoffice_conversion import is_there
from ingest.reader_version import READER_VERSION
from ingest.settling import Settled, findings_of, settle
from ingest.sites.site_pages import is_told_otherwise, pages_to_judge_again
from ingest.sniffing import CONVERTED, REASONS, Form, sniff
from ingest.sources.run import Run
from ingest.text import WORKER, Refusal

# The bytes of each file are read again at least every seven days, whatever the disk says of it: a change that keeps
# size, times and inode (a restored disk image, a network share's clock) is found within that time. Four days and a
# share of three, so that a folder taken in at once is not digested at once for ever.
VERIFIED_AFTER_DAYS = 4
SPREAD_DAYS = 3
# How the detail of a refusal begins when the file's look alone made it.
_BY_LOOK = "is "


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What is left to read once all files were looked at: the new and changed, then those of an older reader.

    ``judged_again`` are pages of a site that are counted as unchanged, and read with the others because their source
    has other pages now.
    """

    to_read: list[SeenFile] = field(default_factory=list)
    outdated: list[SeenFile] = field(default_factory=list)
    judged_again: list[SeenFile] = field(default_factory=list)


def trusted_bytes(record: FileRecord | None, now: datetime) -> tuple[str, str]:
    """(stamp, digest) under which a file need not be opened; empty when its bytes are due to be read again."""
    if record is None or not record.stamp or record.digested_at is None:
        return "", ""
    share = int(record.digest[:4] or "0", 16) / 0x10000
    due = record.digested_at + timedelta(days=VERIFIED_AFTER_DAYS + SPREAD_DAYS * share)
    return (record.stamp, record.digest) if now < due else ("", "")


def first_paths(seen: Sequence[SeenFile], known: Mapping[str, FileRecord]) -> dict[str, str]:
    """For each digest the path that stands for it: the one that already does, else one that has a document (of other
    bytes, which are replaced in place), else the first in order: ``seen`` has the files of the folder, sorted, before
    those of archives and mails.
    """
    at = {file.path: file.digest for file in seen}
    first: dict[str, str] = {}
    for path in sorted(known, key=lambda path: (known[path].document_id is None, path)):
        record = known[path]
        if (
            record.digest
            and record.state is not FileState.DUPLICATE_OF
            and at.get(path, record.digest) == record.digest
        ):
            first.setdefault(record.digest, path)
    has_document = {path for path, record in known.items() if record.document_id}
    for file in sorted(seen, key=lambda file: file.path not in has_document):
        if file.digest and file.size_bytes:
            first.setdefault(file.digest, file.path)
    return first


def look(run: Run, seen: Sequence[SeenFile], gone: Sequence[str] | None, *, reread: bool) -> Looked:
    """Settle what needs no reader. ``reread`` puts every file that was read among those of an older reader.

    ``gone`` are the paths that the source has lost; None when only a part of it is looked at. What OCR has read is left
    as it is, and counted, by a run without ``run.scans``; ``reread`` is for nothing else in a run that has them.
    """
    first = first_paths(seen, run.known)
    looked, stamps = Looked(), {}
    for file in seen:
        former = run.known.get(file.path)
        if _is_copy(run, file, first.get(file.digest)):
            continue
        if former is not None and _is_still_known(run, file):
            if waits_for_scans(run, file):
                looked.to_read.append(file)
                continue
            if _is_due(run, former, reread):
                looked.outdated.append(file)
                continue
            run.tally.add(former, unchanged=1)
            if not file.is_trusted:
                stamps[file.path] = (file.stamp, run.clock.now())
        elif not refuse_by_look(run, file):
            looked.to_read.append(file)
    run.store.stamp_files(run.source, stamps)
    if gone is not None:
        unread = {file.path for file in looked.outdated}
        pages = pages_to_judge_again(seen, first, gone, lambda file: _is_still_known(run, file))
        looked.judged_again.extend(file for file in pages if file.path not in unread)
    return looked


def waits_for_scans(run: Run, file: SeenFile) -> bool:
    """Whether the file is known, with the same bytes, to want the OCR that this run has."""
    former = run.known.get(file.path)
    if run.scans is None or former is None or former.digest != file.digest:
        return False
    return former.reason in WAITING_FOR_OCR


def _is_due(run: Run, former: FileRecord, reread: bool) -> bool:
    # Asked first: it brings the visibility up to date, whether or not the file is due.
    is_outdated = not run.is_still_judged(former) or former.reader_version < READER_VERSION
    if not (reread or is_outdated):
        return False
    is_from_ocr = former.document_id is not None and any(
        passage.is_from_ocr for passage in run.store.passages_of(former.document_id)
    )
    if run.scans is not None:
        return is_outdated or is_from_ocr
    if is_from_ocr:  # read without OCR it would lose its text
        run.tally.count("ocr_outdated")
    return not is_from_ocr


def _is_copy(run: Run, file: SeenFile, first: str | None) -> bool:
    if first is None or first == file.path:
        return False
    settled = Settled(state=FileState.DUPLICATE_OF, reason=None, detail="", reading=None, signals=())
    run.keep(replace(run.record(file, settled), duplicate_of=first), [])
    return True


def refuse_by_look(run: Run, file: SeenFile) -> bool:
    """Settle a file that no reader is for; False when there is one."""
    refusal = refusal_by_look(file, run.cage.limits.file_bytes)
    if refusal is None:
        return False
    settled = settle(refusal)
    if settled.state is FileState.WAITING:
        try:
            run.originals.put(file.digest, file.location)
        except UnreadableSource as error:  # being written at this moment: the next run finds it whole
            settled = settle(Refusal(reason=FileReason.UNREADABLE, detail=str(error)))
    record = run.record(file, settled)
    run.keep(record, findings_of(settled, run.source, file.path, None, named=record.named))
    return True


def _is_known(file: SeenFile, former: FileRecord) -> bool:
    """Whether what is known of the file still holds: the same bytes, read or refused for what they are.

    A refusal because the worker died or was too slow may be the machine's doing (memory taken by others, a kill), and
    a file that changed while it was read is whole by now: these are tried again at each run.
    """
    # Not by ``duplicate_of``: a copy that moved in a run killed right after has none, and no document either.
    same = bool(file.digest) and former.digest == file.digest and former.state is not FileState.DUPLICATE_OF
    is_chance = former.detail.startswith(WORKER) or former.reason is FileReason.UNREADABLE
    return same and not (former.state is FileState.REJECTED and is_chance)


def _is_still_known(run: Run, file: SeenFile) -> bool:
    """Whether nothing has to be read: the bytes are known, and the site that they come from says the same of them."""
    former = run.known.get(file.path)
    if former is None or not _is_known(file, former):
        return False
    if former.detail.startswith(_BY_LOOK):
        refusal = refusal_by_look(file, run.cage.limits.file_bytes)
        if refusal is None or refusal.reason is not former.reason:
            return False  # its look alone had refused it, or made it wait for a tool, and now refuses it no more
    return not is_told_otherwise(run.store, former, run.mirrored.get(file.path), run.profile.name)


def refusal_by_look(file: SeenFile, largest: int) -> Refusal | None:
    """Why a file is not given to a reader; None when it is. ``largest`` in bytes."""
    if file.problem:
        return Refusal(reason=file.reason, detail=file.problem)
    if file.size_bytes > largest:
        return Refusal(reason=FileReason.TOO_LARGE, detail=f"{file.size_bytes} bytes, at most {largest}")
    if not file.size_bytes:
        return Refusal(reason=FileReason.EMPTY)
    look = sniff(file.path, file.first_bytes())
    reason = REASONS.get(look.form)
    if look.form is Form.ZIP:  # its members would have been listed: the next run opens it
        return Refusal(reason=FileReason.UNREADABLE, detail="an archive that was not opened")
    if look.form in CONVERTED and not is_there(look.form):
        detail = f"{_BY_LOOK}{look.form}; install LibreOffice to read it"
        return Refusal(reason=FileReason.NEEDS_LIBREOFFICE, detail=detail)
    if reason is None:
        return None
    if reason is FileReason.UNSUPPORTED and look.claimed is not Form.UNKNOWN:
        reason = FileReason.MISLABELLED
    return Refusal(reason=reason, detail=f"{_BY_LOOK}{look.form}, named as {look.claimed}")
