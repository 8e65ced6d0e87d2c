import pytest

from answering.judging import Verdict
from answering.routing.route import Route, Way
from answering.routing.rules import rule_book
from answering.routing.settling import closing, notices_of, settle
from domain.answer import AnswerStatus
from domain.personal import PersonalKind
from prompts import catalogue

ANSWERED = Verdict(status=AnswerStatus.ANSWERED, text_key="answer.answered", support=0.9)
NEAR = Verdict(status=AnswerStatus.ANSWERED, text_key="answer.answered", support=0.7)
PARTIAL = Verdict(status=AnswerStatus.PARTIAL, text_key="answer.partial", support=0.4)


def test_a_search_ends_as_it_was_judged() -> None:
    settled = settle(Route(way=Way.SEARCH, asked="x"), PARTIAL)
    assert (settled.status, settled.shows_documents, settled.notices) == (AnswerStatus.PARTIAL, True, ())


@pytest.mark.parametrize(("verdict", "shows"), [(ANSWERED, True), (NEAR, False), (PARTIAL, False)])
def test_an_emergency_stays_one_and_shows_only_what_answers(verdict: Verdict, shows: bool) -> None:
    settled = settle(Route(way=Way.EMERGENCY, reason="fire", asked="x"), verdict)
    assert (settled.status, settled.shows_documents) == (AnswerStatus.EMERGENCY, shows)


def test_documents_that_answer_come_before_another_authority_and_near_ones_do_not() -> None:
    way = Route(way=Way.OTHER_AUTHORITY, reason="caf", contacts=("caf",), asked="x")
    answered, near = settle(way, ANSWERED), settle(way, NEAR)
    assert answered.status is AnswerStatus.ANSWERED
    assert answered.notices == (catalogue.text("notice.authority_decides"),)
    assert (near.status, near.shows_documents, near.notices) == (AnswerStatus.OTHER_AUTHORITY, False, ())


GUESSED = Route(way=Way.EMERGENCY, reason="fire", contacts=("18", "112"), asked="x", is_guess=True)
NOT_FOUND = Verdict(status=AnswerStatus.NOT_FOUND, text_key="answer.not_found", support=0.0)


def test_a_guessed_emergency_costs_an_answer_one_line() -> None:
    settled = settle(GUESSED, NEAR)
    assert (settled.status, settled.shows_documents, settled.contacts) == (AnswerStatus.ANSWERED, True, ())
    assert len(settled.notices) == 1
    assert "18 (Pompiers)" in settled.notices[0]


def test_a_guessed_emergency_beside_near_passages_has_its_line_and_its_numbers() -> None:
    settled = settle(GUESSED, PARTIAL)
    assert (settled.status, settled.shows_documents) == (AnswerStatus.PARTIAL, True)
    assert (len(settled.notices), settled.contacts) == (1, ("18", "112"))


def test_a_guessed_emergency_is_one_where_documents_are_silent() -> None:
    settled = settle(GUESSED, NOT_FOUND)
    assert (settled.status, settled.contacts, settled.notices) == (AnswerStatus.EMERGENCY, ("18", "112"), ())


@pytest.mark.parametrize(
    ("verdict", "status"),
    [
        (ANSWERED, AnswerStatus.ANSWERED),
        (PARTIAL, AnswerStatus.PARTIAL),
        (NOT_FOUND, AnswerStatus.PERSONAL_CASE),
    ],
)
def test_a_guessed_way_only_stands_where_the_documents_are_silent(verdict: Verdict, status: AnswerStatus) -> None:
    settled = settle(Route(way=Way.PERSONAL_CASE, asked="x", is_guess=True), verdict)
    assert (settled.status, settled.shows_documents) == (status, verdict.shows_documents)


def test_the_line_of_numbers_always_has_the_european_one() -> None:
    line = notices_of(Route(way=Way.SEARCH, asked="x", perhaps_call=("3114",)), ())[0]
    assert "3114" in line
    assert "112" in line


def test_every_rule_of_the_files_has_a_sentence() -> None:
    books = {
        Way.EMERGENCY: "emergencies",
        Way.SMALL_TALK: "courtesy",
        Way.OTHER_AUTHORITY: "authorities",
        Way.PERSONAL_CASE: "personal_cases",
        Way.PERSON_WANTED: "person_wanted",
    }
    for way, book in books.items():
        for rule in rule_book(book).rules:
            status, text_key = closing(Route(way=way, reason=rule.name))
            assert status.value == way.value
            assert catalogue.text(text_key)


def test_what_is_to_be_read_first() -> None:
    rude = Route(way=Way.SEARCH, asked="x", is_rude=True)
    assert len(notices_of(rude, (PersonalKind.NAME,))) == 2
    assert notices_of(Route(way=Way.SMALL_TALK, is_rude=True), ()) == ()
