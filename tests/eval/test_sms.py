import random
from importlib import resources

import pytest

from eval.noise import without_accents
from eval.sms import as_text_message


def _forms(text: str) -> set[str]:
    return {as_text_message(text, random.Random(seed)) for seed in range(60)}


@pytest.mark.parametrize(
    ("written", "texted"),
    [
        ("c'est combien ?", "c cb"),
        ("est-ce qu'il y a un parking", "eskil y a un parking"),
        ("il y a un parking ?", "ya un parking"),
        ("rendez-vous", "rdv"),
        ("pourquoi", "pk"),
        ("pendant que", "pendant ke"),
        ("qualite", "kalite"),
        ("inscription", "inscripsion"),
        ("le bureau", "le buro"),
        ("travaux", "travo"),
        ("pharmacie", "farmacie"),
        ("nommer", "nomer"),
        ("horaires", "horaire"),
        ("l'ecole", "lecole"),
        ("l'ecole", "l ecole"),
    ],
)
def test_a_word_is_texted_by_its_abbreviation_or_as_it_sounds(written: str, texted: str) -> None:
    assert texted in _forms(written)


@pytest.mark.parametrize("word", ["bus", "cantine", "question-reponse", "3,85", "quorum"])
def test_what_has_no_other_form_stays(word: str) -> None:
    assert word.replace("qu", "k") in {form.replace("qu", "k") for form in _forms(word)}


def test_a_form_is_used_here_and_not_there() -> None:
    forms = _forms("pourquoi la cantine")

    assert "pourquoi la cantine" in forms
    assert len(forms) > 2


def test_an_abbreviation_stands_for_whole_words_only() -> None:
    assert _forms("les contours") <= {"le contours", "les contours", "le contour", "les contour"}


def test_the_list_is_written_without_accents_and_gives_a_form_for_each() -> None:
    text = resources.files("eval").joinpath("sms_words.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]

    assert len(lines) >= 80
    assert [line for line in lines if without_accents(line) != line] == []
    assert [line for line in lines if not line.partition(" = ")[2].strip()] == []
    assert len({line.partition(" = ")[0] for line in lines}) == len(lines)
