"""What is recognised, form by form; each row says where such a form is met."""

import doctest
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.legal_reference import ReferenceFlag, ReferenceKind
from eval.references import differences, frozen_expected, judge, read_frozen
from visas.recognising import recognise
from visas.recognising.code_names import known_codes

ROOT = Path(__file__).resolve().parents[3]


def keys(text: str) -> list[str]:
    return [one.key for one in recognise(text)]


def test_nothing_of_the_frozen_record_is_gained_or_lost() -> None:
    lines = read_frozen()
    assert len(lines) >= 200
    assert differences(lines) == []
    assert judge(frozen_expected(lines)).f1 == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vu la loi n° 84 53 du 26 janvier 1984", "loi:84-53"),
        ("Vu l'article L 5211 39 1 du CGCT", "cgct:L5211-39-1"),
        ("Vu le décret n° 2016 360", "decret:2016-360"),
    ],
)
def test_spaces_that_stand_for_hyphens_are_read_and_said(text: str, expected: str) -> None:
    (found,) = recognise(text)
    assert (found.key, found.flags) == (expected, frozenset({ReferenceFlag.HYPHEN_LOST}))


@pytest.mark.parametrize(
    "text",
    [
        "Vu l'article L 2121 du CGCT, 22 voix pour",
        "Vu l'article L 2121 29 membres étant présents, du CGCT",
        "Vu l'article L 2121 2024 du CGCT",
        "Vu l'article L 2121 12 mars du CGCT",
        "Vu l'article L 2121 29,5 % du CGCT",
    ],
)
def test_a_number_that_only_follows_an_article_is_no_part_of_it(text: str) -> None:
    assert keys(text) == ["cgct:L2121"]


def test_a_year_and_a_number_that_do_not_fit_the_day_are_no_number_of_a_law() -> None:
    assert keys("Vu la loi n° 84 53 du 26 janvier 2010") == ["loi:2010-01-26"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("articles L. 153-36 et suivants du code de l'urbanisme", ["urbanisme:L153-36+"]),
        (
            "le CGCT, ses articles L2224- 7 à 12-5; R2224-6 à 22-6",
            ["cgct:L2224-7..L2224-12-5", "cgct:R2224-6..R2224-22-6"],
        ),
        ("Vu Yarticle LI5I1-2-1 du code général des collectivités", ["cgct:L1511-2-1"]),
        ("VU L'ARTICLE 1383 DU CODE GENERAL DES IMPOTS", ["cgi:1383"]),
        ("le premier alinéa de l'article L. 2121-29 du CGCT", ["cgct:L2121-29:al1"]),
        ("l'article L. 2122-22 4°, 15° et 16° du CGCT", [f"cgct:L2122-22:{n}°" for n in (4, 15, 16)]),
        ("Vu le code du sport, l'article L. 113-2 dudit code", ["sport:L113-2"]),
        ("l'article L. 113-2 du même code", ["?:L113-2"]),
    ],
)
def test_articles_go_to_their_code(text: str, expected: list[str]) -> None:
    assert keys(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Le conseil siège à 20 h, salle du Lavoir.",
        "parcelle cadastrée section A n° 123, route départementale RD n° 335",
        "Les crédits sont inscrits à l'article 6574 du budget.",
        "conformément à l'article 2 dudit bail et à l'article 6 des statuts",
        "la constitution d'une servitude, le code postal 61000, une économie circulaire, en secret",
        "le décret précité et la loi susvisée",
        "D2031-055 - Objet : Tarifs du 3 mars 2031",
        "la collecte des déchets du 3 mars 2031, les arrêts du 4 mars 2031",
        "Pour l'instruction des permis, la commune a payé 8 408 € en 2030. Par ailleurs, le prix baisse.",
        "le comité a confirmé la constitution\nd'un groupement",
        "Avis à donner sur le projet reçu le 3 mars 2031",
    ],
)
def test_what_is_no_text_of_law_gives_nothing(text: str) -> None:
    assert keys(text) == []


