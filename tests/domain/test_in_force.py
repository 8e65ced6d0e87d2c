from dataclasses import replace
from datetime import date

import pytest

from domain.act import Act, ActKind, ActMention, ActPlace, Decision, Relation, Succession
from domain.document import Document
from domain.in_force import ActsInForce, Days, Standing
from domain.known_acts import KnownAct
from tests.domain.test_register import decision
from tests.domain.test_register import document as of_kind


def minutes(name: str, day: date) -> Document:
    return replace(of_kind(name, ActKind.PROCES_VERBAL), session_date=day)


OLD, NEW, LAST = (minutes(f"pv-{year}", date(year, 6, 13)) for year in (2029, 2030, 2031))


def decided(of: Document, ordinal: int = 0, title: str = "Tarifs du port", **changes: object) -> Decision:
    made = decision(of, f"{of.id[3:]}-{ordinal}", title, day=of.session_date or date.min)
    return replace(made, ordinal=ordinal, page=ordinal + 1, **changes)  # type: ignore[arg-type]


def follows(by: Document, target: Document | None, relation: Relation = Relation.REMPLACE) -> Succession:
    mention = ActMention(kind=ActKind.DELIBERATION, number="2020-1")
    return Succession(
        by=place(by),
        relation=relation,
        mention=mention,
        words="annule",
        page=1,
        start=0,
        end=6,
        target=None if target is None else place(target),
    )


def place(of: Document, ordinal: int | None = 0) -> ActPlace:
    return ActPlace(document_id=of.id, ordinal=ordinal)


def on(day: str, last: str = "") -> Days:
    return Days(first=date.fromisoformat(day), last=date.fromisoformat(last or day))


def acts(*successions: Succession) -> ActsInForce:
    return ActsInForce([OLD, NEW, LAST], [decided(OLD), decided(NEW), decided(LAST)], successions)


def act_of(found: ActsInForce, document: Document) -> KnownAct:
    act = found.at(document.id, 1, 0)
    assert act is not None
    return act


def test_a_place_of_minutes_belongs_to_the_decision_above_it() -> None:
    found = ActsInForce([OLD], [replace(decided(OLD), start=40), decided(OLD, 1, "Vente")], [])
    at = [found.at(OLD.id, page, offset) for page, offset in ((1, 0), (1, 40), (1, 900), (2, 0), (9, 9))]
    assert [act and act.title for act in at] == [None, "Tarifs du port", "Tarifs du port", "Vente", "Vente"]
    assert found.at(NEW.id, 1, 0) is None


def test_a_rule_is_one_act_wherever_one_looks_and_an_agenda_none() -> None:
    rule, agenda = of_kind("reglement", ActKind.REGLEMENT), of_kind("odj", ActKind.ORDRE_DU_JOUR)
    found = ActsInForce([rule, agenda], [], [])
    assert [found.at(rule.id, page, 0) is not None for page in (1, 7)] == [True, True]
    assert found.at(agenda.id, 1, 0) is None


@pytest.mark.parametrize(
    ("days", "old", "new"),
    [
        (on("2029-12-31"), Standing.APPLIES, Standing.NOT_YET),
        (on("2030-06-12"), Standing.APPLIES, Standing.NOT_YET),
        (on("2030-06-13"), Standing.REPLACED, Standing.APPLIES),
        (on("2031-01-01"), Standing.REPLACED, Standing.APPLIES),
        # in the year of the change each holds a part of it
        (on("2030-01-01", "2030-12-31"), Standing.APPLIES, Standing.APPLIES),
        (on("2029-01-01", "2029-12-31"), Standing.APPLIES, Standing.NOT_YET),
    ],
)
def test_what_replaces_an_act_ends_it_from_its_own_day_on(days: Days, old: Standing, new: Standing) -> None:
    found = acts(follows(NEW, OLD))
    assert (found.standing(act_of(found, OLD), days), found.standing(act_of(found, NEW), days)) == (old, new)


