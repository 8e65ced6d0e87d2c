"""Negations of real form."""

import pytest

from french.negations import negations_in, refuses, takes_away


@pytest.mark.parametrize(
    ("document", "text", "denied"),
    [
        ("library", "Les nouveautés ne sont pas prolongées.", "ne sont pas prolongées"),
        ("garden", "L’hiver, aucune aide n’est versée.", "aucune aide n’est versée"),
        ("canteen", "Tout repas non réservé est majoré.", "non réservé"),
        ("page", "mais pas pour l’heure du conte", "mais pas pour l’heure du conte"),
        ("waste", "On ne ramasse ni les gravats ni les pneus.", "ne ramasse ni les gravats ni les pneus"),
        ("town hall", "Une permanence sans rendez-vous a lieu.", "sans rendez-vous a"),
        ("water", "Faute de réponse, le relevé est estimé.", "Faute de réponse"),
        ("waste", "Les bacs sont sortis jamais avant 18 h.", "jamais avant 18 h"),
        ("minutes", "Personne ne demande la parole.", "Personne ne demande la parole"),
    ],
)
def test_what_is_denied_is_in_the_span(document: str, text: str, denied: str) -> None:
    assert [text[n.start : n.end] for n in negations_in(text)] == [denied], document


@pytest.mark.parametrize(
    "text",
    [
        "à moins que la famille n’ait prévenu",
        "Elle ne rouvre qu’en septembre",
        "les habitants, ou non, de la commune",
        "180 personnes, pas plus",
        "Une personne ne reçoit qu’une procuration",
        "les non-résidents",
    ],
)
def test_what_denies_nothing_is_left_out(text: str) -> None:
    assert negations_in(text) == []


def test_a_negation_tells_whether_it_leaves_a_case_out() -> None:
    assert [n.is_never for n in negations_in("Il n’est jamais dû.")] == [True]
    assert [n.is_never for n in negations_in("Il n’est pas dû.")] == [False]
    assert [n.is_privative for n in negations_in("Sans inscription.")] == [True]


@pytest.mark.parametrize("text", ["Les pneus sont refusés.", "L’eau est coupée.", "Entrée libre.", "Fermé le lundi."])
def test_words_may_say_what_a_negation_says(text: str) -> None:
    assert refuses(text)
    assert takes_away(text)


def test_an_exception_takes_nothing_away() -> None:
    assert refuses("sauf le mardi")
    assert not takes_away("sauf le mardi")
    assert not refuses("Par exception à l’article 1, le tarif est de 3 €.")
