"""Ways that messages take; look-alikes of every rule stand in the rule files."""

import pytest

from answering.routing.route import Way, prepare, route
from answering.routing.rules import rule_book


@pytest.mark.parametrize(
    ("message", "way"),
    [
        ("il y a le feu chez le voisin", Way.EMERGENCY),
        ("bonjour, mon mari me frappe", Way.EMERGENCY),
        ("slt", Way.SMALL_TALK),
        ("tu es un robot ?", Way.SMALL_TALK),
        ("quel outil de merde", Way.SMALL_TALK),
        ("mon titre de séjour est-il prêt", Way.OTHER_AUTHORITY),
        ("où en est mon dossier", Way.PERSONAL_CASE),
        ("rappelez-moi au [téléphone] pour mon permis", Way.PERSONAL_CASE),
        ("rappelez-moi", Way.PERSON_WANTED),
        ("combien coûte la cantine ?", Way.SEARCH),
        ("", Way.SEARCH),
    ],
)
def test_a_message_goes_one_way(message: str, way: Way) -> None:
    assert route(message).way is way


def test_the_first_number_is_that_of_the_gravest() -> None:
    assert route("elle a avalé tous ses médicaments, elle veut mourir").contacts[:2] == ("15", "3114")
    assert route("mon mari me frappe et ma fille aussi a des bleus partout").contacts[:2] == ("17", "3919")
    assert len(set(contacts := route("au feu, ça brûle dans la cuisine").contacts)) == len(contacts)


def test_who_cannot_hear_is_given_the_number_by_text_message() -> None:
    assert "114" in route("je suis sourde et on force ma porte").contacts
    assert "114" not in route("on force ma porte").contacts


def test_a_question_beside_a_cry_for_help_is_kept_apart() -> None:
    found = route("Mon mari me frappe. Quels sont les horaires du CCAS ?")
    assert found.way is Way.EMERGENCY
    assert found.asked == "Quels sont les horaires du CCAS ?"


@pytest.mark.parametrize(
    "message", ["y a le feu, qui appeler ?", "mon voisin se noie, comment l'aider ?", "j'en peux plus"]
)
def test_a_call_for_help_asks_the_documents_nothing(message: str) -> None:
    assert route(message).asked == ""


def test_the_question_in_an_insult_is_searched() -> None:
    found = route("bande d'incapables, à quelle heure ouvre la piscine ?")
    assert (found.way, found.is_rude) == (Way.SEARCH, True)
    assert found.asked == "à quelle heure ouvre la piscine ?"
    assert route("bande d'incapables").asked == ""


def test_another_authority_is_named_and_the_documents_are_searched_all_the_same() -> None:
    found = route("comment toucher le chômage")
    assert (found.way, found.contacts) == (Way.OTHER_AUTHORITY, ("france_travail",))
    assert found.asked == "comment toucher le chômage"
    assert route("la mairie m'aide-t-elle pour le chômage").way is Way.SEARCH


def test_every_rule_is_ready_before_the_first_question() -> None:
    rule_book.cache_clear()
    prepare()
    held = rule_book.cache_info().misses
    route("combien coûte la cantine ?")
    assert rule_book.cache_info().misses == held


@pytest.mark.parametrize(
    "message",
    [
        "c'est quoi leur adresse ?",  # « agresse »
        "aide ménagère pour ma mère",  # « menace »
        "dans notre rue le lampadaire est cassé",  # « notaire »
        "peut-on prolonger un livre à la bibliothèque ?",  # « livret A »
        "j'ai oublié de réserver la cantine pour demain",  # « réservez »
        "on est en train de construire une école",  # « train »
    ],
)
def test_an_ordinary_question_that_sounds_like_something_else_is_searched(message: str) -> None:
    assert route(message).way is Way.SEARCH
