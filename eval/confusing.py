"""Hard and entangled sentences: precision and recall of each rule, clean sentences flagged, beside three baselines.

    PARVIS_SHARED_DATA=… python -m eval.confusing [--failures] [--set FILE]

The set of outside documents and the one written here (``eval/confusing_sentences.jsonl``) are printed apart. A label
that is arguable is neither a hit nor a false alarm. Prints figures and asserts none.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from clarity.detecting import observe
from clarity.read_text import read_pasted
from domain.finding import Severity
from eval.confusing_sentence_set import LABELS
from eval.confusing_set import Judged, read_judged, read_own
from eval.intervals import Share
from eval.retrieval import shared_data
from eval.textstat_peer import textstat_is_installed, textstat_score
from french.markers import MarkerFamily, markers_in

PRECISION, RECALL, CLEAN_FLAGGED = 0.85, 0.65, 0.06
"""Targets of issue 6: of each rule of severity majeur or above, and of the clean sentences."""

_HARD_SCORE, _LONG, _MARKERS = 30, 40, 2
_COUNTED = frozenset({MarkerFamily.OPEN, MarkerFamily.EXC, MarkerFamily.OPP, MarkerFamily.COND, MarkerFamily.RESTR})
_WORST_FIRST = (Severity.BLOQUANT, Severity.MAJEUR, Severity.MINEUR, Severity.INFO)

Found = dict[str, dict[str, Severity]]
"""By sentence, the rules found with their worst severity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleScore:
    """Hits, false alarms and misses of one rule, arguable ones left out."""

    rule: str
    hits: tuple[str, ...]
    false_alarms: tuple[str, ...]
    misses: tuple[str, ...]

    @property
    def precision(self) -> Share:
        """Of what was found, what was right."""
        return Share(hits=len(self.hits), total=len(self.hits) + len(self.false_alarms))

    @property
    def recall(self) -> Share:
        """Of what was to be found, what was."""
        return Share(hits=len(self.hits), total=len(self.hits) + len(self.misses))


def find(judged: Sequence[Judged], *, with_documents: bool = True) -> Found:
    """What the detectors find in each sentence, with or without the acronyms that its document explains."""
    found: Found = {}
    for one in judged:
        rules: dict[str, Severity] = {}
        for seen in observe(read_pasted(one.text), glossary=one.explained if with_documents else frozenset()):
            known = rules.get(seen.rule, Severity.INFO)
            rules[seen.rule] = min(known, seen.severity, key=_WORST_FIRST.index)
        found[one.id] = rules
    return found


def score(rule: str, judged: Sequence[Judged], found: Found) -> RuleScore:
    """The score of ``rule``."""
    counted = [one for one in judged if rule not in one.arguable]
    return RuleScore(
        rule=rule,
        hits=tuple(one.id for one in counted if rule in one.labels and rule in found[one.id]),
        false_alarms=tuple(one.id for one in counted if rule not in one.labels and rule in found[one.id]),
        misses=tuple(one.id for one in counted if rule in one.labels and rule not in found[one.id]),
    )


def clean_flagged(judged: Sequence[Judged], found: Found, *, from_severity: Severity) -> Share:
    """Clean sentences with a rule of ``LABELS``, not arguable, of ``from_severity`` or worse."""
    worst = _WORST_FIRST[: _WORST_FIRST.index(from_severity) + 1]
    clean = [one for one in judged if one.is_clean]
    flagged = [
        any(rule in LABELS and rule not in one.arguable and how in worst for rule, how in found[one.id].items())
        for one in clean
    ]
    return Share(hits=sum(flagged), total=len(flagged))


def baselines() -> dict[str, Callable[[str], bool]]:
    """What tells a bad sentence more simply; textstat's score only where it is installed."""
    found: dict[str, Callable[[str], bool]] = {
        f"over {_LONG} words": lambda text: len(text.split()) > _LONG,
        f"{_MARKERS} markers or more": lambda text: _counted_markers(text) >= _MARKERS,
    }
    if textstat_is_installed():
        reading_ease = textstat_score()
        found[f"textstat's score under {_HARD_SCORE}"] = lambda text: reading_ease(text) < _HARD_SCORE
    return found


def _counted_markers(text: str) -> int:
    return sum(marker.family in _COUNTED for marker in markers_in(text))


def _print_set(title: str, judged: Sequence[Judged], *, names_failures: bool) -> None:
    out = sys.stdout.write
    found, alone = find(judged), find(judged, with_documents=False)
    out(f"## {title}: {len(judged)} texts, {sum(one.is_clean for one in judged)} clean\n")
    for rule in LABELS:
        scored = score(rule, judged, found)
        out(f"{rule}: precision {scored.precision}; recall {scored.recall}\n")
        if names_failures:
            out("".join(f"  false alarm: {id}\n" for id in scored.false_alarms))
            out("".join(f"  missed: {id}\n" for id in scored.misses))
    for severity in (Severity.MAJEUR, Severity.MINEUR, Severity.INFO):
        share = clean_flagged(judged, found, from_severity=severity)
        without = clean_flagged(judged, alone, from_severity=severity)
        out(f"clean flagged, {severity.value} or worse: {share}; without the document's acronyms {without}\n")
    _print_verdict("parvis", judged, lambda one: bool(set(found[one.id]) & set(LABELS) - one.arguable))
    for name, is_bad in baselines().items():
        _print_verdict(name, judged, lambda one, is_bad=is_bad: is_bad(one.text))  # type: ignore[misc]


def _print_verdict(name: str, judged: Sequence[Judged], flags: Callable[[Judged], bool]) -> None:
    """Whether the text as a whole is told from a clean one."""
    flagged = [one for one in judged if flags(one)]
    right = sum(not one.is_clean for one in flagged)
    bad = sum(not one.is_clean for one in judged)
    clean = len(judged) - bad
    sys.stdout.write(
        f"{name}: precision {Share(hits=right, total=len(flagged))}; recall {Share(hits=right, total=bad)}; "
        f"clean flagged {Share(hits=len(flagged) - right, total=clean)}\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Always 0: a measure asserts nothing."""
    parser = argparse.ArgumentParser(
        prog="python -m eval.confusing", description="Hard and entangled sentences, measured"
    )
    parser.add_argument("--failures", action="store_true", help="name the sentences that are missed or wrongly flagged")
    parser.add_argument("--set", type=Path, help="another file of judged sentences, of the same form")
    options = parser.parse_args(arguments)
    data = shared_data()
    if data is None:
        sys.stdout.write("outside documents: SKIPPED, PARVIS_SHARED_DATA names no folder of them\n")
    else:
        judged = read_judged(data / "gold" / "sentences.jsonl", data / "docs")
        _print_set("outside documents (development)", judged, names_failures=options.failures)
    _print_set("written here", read_own(), names_failures=options.failures)
    if options.set is not None:
        _print_set("the set given", read_judged(options.set), names_failures=options.failures)
    if not textstat_is_installed():
        sys.stdout.write("textstat: SKIPPED, not installed (extra: peers)\n")
    sys.stdout.write(
        f"target, rules of severity majeur or worse: precision {PRECISION:.0%}, recall {RECALL:.0%}; "
        f"clean flagged at most {CLEAN_FLAGGED:.0%}\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
