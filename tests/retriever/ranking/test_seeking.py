"""Answers and ``parvis search`` find their passages by the same way."""

from answering.assistant import Assistant
from domain.answer import Question
from domain.search import CommuneScope
from retriever.ranking.acts_reader import ActsReader
from retriever.ranking.seeking import SEARCHED, Seeker
from tests.answering.standins import PROFILE, READ_AT, SLUG, FewDocuments, WordIndex, document, passage

TEXTS = (
    "La cantine est ouverte aux élèves de la commune, le repas est servi à midi.",
    "Le repas à la cantine coûte 4,15 euros.",
    "La garderie du soir ferme à 18 h 30.",
)


def _seeker() -> tuple[Seeker, FewDocuments]:
    held = [document(number, "Cantine et garderie") for number in range(len(TEXTS))]
    store = FewDocuments(held, [passage(of, 0, text) for of, text in zip(held, TEXTS, strict=True)])
    return Seeker(profile=PROFILE, index=WordIndex(store), documents=store, acts=ActsReader(store)), store


def _question(text: str, *history: str) -> Question:
    return Question(text=text, commune=SLUG, history=history, asked_at=READ_AT)


def test_what_an_answer_considers_is_what_is_sought_in_its_order() -> None:
    seeker, store = _seeker()
    question = _question("combien coûte le repas de la cantine ?")
    answer = Assistant(profile=PROFILE, index=WordIndex(store), documents=store).answer(question)
    sought = seeker.seek(question, scope=CommuneScope(commune=SLUG))
    assert [c.passage_id for c in answer.considered] == [c.passage.id for c in sought.candidates]
    assert sought.candidates[0].passage.text == TEXTS[1]
    assert [c.score for c in answer.considered] == [c.score for c in sought.candidates]


def test_a_follow_up_is_sought_with_its_subject() -> None:
    seeker, _ = _seeker()
    sought = seeker.seek(_question("et ça coûte combien ?", "la cantine de l'école"), scope=CommuneScope(commune=SLUG))
    assert sought.then.reading.leans_on_history
    assert sought.candidates[0].passage.text == TEXTS[1]


def test_asking_for_less_does_not_change_the_order() -> None:
    seeker, _ = _seeker()
    question, scope = _question("cantine"), CommuneScope(commune=SLUG)
    few, many = (seeker.seek(question, scope=scope, limit=limit).candidates for limit in (1, SEARCHED))
    assert few == many
