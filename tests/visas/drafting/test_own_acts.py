from dataclasses import replace
from datetime import date

from domain.act import ActKind, ActMention, ActPlace, Relation, Succession
from domain.register import RegisterLine
from tests.domain.test_register import decision, document
from visas.drafting.own_acts import own_acts

SEARCH = "tarif cantine"


def line(name: str, title: str, day: date) -> RegisterLine:
    told = document(name, ActKind.DELIBERATION)
    return RegisterLine(decision=decision(told, f"D-{name}", title, day=day), document=told)


OLD = line("a", "Tarifs de la cantine 2030", date(2030, 6, 1))
NEW = line("b", "Tarifs de la cantine 2031", date(2031, 6, 1))
OTHER = line("c", "Tarifs du cimetière", date(2031, 6, 1))
NEXT = line("d", "Tarifs de la cantine 2032", date(2032, 6, 1))
ALL = [OLD, NEW, OTHER, NEXT]


def test_earlier_acts_of_the_subject_are_found_newest_first_with_their_document() -> None:
    found = own_acts(SEARCH, ALL, date(2032, 6, 1))
    assert [(act.number, act.document_id, act.page) for act in found] == [("D-b", "b", 1), ("D-a", "a", 1)]


def test_an_act_that_another_ended_is_not_proposed() -> None:
    ended = Succession(
        by=ActPlace(document_id=NEW.document.id),
        relation=Relation.ABROGE,
        mention=ActMention(),
        words="est abrogée",
        page=1,
        start=0,
        end=3,
        target=ActPlace(document_id=OLD.document.id, ordinal=0),
    )
    assert [act.number for act in own_acts(SEARCH, ALL, date(2032, 1, 1), [ended])] == ["D-b"]
    changed = replace(ended, relation=Relation.MODIFIE)
    assert len(own_acts(SEARCH, ALL, date(2032, 1, 1), [changed])) == 2


def test_words_that_no_title_holds_find_nothing() -> None:
    assert own_acts("emprunt", ALL, date(2032, 1, 1)) == ()
    assert own_acts("", ALL, date(2032, 1, 1)) == ()
