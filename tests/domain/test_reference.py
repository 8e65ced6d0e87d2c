import pytest

from domain.ids import CommuneSlug
from domain.reference import DIGITS, LETTERS, check_characters, reference_prefix, write_reference

EVERY_CHARACTER = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.mark.parametrize(
    ("slug", "prefix"),
    [
        ("montreval-sur-cisse", "MONT"),
        ("la-riviere", "LARI"),
        ("l-isle", "LISL"),
        ("eu", "EUXX"),
        ("y", "YXXX"),
        ("2-rives", "RIVE"),
    ],
)
def test_the_prefix_is_the_first_letters_of_the_commune(slug: str, prefix: str) -> None:
    assert reference_prefix(CommuneSlug(slug)) == prefix


def test_a_reference_has_year_number_and_check_characters() -> None:
    reference = write_reference(CommuneSlug("montreval-sur-cisse"), 2026, 42)
    stem, check = reference[:15], reference[16:]
    assert stem == "MONT-2026-00042"
    assert check[0] in LETTERS
    assert check[1] in DIGITS
    assert write_reference(CommuneSlug("y"), 2026, 123_456).startswith("YXXX-2026-123456-")


def test_check_characters_are_not_taken_for_others() -> None:
    assert not set(LETTERS) & set("BGIOQSZ")
    assert not set(DIGITS) & set("015")
    assert len(LETTERS) * len(DIGITS) >= 127


@pytest.mark.parametrize("stem", ["MONT-2026-00042", "YXXX-2031-123456", "ZZZZ-2099-99999"])
def test_any_one_wrong_character_is_betrayed(stem: str) -> None:
    right = check_characters(stem)
    for place, character in enumerate(stem):
        for other in EVERY_CHARACTER.replace(character, ""):
            if character != "-":
                assert check_characters(stem[:place] + other + stem[place + 1 :]) != right


@pytest.mark.parametrize("stem", ["MONT202600042", "YXXX2031123456"])
def test_any_two_exchanged_characters_are_betrayed(stem: str) -> None:
    right = check_characters(stem)
    for first in range(len(stem)):
        for second in range(first + 1, len(stem)):
            if stem[first] != stem[second]:
                swapped = list(stem)
                swapped[first], swapped[second] = swapped[second], swapped[first]
                assert check_characters("".join(swapped)) != right
