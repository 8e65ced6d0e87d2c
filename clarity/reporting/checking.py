"""One file, checked: what its detectors see, and what is noted so that it need not be read again."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from clarity.observation import Observation
from clarity.read_text import ReadText, read_passages
from clarity.reporting.detectors import RuleBook
from clarity.reporting.subjects import Subject
from clarity.unreadable.doubtful_scans import doubtful_scans
from clarity.unreadable.stored_signals import stored_signals
from domain.passage import Passage
from domain.reported_finding import DocumentCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was seen of a file, and its check."""

    observations: tuple[Observation, ...]
    check: DocumentCheck


def check_subject(subject: Subject, passages: Sequence[Passage], rules: RuleBook) -> Checked:
    """Run every detector on a file; one that has no document is checked for what bars it from being read."""
    seen: list[Observation] = list(stored_signals(subject.signals))
    if subject.document is None:
        # A format that waits for a program is no fault of the file: nothing is known of it.
        families = ("PD",) if seen else ()
        check = DocumentCheck(subject=subject.id, key=subject.key(rules), valid_until=None, words=0, families=families)
        return Checked(observations=_once(seen), check=check)
    text = read_passages(subject.document, passages)
    seen += doubtful_scans(subject.id, passages)
    for detector in rules.detectors:
        seen += detector.observe(text)
    return Checked(
        observations=_once(seen),
        check=DocumentCheck(
            subject=subject.id,
            key=subject.key(rules),
            valid_until=_first_day(text, rules),
            words=sum(len(block.text.split()) for block in text.blocks),
            families=tuple(sorted(rules.families())),
            kept={one.name: kept for one in rules.comparisons if (kept := one.keep(text))},
        ),
    )


def is_due(subject: Subject, check: DocumentCheck | None, rules: RuleBook, day: date) -> bool:
    """Whether a file must be read: never checked, changed since, or a date of its text has come."""
    if check is None or check.key != subject.key(rules):
        return True
    return check.valid_until is not None and check.valid_until <= day


def _first_day(text: ReadText, rules: RuleBook) -> date | None:
    days = [day for detector in rules.detectors if (day := detector.next_change(text)) is not None]
    return min(days, default=None)


def _once(seen: Iterable[Observation]) -> tuple[Observation, ...]:
    """Each page is told once by a rule, whether ingestion or a detector saw it."""
    kept: dict[tuple[object, ...], Observation] = {}
    for one in seen:
        place = one.place
        key = (one.rule, place.passage_id, place.page, place.start, place.end, place.quote)
        kept.setdefault(key, one)
    return tuple(kept.values())
