"""What is read out of a question for the passages found."""

from domain.answer import Question
from domain.search import SearchResult
from retriever.ranking.asker import asker_of
from retriever.ranking.reading import read
from retriever.ranking.wanted import Wanted, wanted_from
from tests.answering.standins import READ_AT, SLUG


def wanted(text: str) -> Wanted:
    reading = read(Question(text=text, commune=SLUG, asked_at=READ_AT))
    return wanted_from(reading, SearchResult(hits=(), stem_weights={}, unknown_stems=frozenset()), [], asker_of(text))


def test_who_asks_from_what_age_is_also_answered_by_what_is_not_for_their_own() -> None:
    assert wanted("ma fille a 9 ans, à partir de quel âge peut-elle nager ?").asker.ages == ()
    assert wanted("ma fille a 9 ans, combien coûte la piscine ?").asker.ages == (108,)
