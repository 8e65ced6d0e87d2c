"""Follow-ups keep their subject, questions that stand alone inherit none, corrections drop what was understood."""

from datetime import UTC, datetime

import pytest

from domain.answer import Question
from french.analyser import stems
from french.answer_types import AnswerType
from retriever.ranking.reading import HISTORY_DEPTH, HISTORY_WEIGHT, Reading, read
from tests.answering.standins import SLUG


def asked(text: str, *history: str) -> Question:
    return Question(text=text, commune=SLUG, history=history, asked_at=datetime(2026, 11, 24, tzinfo=UTC))


def says(reading: Reading, words: str) -> bool:
    return set(stems(words)) <= set(reading.stem_shares)


@pytest.mark.parametrize(
    "follow_up",
    [
        "et pour les enfants ?",
        "Et si on paie en retard le mois suivant",
        "c'est payant ?",
        "je n’habite pas dans la communauté de communes",
        "j'ai un quotient de 750",
    ],
)
def test_a_follow_up_is_searched_with_its_subject(follow_up: str) -> None:
    reading = read(asked(follow_up, "Combien coûte la piscine ?"))
    assert reading.leans_on_history
    assert reading.search_text == f"Combien coûte la piscine ? {follow_up}"
    assert reading.stem_shares[stems("piscine")[0]] == HISTORY_WEIGHT


@pytest.mark.parametrize(
    "question",
    [
        "Où se trouve la déchèterie intercommunale de Valmoret ?",
        "horaires de la mairie",
        "c'est quand la brocante ?",
        "et la bibliothèque, elle ouvre à quelle heure ?",
        "j'ai perdu mon passeport que faire",
    ],
)
def test_a_question_that_stands_alone_forgets_what_came_before(question: str) -> None:
    reading = read(asked(question, "Combien coûte la piscine ?"))
    assert not reading.leans_on_history
    assert reading.search_text == question


def test_without_history_nothing_leans() -> None:
    assert not read(asked("et pour les enfants ?")).leans_on_history


@pytest.mark.parametrize(
    ("before", "now", "searched"),
    [
        ("la garderie du matin coûte combien ?", "et le soir ?", "garderie coûte, et le soir ?"),
        ("la mairie ouvre le mercredi ?", "et le samedi ?", "mairie ouvre, et le samedi ?"),
        ("horaires de la bibliothèque", "et la piscine ?", "horaires, et la piscine ?"),
        ("horaires de la bibliothèque", "non, je parlais de la piscine", "horaires, la piscine"),
        ("horaires du stade", "pas le stade, le gymnase", "horaires, le gymnase"),
        ("tarif de la salle des fêtes", "non, la salle de réunion", "tarif salle, la salle de réunion"),
        (
            "l’accueil social à Boulmont quels jours",
            "et à Kervranec ?",
            "accueil social jours, et à Kervranec ?",
        ),
    ],
)
def test_what_takes_the_place_of_something_drops_it(before: str, now: str, searched: str) -> None:
    reading = read(asked(now, before))
    assert reading.leans_on_history
    assert reading.search_text == searched


def test_the_kind_of_thing_is_inherited_or_replaced_never_added() -> None:
    before = "la garderie du matin coûte combien ?"
    assert read(asked("et le soir ?", before)).types == {AnswerType.AMOUNT}
    hours = read(asked("et le soir elle finit à quelle heure", before))
    assert hours.types == {AnswerType.HOURS}
    assert not says(hours, "coûte")
    assert read(asked("et la garderie c'est combien ?", "combien coûte la cantine ?")).types == {AnswerType.AMOUNT}


def test_a_subject_left_behind_does_not_come_back() -> None:
    history = ("Combien coûte la piscine ?", "horaires de la déchèterie")
    reading = read(asked("et le samedi ?", *history))
    assert says(reading, "déchèterie samedi")
    assert not says(reading, "piscine")


def test_several_follow_ups_in_a_row_keep_the_first_subject() -> None:
    reading = read(asked("et si on habite ailleurs ?", "c combien la cantine", "et pour le deuxième enfant ?"))
    assert says(reading, "cantine deuxième ailleurs")


def test_the_history_read_is_bounded() -> None:
    far = ("le camping de la Vernelle", *["et pour deux nuits ?"] * HISTORY_DEPTH)
    assert not says(read(asked("et le chien ?", *far)), "camping")


def test_a_question_that_points_back_leans_however_long_it_is() -> None:
    reading = read(asked("à quelle heure elle ferme le soir en période de vacances scolaires", "où est la ludothèque"))
    assert says(reading, "ludothèque vacances")
