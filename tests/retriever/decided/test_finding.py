from datetime import UTC, date, datetime

import pytest

from domain.act import Act, ActKind, Decision, Outcome, Vote
from domain.document import Document, MediaType, Visibility
from domain.errors import IndexUnavailable
from domain.ids import CommuneSlug, DocumentId, PassageId, SourceName
from domain.in_force import ActsInForce
from domain.passage import Passage
from domain.register import RegisterLine
from domain.search import CommuneScope, SearchResult
from french.analyser import stems
from retriever.decided.book import BookEntry, passages_by_decision
from retriever.decided.finding import Decided, DecisionFilters, find_decided, subject_of

TOWN = CommuneSlug("valbrune")
TODAY = date(2032, 3, 1)
MINUTES = Document(
    id=DocumentId("pv"),
    commune=TOWN,
    source=SourceName("mairie"),
    path="pv.pdf",
    digest="0" * 64,
    media_type=MediaType.PDF,
    title="Procès-verbal",
    visibility=Visibility.PUBLIC,
    page_count=3,
    session_date=date(2031, 6, 13),
    read_at=datetime(2032, 1, 1, tzinfo=UTC),
    act=Act(kind=ActKind.PROCES_VERBAL, instance="conseil municipal"),
)


class Down:
    """A search engine that does not answer."""

    def search(self, text: str, *, scope: CommuneScope, limit: int) -> SearchResult:
        raise IndexUnavailable("down")

    def count(self, scope: CommuneScope) -> int:
        raise IndexUnavailable("down")


def decision(ordinal: int, title: str, day: date, outcome: Outcome | None = None, matter: str = "7.1") -> Decision:
    return Decision(
        document_id=MINUTES.id,
        ordinal=ordinal,
        number=f"2031-{ordinal:02}",
        title=title,
        day=day,
        vote=Vote(outcome=outcome) if outcome else None,
        matter=matter,
        page=1,
        start=ordinal * 100,
        end=ordinal * 100 + 20,
    )


def entry(one: Decision, deciding: str) -> BookEntry:
    return BookEntry(
        line=RegisterLine(decision=one, document=MINUTES),
        title=frozenset(stems(one.title)),
        deciding=frozenset(stems(deciding)),
        passages=frozenset(),
        words=deciding,
    )


HALL = entry(decision(0, "Tarifs de la salle des fêtes", date(2031, 6, 13), Outcome.MAJORITE), "FIXE les prix")
POOL = entry(decision(1, "Piscine", date(2030, 2, 1), Outcome.REJET, "3.5"), "REJETTE la vente du bassin")
ROAD = entry(decision(2, "Voirie", date(2031, 9, 5), Outcome.UNANIMITE), "APPROUVE les travaux de la rue Haute")
ALL = (POOL, HALL, ROAD)


def found(question: str, filters: DecisionFilters | None = None) -> Decided:
    return find_decided(
        question,
        ALL,
        filters=filters or DecisionFilters(),
        index=Down(),
        scope=CommuneScope(commune=TOWN),
        acts=ActsInForce([MINUTES], [e.line.decision for e in ALL], []),
        today=TODAY,
    )


def titles(one: Decided) -> list[str]:
    return [line.entry.line.decision.title for line in one.lines]


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Qu'a décidé le conseil municipal sur la salle des fêtes ?", "salle fetes"),
        ("délibérations concernant la voirie", "voirie"),
        ("qu'a voté le conseil ?", ""),
        ("", ""),
    ],
)
def test_the_words_that_frame_the_question_are_not_searched(question: str, subject: str) -> None:
    assert subject_of(question, names_days=False) == subject


def test_a_decision_is_found_by_its_title_or_by_what_it_decides_even_without_the_index() -> None:
    asked = found("Qu'a décidé le conseil sur la salle des fêtes ?")
    assert titles(asked) == ["Tarifs de la salle des fêtes"]
    assert asked.is_reduced
    assert titles(found("travaux rue Haute")) == ["Voirie"]


def test_what_the_council_never_decided_is_not_answered_by_something_else() -> None:
    assert titles(found("aéroclub")) == []


def test_a_decision_that_holds_less_than_half_of_the_question_is_only_near_it() -> None:
    asked = found("préempter un bassin rue Nationale")
    assert [(line.entry.line.decision.title, line.is_approximate) for line in asked.lines] == [
        ("Voirie", True),
        ("Piscine", True),
    ]
    assert [line.is_approximate for line in found("travaux rue Haute").lines] == [False]
    assert not any(line.is_approximate for line in found("").lines)


def test_without_a_subject_all_are_shown_the_latest_first() -> None:
    assert titles(found("qu'a voté le conseil ?")) == ["Voirie", "Tarifs de la salle des fêtes", "Piscine"]


def test_a_year_in_the_question_keeps_the_decisions_of_that_year() -> None:
    assert titles(found("qu'a décidé le conseil en 2030 ?")) == ["Piscine"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (DecisionFilters(since=date(2031, 9, 5)), ["Voirie"]),
        (DecisionFilters(until=date(2030, 2, 1)), ["Piscine"]),
        (DecisionFilters(matter="3"), ["Piscine"]),
        (DecisionFilters(matter="7.1"), ["Voirie", "Tarifs de la salle des fêtes"]),
        (DecisionFilters(outcome=Outcome.UNANIMITE), ["Voirie"]),
        (DecisionFilters(kind=ActKind.DELIBERATION), []),
    ],
)
def test_filters_hold_days_included(filters: DecisionFilters, expected: list[str]) -> None:
    assert titles(found("", filters)) == expected


def test_a_passage_is_of_the_decision_under_whose_heading_it_stands() -> None:
    def passage(name: str, start: int, end: int) -> Passage:
        return Passage(
            id=PassageId(name), document_id=MINUTES.id, commune=TOWN, ordinal=0, text="x", page=1, start=start, end=end
        )

    told = passages_by_decision(
        [HALL.line.decision, POOL.line.decision],
        [passage("own", 10, 90), passage("both", 90, 120), passage("next", 120, 190)],
    )
    assert {key: [p.id for p in value] for key, value in told.items()} == {0: ["own", "both"], 1: ["both", "next"]}
