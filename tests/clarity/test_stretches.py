"""Sentences and lists made whole again, with their offsets."""

import pytest

from clarity.read_text import read_pasted
from clarity.stretches import LONGEST_SENTENCE, lists_of, sentences_of, stretches_of


def test_wrapped_lines_are_joined_and_keep_their_offsets() -> None:
    text = "La cotisation est gratuite pour les\nmoins de douze ans. Elle est\nde 8 € sinon.\n\nAutre sujet"
    read = read_pasted(text)
    assert [one.line for one in stretches_of(read)] == [
        "La cotisation est gratuite pour les moins de douze ans. Elle est de 8 € sinon.",
        "Autre sujet",
    ]
    second = sentences_of(read)[1]
    place = read.place(second.stretch.block, second.start, second.end)
    assert text[place.start : place.end] == place.quote == "Elle est\nde 8 € sinon."


@pytest.mark.parametrize(
    "text",
    [
        "Inscriptions\nLa mairie ouvre à 9 h.",
        "La mairie est fermée.\nelle rouvre lundi",
        "Lundi | 9 h\nde 14 h à 17 h",
        "La salle est louée\n\naux habitants",
    ],
)
def test_titles_ended_sentences_rows_and_paragraphs_stay_apart(text: str) -> None:
    assert len(stretches_of(read_pasted(text))) == 2


@pytest.mark.parametrize("bullet", ["- ", "• ", "– ", "==> ", "a) ", "* "])
def test_items_have_their_lead_in(bullet: str) -> None:
    text = f"Apportez :\n{bullet}une photo\n{bullet}un livret de famille\nou son extrait\n\nMerci."
    (written,) = lists_of(read_pasted(text))
    assert written.lead_in is not None
    assert written.lead_in.line == "Apportez :"
    assert [item.line[item.body_start :] for item in written.items] == [
        "une photo",
        "un livret de famille ou son extrait",
    ]


def test_lines_without_bullets_are_a_list_only_under_a_lead_in() -> None:
    lines = "Copie du bail\nPhoto d’identité\nChéquier"
    (written,) = lists_of(read_pasted(f"Joignez ces pièces :\n{lines}"))
    assert len(written.items) == 3
    assert lists_of(read_pasted(lines)) == ()


def test_the_next_sentence_is_at_hand() -> None:
    first, second = sentences_of(read_pasted("Sauf exceptions. Elles sont listées."))
    assert (first.following, second.following) == ("Elles sont listées.", "")


def test_what_is_too_long_to_be_a_sentence_is_none_and_lines_stop_being_joined() -> None:
    assert sentences_of(read_pasted("mot " * (LONGEST_SENTENCE // 3))) == ()
    assert len(stretches_of(read_pasted("mot\n" * LONGEST_SENTENCE))) > 1
