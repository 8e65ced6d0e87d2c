from pathlib import Path

import pytest

from eval.real_places import PlaceMoved, check_of, find_slice, place_of, resolve

PAGE = "# École\n\nLe repas coûte 3,85 €.\nLe repas d’un\n  adulte coûte 6,10 €.\n"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "ecole.md"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_the_marked_part_of_a_quote_is_found_whatever_the_white_space_and_the_apostrophe() -> None:
    found = find_slice(PAGE, "repas d'un adulte coûte [[6,10 €]]")
    assert (found.text, PAGE[found.start : found.end]) == ("6,10 €", "6,10 €")


def test_a_quote_without_a_mark_is_the_whole_of_the_place() -> None:
    assert find_slice(PAGE, "d’un adulte").text == "d’un\n  adulte"


@pytest.mark.parametrize(("quote", "count"), [("coûte", 2), ("6,20 €", 0), ("[[repas]] coûte 6", 0)])
def test_a_quote_that_does_not_stand_exactly_once_is_an_error(quote: str, count: int) -> None:
    with pytest.raises(ValueError, match=f"{count} places"):
        find_slice(PAGE, quote)


def test_a_place_holds_no_word_of_its_page_and_is_read_back(page: Path) -> None:
    place = place_of(page, None, "d’un adulte coûte [[6,10 €]]", "value")
    assert set(place) == {"digest", "page", "role", "start", "end", "check"}
    assert "6,10" not in str(place)
    assert resolve(place, page) == "6,10 €"


def test_what_is_read_back_has_its_white_space_folded(page: Path) -> None:
    assert resolve(place_of(page, None, "d’un adulte", "value"), page) == "d’un adulte"


def test_a_page_that_changed_is_an_error_that_names_it_and_the_remedy(page: Path) -> None:
    place = place_of(page, None, "d’un adulte coûte [[6,10 €]]", "value")
    page.write_text(PAGE.replace("6,10", "6,40"), encoding="utf-8")
    with pytest.raises(PlaceMoved, match=r"ecole\.md.*annotate it again"):
        resolve(place, page)


def test_the_check_is_the_same_in_any_typography_of_the_same_words() -> None:
    assert check_of("6,10\u00a0€") == check_of(" 6,10 \n€")
    assert check_of("6,10 €") != check_of("6,40 €")
    assert len(check_of("6,10 €")) == 12
