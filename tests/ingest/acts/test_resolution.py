from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.act import Act, ActKind, ActMention, ActPlace, Decision, Relation, Succession
from domain.document import Document
from domain.ids import DocumentId
from ingest.acts.resolution import resolve
from tests.domain.test_register import decision
from tests.domain.test_register import document as of_kind


def document(name: str, kind: ActKind, day: date | None, title: str = "", number: str | None = None) -> Document:
    made = of_kind(name, kind)
    act = replace(made.act or Act(kind=kind), number=number, instance="conseil municipal")
    return replace(made, session_date=day, title=title or name, act=act)


OLD = document("pv-2030", ActKind.PROCES_VERBAL, date(2030, 6, 13))
NEW = document("pv-2031", ActKind.PROCES_VERBAL, date(2031, 6, 15))


def decided(of: Document, ordinal: int, number: str | None, title: str) -> Decision:
    return replace(decision(of, number, title, day=of.session_date or date.min), ordinal=ordinal)


def said(by: ActPlace, relation: Relation, **mention: Any) -> Succession:
    return Succession(
        by=by,
        relation=relation,
        mention=ActMention(**mention),
        words="annule",
        page=1,
        start=0,
        end=6,
    )


def place(of: Document, ordinal: int | None = None) -> ActPlace:
    return ActPlace(document_id=of.id, ordinal=ordinal)


HELD = [decided(OLD, 0, "D2030-31", "Vente d’un terrain"), decided(OLD, 1, "D2030-32", "Tarif de l’accueil de loisirs")]
BY = decided(NEW, 0, "D2031-44", "Accueil de loisirs : prix")


@pytest.mark.parametrize(
    ("mention", "ordinal"),
    [
        ({"kind": ActKind.DELIBERATION, "number": "2030-32"}, 1),
        # the date is mistyped by two days, as in one commune's minutes: the number is what names the act
        ({"kind": ActKind.DELIBERATION, "number": "2030/032", "day": date(2030, 6, 15)}, 1),
        # « n° 32 du 13 juin 2030 »: the year is the day's
        ({"number": "32", "day": date(2030, 6, 13)}, 1),
        ({"day": date(2030, 6, 13), "subject": "la vente d’un terrain"}, 0),
        ({"day": date(2030, 6, 13)}, 1),  # of that session, what speaks of the same thing as the act that says so
        ({"subject": "tarif de l’accueil de loisirs"}, 1),
        ({"number": "2030-99"}, None),
        ({"number": "32", "day": date(2029, 6, 13)}, None),
        ({"day": date(2030, 6, 13), "subject": "la voirie"}, None),
        ({"kind": ActKind.ARRETE, "number": "2030-32"}, None),
    ],
)
def test_an_act_is_known_by_what_is_said_of_it(mention: dict[str, object], ordinal: int | None) -> None:
    (one,) = resolve([NEW, OLD], [*HELD, BY], [said(place(NEW, 0), Relation.ABROGE, **mention)])
    assert one.target == (None if ordinal is None else place(OLD, ordinal))


def test_no_act_replaces_itself_nor_a_later_one() -> None:
    mine = said(place(OLD, 1), Relation.REMPLACE, number="2030-32")
    later = said(place(OLD, 0), Relation.REMPLACE, number="2031-44")
    assert [one.target for one in resolve([OLD, NEW], [*HELD, BY], [mine, later])] == [None, None]


def test_the_order_in_which_documents_come_changes_nothing() -> None:
    one = said(place(NEW, 0), Relation.ABROGE, number="2030-32")
    assert resolve([OLD, NEW], [*HELD, BY], [one]) == resolve([NEW, OLD], [BY, *reversed(HELD)], [one])


def test_two_acts_that_may_be_meant_are_none() -> None:
    twice = [decided(OLD, 0, "D2030-32", "Vente d’un terrain"), decided(OLD, 1, "D2030-32", "Emprunt")]
    (one,) = resolve([OLD, NEW], [*twice, BY], [said(place(NEW, 0), Relation.ABROGE, number="2030-32")])
    assert one.target is None


