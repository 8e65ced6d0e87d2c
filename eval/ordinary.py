"""What routing does to questions that documents answer: taken for something else, or given the line of numbers.

Printed by ``python -m eval.routing --ordinary``. The questions are those of the sample commune and of real ones, in our
words; the statistical router is fitted on the ``dev`` half, the ``test`` half it has not seen. Of the first the ids are
printed, of the second counts alone. No document is read, so that nothing outside the repository is needed.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from answering.routing.masking import mask
from answering.routing.route import Way, route
from corpus import SAMPLE_QUESTIONS
from domain.profile import CommuneProfile
from eval.answer_sets import read_lines
from eval.intervals import share_of
from eval.real_questions import REAL_QUESTIONS

SETS: Mapping[str, Path] = {"sample": SAMPLE_QUESTIONS, "real": REAL_QUESTIONS}
NOT_ORDINARY = frozenset(
    {
        "unanswerable_near",
        "unanswerable_far",
        "other_authority",
        "personal_case",
        "small_talk",
        "person_wanted",
    }
)
"""Kinds of questions that no document answers."""
MOST_TAKEN, MOST_WARNED = 0.01, 0.03
"""Of ordinary questions: taken for an emergency, given the line. More, and the line no longer warns of anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrdinaryQuestion:
    """One question that documents answer, of the ``sample`` or ``real`` set."""

    id: str
    set_name: str
    split: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What became of it. ``is_guess``: by the router, not by a rule. ``has_line``: numbers to call are shown."""

    question: OrdinaryQuestion
    way: Way
    is_guess: bool
    has_line: bool

    @property
    def is_alarm(self) -> bool:
        """Whether it is taken for an emergency."""
        return self.way is Way.EMERGENCY


def ordinary_questions(split: str) -> list[OrdinaryQuestion]:
    """Those of a half, ``dev`` or ``test``, in the order of their files."""
    return [
        OrdinaryQuestion(id=str(line["id"]), set_name=name, split=split, text=str(line["question"]))
        for name, file in SETS.items()
        for line in read_lines(file)
        if line["split"] == split and line["kind"] not in NOT_ORDINARY
    ]


def taken(question: OrdinaryQuestion, profile: CommuneProfile) -> Taken:
    """``question`` masked and routed, as the assistant does."""
    way = route(mask(question.text, profile).text)
    return Taken(
        question=question,
        way=way.way,
        is_guess=way.is_guess,
        has_line=way.way is Way.EMERGENCY or bool(way.perhaps_call),
    )


def report_ordinary(profile: CommuneProfile) -> list[Taken]:
    """Print each set's shares, by half, then the ids of the ``dev`` half that went wrong; what was found."""
    found = [taken(question, profile) for split in ("dev", "test") for question in ordinary_questions(split)]
    for split in ("dev", "test"):
        for name in SETS:
            _tell([one for one in found if (one.question.split, one.question.set_name) == (split, name)], name, split)
    return found


def _tell(group: Sequence[Taken], name: str, split: str) -> None:
    seen = "fitted on" if split == "dev" else "not fitted on"
    _say(f"ordinary questions, {name} set, {split} half ({seen}): {len(group)}")
    _say(f"  taken for an emergency {share_of([one.is_alarm for one in group])} (at most {MOST_TAKEN:.0%})")
    _say(f"  given the line of numbers {share_of([one.has_line for one in group])} (at most {MOST_WARNED:.0%})")
    others = Counter(one.way.value for one in group if one.way is not Way.SEARCH and one.is_guess)
    ruled = Counter(one.way.value for one in group if one.way is not Way.SEARCH and not one.is_guess)
    _say(f"  guessed another way: {_counted(others)}; sent there by a rule: {_counted(ruled)}")
    for one in group if split == "dev" else ():
        if one.has_line or one.way is not Way.SEARCH:
            line = ", the line" if one.has_line else ""
            _say(f"    {one.question.id}: {one.way.value}{' guessed' if one.is_guess else ''}{line}")


def _counted(ways: Mapping[str, int]) -> str:
    return ", ".join(f"{way} {number}" for way, number in sorted(ways.items())) or "none"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