def test_an_act_voted_today_for_september_replaces_nothing_before_september() -> None:
    later = decided(NEW, first_day=date(2030, 9, 1))
    found = ActsInForce([OLD, NEW], [decided(OLD), later], [follows(NEW, OLD)])
    old, new = act_of(found, OLD), act_of(found, NEW)
    assert [found.standing(one, on("2030-08-31")) for one in (old, new)] == [Standing.APPLIES, Standing.NOT_YET]
    assert [found.standing(one, on("2030-09-01")) for one in (old, new)] == [Standing.REPLACED, Standing.APPLIES]


@pytest.mark.parametrize("relation", [Relation.MODIFIE, Relation.RECTIFIE, Relation.PROROGE, Relation.APPLIQUE])
def test_an_act_of_which_a_line_changes_still_applies(relation: Relation) -> None:
    found = acts(follows(NEW, OLD, relation))
    assert found.standing(act_of(found, OLD), on("2031-01-01")) is Standing.APPLIES
    assert [link.act.document.id for link in found.followers(act_of(found, OLD))] == [NEW.id]


def test_the_last_of_several_that_followed_one_another_took_its_place() -> None:
    found = acts(follows(NEW, OLD), follows(LAST, NEW))
    old = act_of(found, OLD)
    assert found.successor(old, on("2032-01-01")) == act_of(found, LAST)
    assert found.successor(old, on("2031-01-01")) == act_of(found, NEW)
    assert found.successor(old, on("2030-01-01")) is None


def test_acts_that_say_that_they_end_each_other_do_not_loop() -> None:
    found = acts(follows(NEW, OLD), follows(OLD, NEW))
    assert found.standing(act_of(found, OLD), on("2032-01-01")) is Standing.REPLACED


def test_the_extract_of_a_replaced_decision_is_replaced_with_its_minutes() -> None:
    extract = replace(
        of_kind("extrait", ActKind.DELIBERATION),
        session_date=OLD.session_date,
        title="Tarifs du port",
        act=Act(kind=ActKind.DELIBERATION, number="2029-0"),
    )
    found = ActsInForce([OLD, NEW, extract], [decided(OLD), decided(NEW)], [follows(NEW, OLD)])
    assert found.standing(act_of(found, extract), on("2031-01-01")) is Standing.REPLACED
    assert [link.act.document.id for link in found.forerunners(act_of(found, NEW))] == [OLD.id]


def test_a_period_that_has_passed_is_over_unless_another_act_followed() -> None:
    dated = decided(OLD, first_day=date(2029, 9, 1), last_day=date(2030, 8, 31))
    alone = ActsInForce([OLD], [dated], [])
    assert alone.standing(act_of(alone, OLD), on("2030-08-31")) is Standing.APPLIES
    assert alone.standing(act_of(alone, OLD), on("2030-09-01")) is Standing.OVER


def test_what_applies_on_a_subject_is_told_once_and_latest_first() -> None:
    found = acts(follows(NEW, OLD))

    def applying(days: Days) -> list[str]:
        return [act.document.id for act in found.applying(lambda act: "port" in act.title, days)]

    assert applying(on("2032-01-01")) == [LAST.id, NEW.id]
    assert applying(on("2029-07-01")) == [OLD.id]
    assert found.applying(lambda act: "cantine" in act.title, on("2032-01-01")) == []


def test_an_act_that_is_not_held_is_known_by_what_is_said_of_it() -> None:
    found = acts(follows(NEW, None))
    (one,) = found.unknown_forerunners(act_of(found, NEW))
    assert one.mention.number == "2020-1"
    hidden = ActsInForce([NEW], [decided(NEW)], [follows(NEW, OLD)])
    assert len(hidden.unknown_forerunners(act_of(hidden, NEW))) == 1  # the other may not be shown
    assert hidden.forerunners(act_of(hidden, NEW)) == []