def test_the_extract_of_a_decision_stands_for_it_before_the_minutes() -> None:
    extract = document("extrait", ActKind.DELIBERATION, date(2030, 6, 13), "Tarif de l’accueil de loisirs", "2030-32")
    (one,) = resolve([OLD, extract, NEW], [*HELD, BY], [said(place(NEW, 0), Relation.ABROGE, number="2030-32")])
    assert one.target == place(extract)


def test_a_rule_of_a_day_needs_no_other_word() -> None:
    rule = document("reglement", ActKind.REGLEMENT, date(2029, 6, 22), "Règlement du foyer")
    later = document("nouveau", ActKind.REGLEMENT, date(2031, 6, 22), "Vie au foyer")
    mention = said(place(later), Relation.REMPLACE, kind=ActKind.REGLEMENT, day=date(2029, 6, 22))
    assert resolve([rule, later], [], [mention])[0].target == place(rule)


def again(*titles: str) -> list[tuple[str, str, str]]:
    """(later title, relation, earlier title) when a council decides ``titles`` one after the other, a year apart."""
    documents = [document(f"pv-{n}", ActKind.PROCES_VERBAL, date(2030 + n, 6, 1)) for n in range(len(titles))]
    decisions = [decided(d, 0, None, title) for d, title in zip(documents, titles, strict=True)]
    named: dict[DocumentId, str] = {d.document_id: d.title for d in decisions}
    return [
        (named[one.by.document_id], one.relation.value, named[one.target.document_id])
        for one in resolve(documents, decisions, [])
        if one.target and not one.is_declared
    ]


@pytest.mark.parametrize(
    ("earlier", "later", "relation"),
    [
        ("Tarifs de la cantine 2030", "Fixation des tarifs de la restauration scolaire 2031", "remplace"),
        ("Vote des taux d’imposition 2030", "Taux des taxes directes locales 2031", "remplace"),
        ("Adoption du règlement intérieur du foyer", "Règlement intérieur du foyer", "remplace"),
        ("Tarif accueil de loisirs 2030", "Tarif accueil de loisirs et garderie 2031", "remplace"),
        # only the changed line is restated
        ("Tarif accueil de loisirs et garderie 2030", "Tarif accueil de loisirs 2031", "modifie"),
        ("Tarifs du foyer", "Modification des tarifs du foyer", "modifie"),
    ],
)
def test_a_recurring_subject_decided_again_follows_the_last_decision(earlier: str, later: str, relation: str) -> None:
    assert again(earlier, later) == [(later, relation, earlier)]


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        ("Tarifs de la cantine", "Tarifs du foyer"),
        ("Tarifs communaux 2030", "Tarif du petit train"),
        ("Vente d’un terrain communal", "Vente d’un terrain communal"),
        ("Subventions aux associations 2030", "Subventions aux associations 2031"),
        ("Rapport sur le prix de l’eau 2030", "Rapport sur le prix de l’eau 2031"),
    ],
)
def test_other_subjects_and_things_of_their_own_follow_nothing(earlier: str, later: str) -> None:
    assert again(earlier, later) == []


def test_each_decision_is_followed_by_the_next_one_alone() -> None:
    titles = ("Tarifs 2030", "Tarifs 2031", "Tarifs 2032")
    assert again(*titles) == [(titles[1], "remplace", titles[0]), (titles[2], "remplace", titles[1])]


def test_what_words_declare_is_not_told_a_second_time() -> None:
    later = decided(NEW, 0, "D2031-44", "Tarif de l’accueil de loisirs 2031")
    one = said(place(NEW, 0), Relation.ABROGE, number="2030-32")
    assert [s.is_declared for s in resolve([OLD, NEW], [*HELD, later], [one])] == [True]


def test_decisions_that_were_inferred_are_inferred_anew() -> None:
    later = decided(NEW, 0, "D2031-44", "Tarif de l’accueil de loisirs 2031")
    first = resolve([OLD, NEW], [*HELD, later], [])
    assert resolve([OLD, NEW], [*HELD, later], first) == first
    assert resolve([NEW], [later], first) == ()
