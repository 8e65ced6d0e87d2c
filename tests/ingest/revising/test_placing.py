"""Where a change of the text as read stands in the characters of the file."""

import pytest

from ingest.revising.placing import placed

READ = "1. Vu le code civil,\nVu le code rural,\nVu le code civil,"


def made(text: str, change: tuple[int, int, str], own: str) -> str | None:
    """The file's characters once the change is made; None when it has no place."""
    places, lost = placed(text, [change], own)
    if lost:
        return None
    (one,) = places
    return own[: one.start] + one.after + own[one.end :]


@pytest.mark.parametrize(
    ("own", "rank", "told"),
    [
        (READ, 0, "1. Vu le code pénal,\nVu le code rural,\nVu le code civil,"),  # the same text
        (READ, 1, "1. Vu le code civil,\nVu le code rural,\nVu le code pénal,"),  # the second of two alike
        (
            "Vu le code\u00a0civil,Vu le code rural,Vu le code civil,",
            0,
            "Vu le code\u00a0pénal,Vu le code rural,Vu le code civil,",
        ),
        (
            "Vu le  code c\u00adivil,\n\n\nVu le code rural,",
            0,
            "Vu le  code pénal,\n\n\nVu le code rural,",
        ),  # soft hyphen
        ("Vu le code rural,", 0, None),  # not in the file
        ("Vu le code civil, Vu le code civil, Vu le code civil,", 1, None),  # written more often in the file than read
    ],
)
def test_a_word_is_replaced_where_there_is_no_doubt(own: str, rank: int, told: str | None) -> None:
    at = READ.index("civil") if rank == 0 else READ.rindex("civil")
    assert made(READ, (at, at + 5, "pénal"), own) == told


@pytest.mark.parametrize(
    ("at", "after", "told"),
    [
        (0, "Projet. ", "Projet. Vu le code"),
        (3, "notamment ", "Vu notamment le code"),
        (5, " beau", "Vu le beau code"),
        (10, ",", "Vu le code,"),
    ],
)
def test_words_are_put_in_beside_the_letter_that_they_touch(at: int, after: str, told: str) -> None:
    assert made("Vu le code", (at, at, after), "Vu le code") == told


def test_a_deletion_takes_the_spaces_that_it_names_and_no_other() -> None:
    text = "Vu le décret du 3 janvier, modifié"
    assert made(text, (12, 25, ""), "Vu le  décret du 3  janvier,  modifié") == "Vu le  décret,  modifié"
    assert made(text, (6, 13, ""), text) == "Vu le du 3 janvier, modifié"
