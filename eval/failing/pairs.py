"""Whether the assistant tells a rule from its special case: a contrastive pair, its two answers, and QA-04. Pure.

A pair is told apart when the general question's answer holds the rule, the special one's holds the case, and the case
stands there by itself: in words without the rule, or set out as a special case. The same tangled sentence given to both
questions tells nobody which half is theirs. This is the complaint that Blois made of its own tests.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from clarity.observation import Place
from domain.finding import Severity
from eval.answer_scoring import unit_text
from eval.failing.judging import Failure, Row, expectation_of, said
from eval.failing.places import Places
from eval.failing.questions_file import EXCEPTION, GENERAL, SetQuestion
from eval.values import contains_value

CONFUSED = "QA-04"
_CASE = "case"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPair:
    """The two questions of a pair, each with its answer in one run."""

    general: SetQuestion
    special: SetQuestion
    general_row: Row
    special_row: Row


@dataclass(frozen=True, slots=True, kw_only=True)
class PairOutcome:
    """``holds_rule``, ``holds_case``: each answer holds what it must. ``is_apart``: the case stands by itself.

    ``gives_rule_for_case`` is the confusion proper: the special question gets the general value and not its own.
    ``gives_case_for_rule`` is its reverse.
    """

    holds_rule: bool
    holds_case: bool
    is_apart: bool
    gives_rule_for_case: bool
    gives_case_for_rule: bool

    @property
    def is_right(self) -> bool:
        """Told apart."""
        return self.holds_rule and self.holds_case and self.is_apart

    @property
    def is_confused(self) -> bool:
        """The same key value for both; what is merely not found or not whole has its own rule."""
        same = self.gives_rule_for_case or self.gives_case_for_rule
        return same or (self.holds_rule and self.holds_case and not self.is_apart)


def pairs_in(questions: Iterable[SetQuestion]) -> list[tuple[SetQuestion, SetQuestion]]:
    """(general, special) of each pair, in the order of the general ones."""
    asked = list(questions)
    special = {one.pair: one for one in asked if one.pair and one.kind == EXCEPTION}
    return [(one, special[one.pair]) for one in asked if one.kind == GENERAL and one.pair in special]


def outcome_of(pair: AskedPair) -> PairOutcome:
    """What the two answers of a run show."""
    rule, case = pair.general.expected, pair.special.expected
    general, special = _units(pair.general_row), _units(pair.special_row)
    in_general, in_special = "\n".join(text for text, _ in general), "\n".join(text for text, _ in special)
    holds_case = contains_value(in_special, case)
    apart = any(
        contains_value(text, case) and (role == _CASE or not contains_value(text, rule)) for text, role in special
    )
    return PairOutcome(
        holds_rule=contains_value(in_general, rule),
        holds_case=holds_case,
        # Elements of a case may stand in several sentences: then no unit holds it all, and none holds the rule.
        is_apart=apart or (holds_case and not any(contains_value(text, rule) for text, _ in special)),
        gives_rule_for_case=contains_value(in_special, rule) and not holds_case,
        gives_case_for_rule=contains_value(in_general, case) and not contains_value(in_general, rule),
    )


def confusions(pairs: Sequence[AskedPair], places: Places) -> Iterator[Failure]:
    """QA-04 of each pair that is confused."""
    for pair in pairs:
        outcome = outcome_of(pair)
        place = _place(pair, places) if outcome.is_confused else None
        if place is None:
            continue
        is_false = outcome.gives_rule_for_case or outcome.gives_case_for_rule
        for question, row in ((pair.special, pair.special_row), (pair.general, pair.general_row)):
            yield Failure(
                rule=CONFUSED,
                severity=Severity.BLOQUANT if is_false else Severity.MAJEUR,
                question=question.question,
                place=place,
                measures=(("said_special" if question is pair.special else "said_general", said(row)),),
            )


def _place(pair: AskedPair, places: Places) -> Place | None:
    pages = expectation_of(pair.special, places).pages
    ordered = sorted(pages, key=lambda page: (page.source, page.path, page.number or 0))
    return places.blamed(ordered, (*pair.special.expected, *pair.general.expected))


def _units(row: Row) -> list[tuple[str, str]]:
    """(text with its lead, role) of each thing shown."""
    sentences = row.get("sentences") or []
    return [(unit_text(one), str(one.get("role", ""))) for one in sentences] if isinstance(sentences, list) else []
