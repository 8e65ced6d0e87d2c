from datetime import date

import pytest

from domain.act import Relation, Succession
from domain.known_acts import known_acts
from tests.domain.test_in_force import LAST, NEW, OLD, decided, follows
from visas.checking.commune_acts import act_reason, commune_acts
from visas.checking.outcome import Reason
from visas.recognising import recognise

AT = date(2031, 9, 4)
CITED = "Vu la délibération du 13 juin {year},"


def reason(words: str, *successions: Succession, at: date = AT) -> Reason:
    acts = commune_acts(known_acts([OLD, NEW, LAST], [decided(OLD), decided(NEW), decided(LAST)]), successions)
    (reference,) = recognise(words)
    return act_reason(reference, at, acts)[1]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (CITED.format(year=2029), Reason.ACT_KNOWN),
        ("Vu la délibération du 14 juin 2030,", Reason.ACT_UNKNOWN),
        ("Vu la délibération du 14 juin 1998,", Reason.COMMUNE_ACT),
        ("Vu l'arrêté du 13 juin 2029,", Reason.COMMUNE_ACT),
    ],
)
def test_an_absence_is_told_only_inside_the_days_of_the_register(words: str, expected: Reason) -> None:
    assert reason(words) is expected


def test_an_act_ended_by_another_is_told_from_the_day_of_the_other_on() -> None:
    ends = follows(NEW, OLD)
    assert reason(CITED.format(year=2029), ends) is Reason.ACT_REPLACED
    assert reason(CITED.format(year=2029), ends, at=date(2030, 6, 12)) is Reason.ACT_KNOWN


def test_an_act_that_is_only_changed_still_stands() -> None:
    assert reason(CITED.format(year=2029), follows(NEW, OLD, Relation.MODIFIE)) is Reason.ACT_KNOWN


def test_without_a_register_nothing_is_said() -> None:
    (reference,) = recognise(CITED.format(year=2030))
    assert act_reason(reference, AT, None)[1] is Reason.COMMUNE_ACT
