from importlib import resources

import pytest

from french.analyser import stems, stems_of, words
from french.thesaurus import expansions


def added(question: str) -> set[str]:
    return {stem for expansion in expansions(stems(question)) for term in expansion.terms for stem in term}


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("quand passent les poubelles", "ordures ménagères"),
        ("c combien la cantine en maternelle", "restauration scolaire"),
        ("refaire ma carte grise", "certificat d'immatriculation"),
        ("la garderie du soir", "accueil périscolaire"),
        ("mon vélo, où le garer ?", "stationnement"),
        ("où jeter un vieux matelas", "encombrants"),
        ("DECHETTERIE ouverte samedi ?", "déchèterie"),
        ("j'ai une fuite d'eau", "compteur d'eau"),
        ("le PLU", "plan local d'urbanisme"),
        ("plan local d'urbanisme de la commune", "PLU"),
        ("dossier C.C.A.S.", "centre communal d'action sociale"),
    ],
)
def test_an_everyday_word_brings_the_administration_s(question: str, term: str) -> None:
    assert set(stems(term)) <= added(question)


@pytest.mark.parametrize(
    "question", ["", "Quels sont les horaires ?", "restauration scolaire", "le maire", "12 euros", "pluie", "mon ami"]
)
def test_what_is_said_as_the_administration_says_it_brings_nothing(question: str) -> None:
    assert added(question) == set()


def test_the_longest_form_wins_and_its_words_are_not_used_again() -> None:
    found = [expansion.found for expansion in expansions(stems("carte de déchetterie"))]
    assert found == [tuple(stems("carte déchetterie"))]
    assert "encombr" not in added("carte de déchetterie")


def test_a_longer_form_wins_wherever_it_stands() -> None:
    found = [expansion.found for expansion in expansions(stems("perdu la carte grise"))]
    assert tuple(stems("carte grise")) in found


def test_no_form_loses_a_word_to_the_stop_words() -> None:
    text = resources.files("french").joinpath("thesaurus.txt").read_text(encoding="utf-8")
    lines = [line.partition("=>")[0] for line in text.splitlines() if "=>" in line and not line.startswith("#")]
    forms = [form.strip() for line in lines for form in line.split(",")]
    assert [form for form in forms if " " in form and len(stems(form)) < 2] == []


def test_every_line_is_whole_and_says_something_else_than_it_is_asked() -> None:
    for name, mark in (("thesaurus.txt", "=>"), ("acronyms.txt", "=")):
        text = resources.files("french").joinpath(name).read_text(encoding="utf-8")
        for line in text.splitlines():
            if not line or line.startswith("#"):
                continue
            forms, found, terms = line.partition(mark)
            assert found, line
            for form in (*forms.split(","), *terms.split(",")):
                assert stems_of(words(form)), line


def test_there_are_over_four_hundred_everyday_forms() -> None:
    text = resources.files("french").joinpath("thesaurus.txt").read_text(encoding="utf-8")
    forms = [
        tuple(stems(form)) for line in text.splitlines() if "=>" in line for form in line.partition("=>")[0].split(",")
    ]
    assert len(set(forms)) >= 400
