import threading

import pytest

from french.analyser import char_ngrams, fold, stems, stop_words, word_ngrams, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Où déposer les Encombrants ?", ["ou", "deposer", "les", "encombrants"]),  # a question
        ("ŒUVRES ET CÆCUM", ["oeuvres", "et", "caecum"]),  # capitals of a heading, ligatures
        ("e\u0301cole", ["ecole"]),  # decomposed, as some PDFs give it
        ("ﬁnances", ["finances"]),  # ligature of a typeset PDF
        ("can\u00adtine sco\u200blaire", ["cantine", "scolaire"]),  # soft hyphen and zero width space of a page
        ("l’eau, d'office, qu’il, jusqu'au, n'est", ["eau", "office", "il", "au", "n", "est"]),  # both apostrophes
        ("presqu'île aujourd'hui", ["presqu", "ile", "aujourd", "hui"]),  # not elisions
        ("Prenez rendez-vous à Saint-Aubin", ["prenez", "rendez", "vous", "a", "saint", "aubin"]),  # hyphens
        ("3,85 € le repas", ["3,85", "euros", "le", "repas"]),  # tariff
        ("3,50 ou 3,5 ; 12,00 ou 12", ["3,5", "ou", "3,5", "12", "ou", "12"]),  # tariffs written two ways
        ("1 234,50 € puis 12 500 €", ["1234,5", "euros", "puis", "12500", "euros"]),  # budget, no-break spaces
        ("en 2024 125 élèves", ["en", "2024", "125", "eleves"]),  # a year is not thousands
        ("02 47 00 11 22", ["02", "47", "00", "11", "22"]),  # telephone
        ("Délibération n° 2026-031 du 12/05/2026", ["deliberation", "n", "2026-031", "du", "12/05/2026"]),  # minutes
        ("article L. 2121-10, alinéa 1.10", ["article", "l", "2121-10", "alinea", "1.10"]),  # order
        ("2026-031b", ["2026", "031b"]),  # a number that goes on as a word
        ("de 8 h 30 à 12h, 14h00", ["de", "8h30", "a", "12h", "14h00"]),  # opening hours
        ("3 haies", ["3", "haies"]),
        ("le C.C.A.S. et le P.L.U", ["le", "ccas", "et", "le", "plu"]),  # acronyms
        ("M. D. Marin", ["m", "d", "marin"]),
        ("12 m²", ["12", "m2"]),  # planning permission
        ("_____ … ·", []),  # a form's blanks
        ("", []),
    ],
)
def test_words_are_folded_and_numbers_stay_whole(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_a_question_without_accents_has_the_same_stems_as_with_them() -> None:
    accented = "Quelles démarches pour l’éco-pâturage près du cimetière communal ?"

    assert stems(accented) == stems(fold(accented).replace("'", "\u2019"))
    assert stems(accented) == ["demarch", "eco", "paturag", "pre", "cimetier", "communal"]


def test_singular_and_plural_share_a_stem() -> None:
    assert stems("tarifs municipaux") == stems("tarif municipal")


def test_repeated_words_are_counted() -> None:
    assert stems("eau, eaux, eau") == ["eau", "eau", "eau"]


def test_a_question_of_stop_words_only_keeps_its_words() -> None:
    assert stems("Qui êtes-vous ?") == ["qui", "ete", "vous"]


@pytest.mark.parametrize(
    "word", ["ne", "pas", "non", "ni", "sans", "sauf", "jamais", "aucun", "rien", "plus", "moins", "personne"]
)
def test_negations_and_restrictions_are_not_stop_words(word: str) -> None:
    assert word not in stop_words()
    assert stems(f"le chien {word}") == ["chien", stems(word)[0]]


def test_stop_words_are_written_as_the_analyser_gives_them() -> None:
    assert all(words(word) == [word] for word in stop_words())


def test_ngrams_mark_the_boundaries_of_words() -> None:
    assert word_ngrams("eau") == ("<ea", "eau", "au>", "<eau", "eau>", "<eau>")
    assert char_ngrams("L'eau a") == [*word_ngrams("eau"), "<a>"]


def test_a_typing_error_keeps_most_of_the_ngrams() -> None:
    right, wrong = set(char_ngrams("déchetterie")), set(char_ngrams("dechéterie"))

    assert len(right & wrong) > len(right) / 3
    assert set(stems("déchetterie")) != set(stems("dechéterie"))


def test_an_endless_word_gives_few_ngrams() -> None:
    assert len(char_ngrams("x" * 100_000)) < 200


def test_several_threads_may_stem_at_once() -> None:
    text = "Les inscriptions scolaires ouvriront prochainement " * 50
    expected = stems(text)
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(stems(text))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == [expected] * 4
