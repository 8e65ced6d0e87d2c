"""Files that a run must read: through the cage, then cut, then saved one transaction each."""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from domain.document import FileReason
from domain.errors import UnreadableSource
from ingest.cage.pool import CageRequest
from ingest.folder import SeenFile
from ingest.hostile.inspection import with_hostile_signals
from ingest.ocr.completing import completed_all
from ingest.settling import findings_of, settle
from ingest.sites.heading_trail import with_trail
from ingest.sites.own_lines import without_shared_lines
from ingest.sites.site_pages import is_as_it_was
from ingest.sniffing import Sniffed, sniff
from ingest.sources.looking import refuse_by_look, waits_for_scans
from ingest.sources.run import Run
from ingest.sources.saving import mask, save_document
from ingest.text import WORKER, Outcome, Refusal, Signal


def read_and_save(
    run: Run, files: Sequence[SeenFile], *, is_reread: bool = False, judged_again: Sequence[SeenFile] = ()
) -> None:
    """Read each file and save what it holds, or why it holds nothing. Raises DiskFull, StorageUnavailable.

    ``is_reread`` says that the bytes are those already known: a worker's failure then changes nothing, no more than for
    files that waited for OCR. Files in
    ``judged_again`` are counted already, and saved only where they are not what is known of them.
    """
    # LlamaIndex takes a second and 100 MB to import: not before there is something to cut.
    from ingest.llamaindex_steps import PassageSteps

    steps = PassageSteps()
    again = {file.path: run.known[file.path] for file in judged_again}
    for file, outcome in without_shared_lines(_outcomes(run, files), run.is_internal):
        counted = again.get(file.path)
        is_as_read = is_reread or counted or waits_for_scans(run, file)
        if is_as_read and _is_chance(outcome):
            run.tally.settle(run.known[file.path], counted, unchanged=1)
            continue
        settled = settle(outcome)
        cut = steps(settled.reading, file.path) if settled.reading else None
        if settled.reading and not (cut and cut.cuts):
            settled = settle(Refusal(reason=FileReason.NO_TEXT, detail="nothing but menus or running lines"))
        if settled.reading and cut:
            cut = with_trail(cut, settled.reading.trail, run.mirrored.get(file.path), file.path, run.profile.name)
        masked = mask(run, file, settled.reading, cut) if settled.reading and cut else None
        if counted and is_as_it_was(run.store, counted, settled, masked.shown if masked else None):
            continue
        if settled.reading and masked:
            save_document(run, file, settled, settled.reading, masked, is_reread=is_reread, counted=counted)
            continue
        record = run.record(file, settled)
        found = findings_of(settled, run.source, file.path, None, named=record.named)
        run.keep(record, found, read=1, counted=counted)


def reread_and_save(run: Run, files: Sequence[SeenFile]) -> None:
    """Read again what an older reader read: pages and undated documents first, then from the newest session to the
    oldest, because residents ask about what applies today.
    """
    dates: dict[str, date] = {}
    for file in files:
        identity = run.known[file.path].document_id
        document = run.documents.get(identity) if identity else None
        dates[file.path] = (document.session_date if document else None) or date.max
    in_order = sorted(files, key=lambda file: (-dates[file.path].toordinal(), file.path))
    to_read = [file for file in in_order if not refuse_by_look(run, file)]
    if to_read:
        read_and_save(run, to_read, is_reread=True)


def _is_chance(outcome: Outcome) -> bool:
    if not isinstance(outcome, Refusal):
        return False
    return outcome.detail.startswith(WORKER) or outcome.reason is FileReason.UNREADABLE


def _outcomes(run: Run, files: Sequence[SeenFile]) -> Iterator[tuple[SeenFile, Outcome]]:
    sent: deque[tuple[SeenFile, Sniffed]] = deque()
    moving: list[tuple[SeenFile, Refusal]] = []

    def requests() -> Iterator[CageRequest]:
        for file in files:
            try:
                run.originals.put(file.digest, file.location)
            except UnreadableSource as error:
                # Someone is writing it at this moment, on a shared folder: the other files do not wait for that.
                moving.append((file, Refusal(reason=FileReason.UNREADABLE, detail=str(error))))
                continue
            look = sniff(file.path, file.first_bytes())
            sent.append((file, look))
            yield CageRequest(path=_bytes_of(run, file), form=look.form)

    read: deque[tuple[SeenFile, Sniffed]] = deque()

    def outcomes() -> Iterator[tuple[Path, str, Outcome]]:
        for outcome in run.cage.read_all(requests()):
            read.append(sent.popleft())
            file, _ = read[-1]
            yield _bytes_of(run, file), file.digest, outcome

    # OCR is a few files ahead too: what comes out keeps the order of ``read``.
    whole = (outcome for _, _, outcome in outcomes()) if run.scans is None else completed_all(run.scans, outcomes())
    for outcome in whole:
        file, look = read.popleft()
        yield file, with_hostile_signals(with_label(outcome, look), file.path)
    yield from moving


def _bytes_of(run: Run, file: SeenFile) -> Path:
    return run.originals.path(file.digest) or file.location


def with_label(outcome: Outcome, look: Sniffed) -> Outcome:
    """The outcome, with PD-13 when the file's name promises another form."""
    if not look.is_mislabelled:
        return outcome
    signal = Signal(rule="PD-13", measures=(("named_as", look.claimed.value), ("is", look.form.value)))
    return replace(outcome, signals=(*outcome.signals, signal))
