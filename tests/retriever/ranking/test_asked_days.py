from datetime import date

import pytest

from retriever.ranking.asked_days import asked_days

TODAY = date(2031, 3, 10)


@pytest.mark.parametrize(
    ("question", "first", "last"),
    [
        ("Quel était le tarif de la cantine en 2029 ?", "2029-01-01", "2029-12-31"),
        ("prix cantine 2029", "2029-01-01", "2029-12-31"),
        ("tarif garderie année scolaire 2030-2031", "2030-09-01", "2031-08-31"),
        ("combien coûtait le repas le 3 mars 2030", "2030-03-03", "2030-03-03"),
        ("la cantine en juin 2030 c'était combien", "2030-06-01", "2030-06-30"),
        ("les tarifs de l'an dernier", "2030-01-01", "2030-12-31"),
        ("quel taux l’année prochaine ?", "2032-01-01", "2032-12-31"),
        ("prix de la garderie à la rentrée prochaine", "2031-09-01", "2032-08-31"),
    ],
)
def test_the_days_that_a_question_names(question: str, first: str, last: str) -> None:
    days = asked_days(question, TODAY)
    assert days is not None
    assert (days.first.isoformat(), days.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "question",
    [
        "combien coûte la cantine ?",
        "que dit la délibération n° 2029-12",
        "la mairie est ouverte le 3 mai ?",
        "depuis 2029",
    ],
)
def test_a_question_without_a_year_is_about_today(question: str) -> None:
    assert asked_days(question, TODAY) is None
