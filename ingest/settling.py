"""What becomes of a file that was read: its state, its reason, and what a person should look at. Pure."""

from dataclasses import dataclass, replace

from domain.document import FileReason, FileState
from domain.finding import Finding, Severity
from domain.ids import DocumentId, SourceName
from ingest.cut_words import cut_words_signal
from ingest.hostile.rules import rules
from ingest.identity import fingerprint
from ingest.ocr.waiting_pages import FEWEST_CHARACTERS, bare_scans, own_characters, poor_pages, unreadable_pages
from ingest.page_runs import runs
from ingest.text import Outcome, Reading, Refusal, Signal

# GOV.UK's pilot failed on pages « too long »; PD-12 of the same table.
GIANT_PAGES, GIANT_WORDS = 60, 30_000

# Rule and severity of a refusal's finding; reasons that are not here are no fault of a document.
_REFUSALS: dict[FileReason, str] = {
    FileReason.NEEDS_OCR: "PD-01",
    FileReason.ENCRYPTED: "PD-10",
    FileReason.DAMAGED: "PD-11",
    FileReason.EMPTY: "PD-11",
    FileReason.NO_TEXT: "PD-11",
    FileReason.SITE_SHELL: "PD-11",
    FileReason.TOO_SLOW: "PD-11",
    FileReason.TOO_MUCH_MEMORY: "PD-11",
    FileReason.UNREADABLE: "PD-11",
    FileReason.TOO_LARGE: "PD-12",
    FileReason.CONVERSION_FAILED: "PD-11",
    FileReason.ABNORMAL: "PD-11",
    FileReason.UNSAFE_NAME: "PD-11",
    FileReason.NESTED_TOO_DEEP: "PD-11",
    FileReason.TOO_MANY_PAGES: "PD-12",
    FileReason.TOO_MUCH_TEXT: "PD-12",
    FileReason.MISLABELLED: "PD-13",
}
SIGNALS: dict[str, Severity] = {
    "PD-01": Severity.BLOQUANT,
    "PD-02": Severity.MAJEUR,
    "PD-03": Severity.MINEUR,
    "PD-04": Severity.BLOQUANT,
    "PD-05": Severity.MAJEUR,
    "PD-07": Severity.INFO,
    "PD-08": Severity.MINEUR,
    "PD-09": Severity.MINEUR,
    "PD-10": Severity.INFO,
    "PD-11": Severity.MINEUR,
    "PD-12": Severity.MAJEUR,
    "PD-13": Severity.MINEUR,
    "CT-07": Severity.MAJEUR,
    # What OCR has read answers; its figures may not be right.
    "PD-20": Severity.MINEUR,
    "PD-21": Severity.MAJEUR,
    "PD-22": Severity.BLOQUANT,
}
"""Severity of what was noticed in a file that is read all the same; PD-13: the name says another format;
CT-07: the stamp of the prefecture gives another day or number than the act.
"""
_WAITING = frozenset({FileReason.NEEDS_OCR, FileReason.NEEDS_LATER_FORMAT, FileReason.NEEDS_LIBREOFFICE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """Where a file stands. ``reading`` is None unless it is indexed."""

    state: FileState
    reason: FileReason | None
    detail: str
    reading: Reading | None
    signals: tuple[Signal, ...]


def settle(outcome: Outcome) -> Settled:
    """State of a file from what the cage gave back."""
    if isinstance(outcome, Refusal):
        return _refused(outcome)
    scanned = bare_scans(outcome)
    bare = [page for page in outcome.pages if own_characters(page) < FEWEST_CHARACTERS]
    if not any(map(own_characters, outcome.pages)) or (len(bare) == len(outcome.pages) and scanned):
        return _refused(_without_text(outcome, bool(scanned)))
    poor = poor_pages(outcome)
    spoilt = {*poor, *unreadable_pages(outcome)}
    signals = (
        *outcome.signals,
        *(Signal(rule="PD-01", first_page=a, last_page=b) for a, b in runs(scanned)),
        *(Signal(rule="PD-02", first_page=number) for number in poor),
        *cut_words_signal(outcome),
    )
    reason, detail = None, ""
    if scanned:
        reason, detail = FileReason.SOME_PAGES_NEED_OCR, f"{len(scanned)} of {len(outcome.pages)} pages are images"
    elif spoilt:
        reason, detail = FileReason.SOME_TEXT_NEEDS_OCR, f"{len(spoilt)} of {len(outcome.pages)} pages have a bad text"
    return Settled(state=FileState.INDEXED, reason=reason, detail=detail, reading=outcome, signals=signals)


def giant_signal(page_count: int | None, word_count: int) -> tuple[Signal, ...]:
    """PD-12 for a document that no one reads to its end."""
    if (page_count or 0) <= GIANT_PAGES and word_count <= GIANT_WORDS:
        return ()
    return (Signal(rule="PD-12", measures=(("pages", str(page_count or 0)), ("words", str(word_count)))),)


def findings_of(
    settled: Settled,
    source: SourceName,
    path: str,
    document: DocumentId | None,
    more: tuple[Signal, ...] = (),
    *,
    named: str = "",
) -> list[Finding]:
    """One finding a rule and page, in a stable order. ``named`` is where the file was first known, if it has moved."""
    found: dict[str, Finding] = {}
    refusal_rule = _REFUSALS.get(settled.reason) if settled.reason and settled.reading is None else None
    for signal in (*settled.signals, *more):
        blocks = signal.rule == refusal_rule
        measures = signal.measures
        if signal.last_page is not None and signal.last_page != signal.first_page:
            measures = (("last_page", str(signal.last_page)), *measures)
        mark = fingerprint(signal.rule, source, named or path, signal.first_page)
        found[mark] = Finding(
            rule=signal.rule,
            severity=Severity.BLOQUANT if blocks else _severity(signal.rule),
            source=source,
            path=path,
            document_id=document,
            page=signal.first_page,
            measures=measures,
            fingerprint=mark,
        )
    return list(found.values())


def _severity(rule: str) -> Severity:
    return SIGNALS[rule] if rule in SIGNALS else rules()[rule].severity


def _refused(refusal: Refusal) -> Settled:
    state = FileState.WAITING if refusal.reason in _WAITING else FileState.REJECTED
    state = FileState.INDEXED if refusal.reason is FileReason.UNPACKED else state
    signals = refusal.signals
    rule = _REFUSALS.get(refusal.reason)
    if rule and all(signal.rule != rule for signal in signals):
        signals = (*signals, Signal(rule=rule, measures=(("reason", refusal.reason.value),)))
    return Settled(
        state=state,
        reason=refusal.reason,
        detail=refusal.detail,
        reading=None,
        signals=signals,
    )


def _without_text(reading: Reading, is_scanned: bool) -> Refusal:
    reason = FileReason.NEEDS_OCR if is_scanned else FileReason.NO_TEXT
    signals = tuple(replace(s, first_page=None, last_page=None) for s in reading.signals)
    return Refusal(reason=reason, detail=f"{len(reading.pages)} pages without text", signals=signals)
