import pytest

from ingest.sites.link_words import better_words, telling_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Règlement de la cantine", "Règlement de la cantine"),
        ("Règlement de la cantine (PDF - 120 Ko)", "Règlement de la cantine"),
        ("Tarifs 2026 [PDF, 1,2 Mo]", "Tarifs 2026"),
        ("Dossier d'inscription (nouvelle fenêtre)", "Dossier d'inscription"),
        ("Télécharger le règlement intérieur", "Télécharger le règlement intérieur"),
        ("Délibération n° 2026-12 du 4 mars 2026", "Délibération n° 2026-12 du 4 mars 2026"),
    ],
)
def test_words_that_tell_what_a_document_is_are_kept_without_what_is_said_of_the_file(text: str, words: str) -> None:
    assert telling_words(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Télécharger",
        "Télécharger (PDF, 120 Ko)",
        "cliquez ici",
        "ici",
        "En savoir plus",
        "En savoir +",
        "Lire la suite »",
        "PDF",
        "Document PDF",
        "Voir",
        "plan.pdf",
        "reglement_cantine-2026.pdf",
        "»",
        "12",
        "page 2",
        "",
    ],
)
def test_words_that_only_open_tell_nothing(text: str) -> None:
    assert telling_words(text) == ""


def test_a_link_as_long_as_a_paragraph_is_cut_between_words() -> None:
    words = telling_words("règlement de la salle " * 20)
    assert len(words) <= 161
    assert words.endswith(("salle…", "la…", "de…", "règlement…"))


def test_the_words_that_say_more_win() -> None:
    assert better_words("", "Tarifs") == "Tarifs"
    assert better_words("Tarifs de la cantine", "Tarifs") == "Tarifs de la cantine"
