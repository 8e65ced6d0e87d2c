"""Files that a run must read: through the cage, then cut, then saved one transaction each."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from domain.document import FileReason
from ingest.cage.pool import CageRequest
from ingest.folder import SeenFile
from ingest.settling import findings_of, settle
from ingest.sniffing import Sniffed, sniff
from ingest.sources.run import Run
from ingest.sources.saving import save_document
from ingest.text import Outcome, Refusal, Signal


def read_and_save(run: Run, files: Sequence[SeenFile]) -> None:
    """Read each file and save what it holds, or why it holds nothing. Raises DiskFull, StorageUnavailable."""
    # LlamaIndex takes a second and 100 MB to import: not before there is something to cut.
    from ingest.llamaindex_steps import PassageSteps

    steps = PassageSteps()
    for file, outcome in _outcomes(run, files):
        settled = settle(outcome)
        cut = steps(settled.reading, file.path) if settled.reading else None
        if settled.reading and cut and cut.cuts:
            save_document(run, file, settled, settled.reading, cut)
            continue
        if settled.reading:
            settled = settle(Refusal(reason=FileReason.NO_TEXT, detail="nothing but menus or running lines"))
        findings = findings_of(settled, run.source, file.path, None)
        record = run.record(file, settled)
        run.store.save_file(record, None, [], findings)
        run.tally.add(record, read=1, findings=len(findings))


def _outcomes(run: Run, files: Sequence[SeenFile]) -> Iterator[tuple[SeenFile, Outcome]]:
    looks = [sniff(file.path, file.head) for file in files]

    def requests() -> Iterator[CageRequest]:
        for file, look in zip(files, looks, strict=True):
            run.originals.put(file.digest, file.location)
            yield CageRequest(path=run.originals.path(file.digest) or file.location, form=look.form)

    for file, look, outcome in zip(files, looks, run.cage.read_all(requests()), strict=True):
        yield file, _with_label(outcome, look)


def _with_label(outcome: Outcome, look: Sniffed) -> Outcome:
    if not look.is_mislabelled:
        return outcome
    signal = Signal(rule="PD-13", measures=(("named_as", look.claimed.value), ("is", look.form.value)))
    return replace(outcome, signals=(*outcome.signals, signal))
