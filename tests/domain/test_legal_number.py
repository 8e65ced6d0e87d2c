import pytest

from domain.legal_codes import LEGITEXT_OF, code_named, code_of_id
from domain.legal_number import article_number, folded_number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("L. 2122 - 22", "L2122-22"),
        ("l.2122–22", "L2122-22"),
        ("R*123-1.", "R123-1"),
        ("D** 7", "D7"),
        ("L.O. 1112-1", "LO1112-1"),
        ("1639 A bis", "1639Abis"),
        ("1647-00 bis", "1647-00bis"),
    ],
)
def test_a_number_has_one_form_however_it_is_written(written: str, number: str) -> None:
    assert article_number(written) == number


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1639-A-BIS", "1639 A bis"),
        ("L80-A", "L. 80 A"),
        ("A102-B-1", "A. 102 B-1"),
        ("199-TERDECIES-0-C", "199 terdecies-0 C"),
    ],
)
def test_two_hands_write_one_article(one: str, other: str) -> None:
    assert folded_number(one) == folded_number(other)


def test_the_hyphen_between_figures_counts() -> None:
    assert folded_number("L2122-2") != folded_number("L21222")


def test_a_code_is_known_by_its_short_name_its_id_and_its_title() -> None:
    names = [
        "cgct",
        "LEGITEXT000006070633",
        "Code général des collectivités territoriales",
        "code-general-des-collectivites-territoriales",
    ]
    assert {code_named(name) for name in names} == {"cgct"}
    assert code_named("code-de-leducation") == code_named("code-de-l-education") == "education"
    assert code_named("recueil des usages") is None


def test_the_rural_code_kept_its_articles_when_it_changed_its_id() -> None:
    assert code_of_id("LEGITEXT000006071367") == code_of_id("LEGITEXT000022197698") == "rural"
    assert len(set(LEGITEXT_OF.values())) == len(LEGITEXT_OF)
