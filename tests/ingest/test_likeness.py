import random
from collections.abc import Sequence

import pytest

from domain.ids import DocumentId
from domain.likeness import LikenessKind
from ingest.likeness import COMMON_IN, find_likenesses, sketch_of

# Made words: long texts of real form whose groups are all different.
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo")


def _text(seed: int, words: int, figures: int = 0) -> list[str]:
    draw = random.Random(seed)
    made = ["".join(draw.choices(_SYLLABLES, k=3)) for _ in range(words)]
    for at in draw.sample(range(words), figures):
        made[at] = f"{draw.randint(2, 900)},{draw.randint(10, 99)}"
    return made


def _pairs(**texts: Sequence[str]) -> list[tuple[str, str, LikenessKind]]:
    sketches = {DocumentId(name): sketch_of([" ".join(text)]) for name, text in texts.items()}
    return [(one.document, one.other, one.kind) for one in find_likenesses(sketches)]


ACT = _text(1, 600, 40)


def test_the_draft_and_the_signed_act_are_copies_whatever_stands_around_them() -> None:
    stamped = ["accusé", "de", "réception", "en", "préfecture", "le", "12/05/2031", *ACT, "le", "maire"]
    assert _pairs(a=ACT, b=stamped) == [("a", "b", LikenessKind.COPY)]


def test_a_scan_misread_here_and_there_is_a_copy() -> None:
    draw = random.Random(2)
    misread = [word if draw.random() > 0.02 else word + "x" for word in ACT]
    assert _pairs(a=ACT, b=misread)[0][2] is LikenessKind.COPY


def test_a_list_that_long_minutes_repeat_is_an_excerpt_of_them() -> None:
    minutes = [*_text(3, 4_000), *ACT, *_text(4, 5_000)]
    assert _pairs(list=ACT, minutes=minutes) == [("list", "minutes", LikenessKind.EXCERPT)]


def test_last_years_report_with_other_figures_is_no_copy() -> None:
    draw = random.Random(5)
    other_year = [str(draw.randint(1_000, 9_999)) if word[0].isdigit() else word for word in _text(1, 600, 30)]
    assert _pairs(a=_text(1, 600, 30), b=other_year) == []


def test_acts_that_share_their_formulas_only_are_not_alike() -> None:
    formula = _text(6, 200)
    acts = {f"act{n:02}": [*formula, *_text(100 + n, 60)] for n in range(COMMON_IN + 1)}
    assert _pairs(**acts) == []


@pytest.mark.parametrize("text", [[], ["mairie"], ["la", "mairie", "est", "fermée", "le", "samedi", "matin"]])
def test_documents_of_a_few_words_are_never_alike(text: list[str]) -> None:
    assert _pairs(a=text, b=text) == []


def test_different_documents_are_not_alike_and_none_is_no_error() -> None:
    assert _pairs(a=_text(7, 500), b=_text(8, 500)) == []
    assert _pairs() == []
