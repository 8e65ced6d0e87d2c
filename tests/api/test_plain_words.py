"""Words of the administration are explained where they are met, and only there."""

import pytest

from api.plain_words import MOST, plain_words
from prompts.catalogue import templates
from tests.api.browser import Browser, Page


def met(*texts: str) -> list[str]:
    return [plain.word for plain in plain_words(texts)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Le tarif dépend du QUOTIENT FAMILIAL et de la régie.", ["quotient familial", "régie"]),
        ("Les dépôts de garantie sont rendus.", ["dépôt de garantie"]),
        ("Quotient Familial | Repas", ["quotient familial"]),
        ("Adressez-vous au CCAS (PAI)", ["CCAS", "PAI"]),
        ("Le zonage du PLUi", ["PLUi"]),
        ("L’assainissement non collectif", ["assainissement non collectif"]),
    ],
)
def test_a_listed_word_is_found_in_its_usual_forms(text: str, found: list[str]) -> None:
    assert met(text) == found


@pytest.mark.parametrize(
    "text", ["On peut voir la région", "le familial quotient", "pai", "un plus grand PLUS", "Il est réglé", ""]
)
def test_what_only_looks_like_it_is_not(text: str) -> None:
    assert met(text) == []


def test_the_same_meaning_is_given_once_and_the_list_is_short() -> None:
    assert met("une caution", "un dépôt de garantie, ou caution") == ["caution"]
    every = " ; ".join(key.removeprefix("plain_word.") for key in templates() if key.startswith("plain_word."))
    assert len(met(every)) == MOST


def test_every_listed_word_finds_itself() -> None:
    names = [key.removeprefix("plain_word.") for key in templates() if key.startswith("plain_word.")]
    assert len(names) > 40
    assert [name for name in names if met(name) != [name]] == []


def test_an_answer_explains_its_words_and_says_them_unchanged(browser: Browser) -> None:
    html = browser.post("/question", {"question": "Combien coûte la cantine ?"}).text
    explained = html.split("Les mots difficiles")[1].split("</details>")[0]
    assert "revenus du foyer" in Page(explained).text
    assert "justificatif de domicile" in explained
    none = browser.post("/question", {"question": "Quel âge a le maire ?"}).text
    assert "Les mots difficiles" not in none
