from dataclasses import replace
from datetime import date

import pytest

from eval.act_scoring import GoldAct, NamedDecision, ReadAct, parse_gold, score_act

RECORD: dict[str, object] = {
    "id": "X1",
    "source_path": "pdf/valbrune/pv.pdf",
    "kind": "proces_verbal",
    "also_acceptable": ["compte_rendu"],
    "instance": "conseil municipal",
    "session_date": "2031-06-13",
    "alt_dates": ["2031-06-14"],
    "first_decisions": [{"number": "D 2031-29", "page": 3, "title": "Tarif du marché de plein air"}],
}
GOLD = parse_gold(RECORD)


DECISION = NamedDecision(number="D 2031-29", page=3, title="Tarif du marché de plein air – 2032")


def read(kind: str | None = "proces_verbal", day: date | None = date(2031, 6, 13)) -> ReadAct:
    return ReadAct(kind=kind, day=day, decisions=(DECISION,))


def test_what_the_annotator_admits_is_right() -> None:
    for kind, day in (("compte_rendu", date(2031, 6, 14)), ("proces_verbal", date(2031, 6, 13))):
        score = score_act(GOLD, read(kind, day))
        assert (score.is_kind_right, score.is_day_right, score.missing) == (True, True, ())


def test_another_kind_or_day_is_wrong() -> None:
    score = score_act(GOLD, read("rapport", date(2031, 6, 15)))
    assert (score.is_kind_right, score.is_day_right) == (False, False)
    assert not score_act(GOLD, read(None, None)).is_day_right


@pytest.mark.parametrize(
    "decision",
    [
        replace(DECISION, number="D2031-29"),
        replace(DECISION, page=2),
        replace(DECISION, title="Tarif de la piscine"),
        replace(DECISION, title=""),
    ],
)
def test_a_decision_needs_its_number_as_written_its_page_and_its_title(decision: NamedDecision) -> None:
    assert score_act(GOLD, ReadAct(kind=None, day=None, decisions=(decision,))).missing == GOLD.decisions


def test_a_decision_found_after_others_is_not_among_the_first() -> None:
    late = read().decisions
    earlier = NamedDecision(number="D 2031-12", page=1, title="Autre")
    unnumbered = NamedDecision(number="", page=1, title="Approbation du procès-verbal")
    act = ReadAct(kind=None, day=None, decisions=(unnumbered, *late))
    assert score_act(GOLD, act).missing == ()
    act = ReadAct(kind=None, day=None, decisions=(earlier, *late))
    assert score_act(GOLD, act).missing == GOLD.decisions


def test_kinds_that_the_set_does_not_have_count_as_other() -> None:
    gold = GoldAct(id="X2", path="x.pdf", kinds=frozenset({"autre"}), days=frozenset(), decisions=())
    score = score_act(gold, ReadAct(kind="liste_des_deliberations", day=None, decisions=()))
    assert (score.is_kind_right, score.is_day_right) == (True, True)
    assert not score_act(gold, ReadAct(kind=None, day=None, decisions=())).is_kind_right
