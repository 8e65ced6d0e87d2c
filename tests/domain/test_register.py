from dataclasses import replace
from datetime import UTC, date, datetime

from domain.act import Act, ActKind, Decision, Outcome, Vote
from domain.document import Document, MediaType, Visibility
from domain.ids import CommuneSlug, DocumentId, SourceName
from domain.register import RegisterLine, register_of

DAY = date(2031, 6, 13)
COUNCIL = "conseil municipal"
UNANIMOUS = Vote(outcome=Outcome.UNANIMITE)


def document(name: str, kind: ActKind, instance: str | None = COUNCIL) -> Document:
    return Document(
        id=DocumentId(name),
        commune=CommuneSlug("valbrune"),
        source=SourceName("actes"),
        path=f"{name}.pdf",
        digest="ab" * 32,
        media_type=MediaType.PDF,
        title=name,
        visibility=Visibility.PUBLIC,
        page_count=3,
        session_date=DAY,
        read_at=datetime(2031, 7, 1, tzinfo=UTC),
        act=Act(kind=kind, instance=instance),
    )


MINUTES = document("pv", ActKind.PROCES_VERBAL)
EXTRACT = document("extrait", ActKind.DELIBERATION)
YEAR = document("repertoire", ActKind.LISTE_DES_DELIBERATIONS, instance=None)


def decision(of: Document, number: str | None, title: str, vote: Vote | None = None, day: date = DAY) -> Decision:
    return Decision(
        document_id=of.id,
        ordinal=0,
        number=number,
        title=title,
        day=day,
        vote=vote,
        matter=None,
        page=1,
        start=0,
        end=9,
    )


def register(*decisions: Decision, documents: tuple[Document, ...] = (MINUTES, EXTRACT, YEAR)) -> list[RegisterLine]:
    return register_of(decisions, {d.id: d for d in documents}, COUNCIL)


def told(lines: list[RegisterLine]) -> list[tuple[str | None, str, str]]:
    return [(line.decision.number, line.decision.title, line.document.id) for line in lines]


def test_a_decision_that_three_documents_write_is_one_line_told_by_the_best() -> None:
    lines = register(
        decision(YEAR, "2031_1", "Tarif du marché"),
        decision(MINUTES, "D 2031-01", "Tarif du marché de plein air", UNANIMOUS),
        decision(EXTRACT, "D2031-001", "Tarifs du marché de plein air"),
    )
    assert told(lines) == [("D2031-001", "Tarifs du marché de plein air", "extrait")]
    assert lines[0].decision.vote == UNANIMOUS


def test_a_number_given_twice_to_two_objects_is_two_lines() -> None:
    lines = register(
        decision(MINUTES, "D2031-52", "Redevance d’occupation du domaine public"),
        decision(MINUTES, "D2031-52", "Tarification 2032"),
    )
    assert [title for _, title, _ in told(lines)] == ["Redevance d’occupation du domaine public", "Tarification 2032"]


def test_decisions_without_a_number_are_known_by_their_title() -> None:
    lines = register(
        decision(YEAR, None, "Vente du presbytère"),
        decision(MINUTES, None, "Vente du presbytère"),
        decision(MINUTES, None, "Vente du lavoir"),
    )
    assert [(title, of) for _, title, of in told(lines)] == [("Vente du lavoir", "pv"), ("Vente du presbytère", "pv")]


def test_lines_stand_in_the_order_of_days_then_numbers() -> None:
    lines = register(
        decision(MINUTES, "D2031-100", "Emprunt"),
        decision(MINUTES, "D2031-99", "Budget"),
        decision(YEAR, "2031_03", "Voirie", day=date(2031, 1, 4)),
    )
    assert [number for number, _, _ in told(lines)] == ["2031_03", "D2031-99", "D2031-100"]


def test_another_body_s_decisions_and_those_of_hidden_documents_are_not_in_it() -> None:
    other = document("cc", ActKind.COMPTE_RENDU, instance="conseil communautaire")
    hidden = replace(MINUTES, visibility=Visibility.INTERNE)
    unread = replace(EXTRACT, act=None)
    decisions = [decision(other, "1", "Budget"), decision(hidden, "2", "Budget"), decision(unread, "3", "Budget")]
    assert register(*decisions, documents=(other, hidden, unread)) == []