def test_a_wrong_date_and_a_wrong_number_are_put_right_and_said() -> None:
    wrong_date = recognise("Vu la loi n° 84-53 du 26 janvier 1985")[0]
    assert (wrong_date.key, wrong_date.flags) == ("loi:84-53", frozenset({ReferenceFlag.WRONG_DATE}))
    wrong_number = recognise("Vu la loi n° 2019-829 du 6 août 2019 de transformation de la fonction publique")[0]
    assert (wrong_number.key, wrong_number.alternatives) == ("loi:2019-828", ("loi:2019-829",))
    assert wrong_number.flags == {ReferenceFlag.WRONG_NUMBER}
    assert keys("Vu la loi n° 2019-829 du 3 mars 2019 relative aux forêts") == ["loi:2019-829"]


def test_a_stamp_in_the_middle_of_a_visa_gives_no_date() -> None:
    text = "Vu la délibération\nEnvoyé en préfecture le 03/06/2031\nID : 061-216100001-20310603-D12-DE\nn° 2031-12"
    assert keys(text) == ["deliberation:2031-12"]


def test_articles_of_a_law_are_kept_beside_its_key() -> None:
    found = recognise("Vu le premier alinéa de l'article 88 de la loi n° 84-53, notamment l'article 111")
    assert [(one.key, one.articles) for one in found] == [("loi:84-53", ("88:al1", "111"))]


def test_an_article_without_its_code_says_so() -> None:
    (found,) = recognise("Vu l'article L. 2121-33")
    assert (found.key, found.code, found.flags) == ("?:L2121-33", None, frozenset({ReferenceFlag.CODE_MISSING}))


def test_a_visa_without_any_text_is_classed() -> None:
    text = "Vu le tableau des emplois,"
    (found,) = recognise(text)
    assert found.kind is ReferenceKind.NON_TEXTE
    assert text[found.start : found.end] == found.surface


def test_the_pages_of_references_and_keys_say_what_is_done() -> None:
    failed, tried = doctest.testfile(str(ROOT / "docs" / "legal-references.md"), module_relative=False)
    assert (failed, tried > 8) == (0, True)
    page = (ROOT / "docs" / "legal-keys.md").read_text("utf-8")
    assert [code.key for code in known_codes().values() if f"| `{code.key}` |" not in page] == []
    assert [code.legitext for code in known_codes().values() if code.legitext not in page] == []


PIECES = [
    *("Vu ", "l'article ", "L. 2121-29", "L2I22-", " et suivants", ", ", " à ", "du code de l'urbanisme", "loi ", "n°"),
    *(
        "84-53",
        "du 3 mars 2031",
        "«",
        "(",
        "\n",
        "\n\n",
        " ",
        "-",
        "e\u0301",
        "œ",
        "ﬁ",
        "\u00ad",
        "\u200b",
        "İ",
        "½",
        "٣",
    ),
    *("arrêtés des 1, 2 et 3 mars 2031", "1636 B sexies", "4°", "IV", "alinéas 1 et 2", "\x00", "\x1f", "🏛", "avis"),
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=40))
def test_spans_hold_whatever_the_text(pieces: list[str]) -> None:
    text = "".join(pieces)
    for one in recognise(text):
        assert text[one.start : one.end] == one.surface
        assert one.surface


def steps(text: str) -> int:
    """Lines of our code run on a text: a bound that no machine changes."""
    count = 0

    def local(frame: object, event: str, argument: object) -> object:
        nonlocal count
        count += event == "line"
        return local

    before = sys.gettrace()
    sys.settrace(lambda frame, event, argument: local if "recognising" in frame.f_code.co_filename else None)  # type: ignore[return-value,arg-type]
    try:
        recognise(text)
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize(
    "piece",
    [
        "L. 2121-29, ",
        "article ",
        "loi ",
        "lois et n° ",
        "vu ",
        "Vu la loi,",
        "code de la ",
        "1-",
        "arrêtés des 1, 2, ",
        "n° ",
    ],
)
def test_work_grows_with_the_length_and_no_faster(piece: str) -> None:
    recognise(piece * 40)
    once, twice = steps(piece * 300), steps(piece * 600)
    assert twice < 2.3 * once + 500


def test_a_line_of_two_million_characters_is_read() -> None:
    text = "Vu " + "é" * 2_000_000 + ", la loi n° 84-53"
    assert keys(text) == ["loi:84-53"]
    assert keys("(" * 1_000_000 + "1" * 1_000_000) == []
