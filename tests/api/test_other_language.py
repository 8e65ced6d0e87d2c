"""Who does not write in French is answered first in their own language."""

import unicodedata

import pytest

from api.other_language import other_language
from prompts.catalogue import templates
from tests.api.browser import Browser, Page

QUESTIONS = [
    ("How much does the school canteen cost for my children?", "en", "town hall"),
    ("¿Cuánto cuesta el comedor escolar para mis hijos?", "es", "ayuntamiento"),
    ("Quanto custa a cantina da escola para os meus filhos?", "pt", "câmara"),
    ("Wie viel kostet das Mittagessen in der Schule für meine Kinder?", "de", "Rathaus"),
    ("Quanto costa la mensa della scuola per i miei figli?", "it", "comune"),
    ("Okul yemekhanesi çocuklarım için ne kadar?", "tr", "Belediye"),
    ("Скільки коштує шкільна їдальня для моїх дітей?", "uk", "Мерія"),
    ("Сколько стоит школьная столовая для моих детей?", "ru", "Мэрия"),
    ("Cât costă cantina școlară pentru copiii mei?", "ro", "Primăria"),
    ("كم تكلفة مطعم المدرسة لأطفالي؟", "ar", "البلدية"),
    ("Ile kosztuje stołówka szkolna dla moich dzieci?", "pl", "Urząd"),
    ("Hoeveel kost de schoolkantine voor mijn kinderen?", "nl", "gemeentehuis"),
    ("学校食堂多少钱？", "zh", "市政府"),
]


@pytest.mark.parametrize(("question", "lang", "word"), QUESTIONS, ids=[lang for _, lang, _ in QUESTIONS])
def test_a_question_is_answered_first_in_its_language(question: str, lang: str, word: str) -> None:
    found = other_language(question)
    assert found is not None
    assert (found.asked_in, found.lang) == (lang, lang)
    assert word in found.sentence
    assert found.direction == ("rtl" if unicodedata.bidirectional(question.strip("¿؟?")[0]) == "AL" else "ltr")


def test_every_language_that_has_a_sentence_is_tried() -> None:
    assert {lang for _, lang, _ in QUESTIONS} == {
        key.removeprefix("other_language.") for key in templates() if key.startswith("other_language.")
    }


@pytest.mark.parametrize(
    "question",
    [
        "c combien la cantine",
        "slt ya koi a la mediatheque samdi",
        "hello",
        "le parking du centre",
        "Puis-je venir avec mon welsh corgi au camping ?",
        "12 ?",
    ],
)
def test_french_however_written_is_not_another_language(question: str) -> None:
    assert other_language(question) is None


def test_a_language_without_a_sentence_is_answered_in_english() -> None:
    found = other_language("Πόσο κοστίζει η σχολική καντίνα για τα παιδιά μου;")
    assert found is not None
    assert (found.asked_in, found.lang) == ("el", "en")


def test_the_page_marks_each_language_and_gives_the_content_and_the_phone_all_the_same(browser: Browser) -> None:
    html = browser.post("/question", {"question": "How much does the cantine cost for my children, please?"}).text
    page = Page(html)
    assert [h["lang"] for h in page.all("h2") if h.get("id") == "q1"] == ["en"]
    assert {"lang": "en", "dir": "ltr", "class": "lede"} in page.all("p")
    assert "3,85" in html
    assert "02 61 91 04 12" in page.text
    french = browser.post("/question", {"question": "Combien coûte la cantine ?"}).text
    assert 'lang="en"' not in french


def test_a_program_is_given_the_sentence_too(browser: Browser) -> None:
    body = {"model": "parvis", "messages": [{"role": "user", "content": QUESTIONS[9][0]}]}
    content = browser.send("POST", "/v1/chat/completions", json=body).json()["choices"][0]["message"]["content"]
    assert content.startswith(templates()["other_language.ar"])
