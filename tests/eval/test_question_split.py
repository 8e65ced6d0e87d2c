from collections import Counter
from pathlib import Path

from eval.answer_scoring import Expectation
from eval.answer_sets import CommuneSet, QuestionSet
from eval.question_split import draw_halves, of_split


def documents(*names: str) -> list[frozenset[str]]:
    return [frozenset(name) for name in names]


def test_questions_that_a_document_answers_are_in_the_same_half_even_through_a_third() -> None:
    halves = draw_halves(documents("a", "b", "ab", "c", "c", "", ""), [("fact",)] * 7)
    assert halves[0] == halves[1] == halves[2]
    assert halves[3] == halves[4]
    assert set(halves) == {"dev", "test"}


def test_the_halves_are_balanced_by_trait() -> None:
    traits = [("fact",)] * 10 + [("table",)] * 4
    halves = draw_halves(documents(*"abcdefghijklmn"), traits)
    counts = Counter(zip((trait for (trait,) in traits), halves, strict=True))
    assert counts == {("fact", "dev"): 5, ("fact", "test"): 5, ("table", "dev"): 2, ("table", "test"): 2}


def test_the_draw_is_always_the_same() -> None:
    drawn = [draw_halves(documents(*"abcdef"), [("fact",)] * 6) for _ in range(2)]
    assert drawn[0] == drawn[1]


def commune(slug: str, **splits: str) -> CommuneSet:
    return CommuneSet(
        slug=slug,
        name=slug,
        is_real=True,
        sources=(),
        lines=tuple({"id": name} for name in splits),
        expectations=tuple(
            Expectation(id=name, kind="fact", commune=slug, is_real=True, split=split) for name, split in splits.items()
        ),
        profile=Path("commune.toml"),
    )


def test_one_half_keeps_its_questions_and_leaves_out_communes_without_any() -> None:
    whole = QuestionSet(
        name="real", communes=(commune("valmont", Q1="dev", Q2="test"), commune("clairval", Q3="dev")), digest="d"
    )
    half = of_split(whole, "test")
    assert [(c.slug, [line["id"] for line in c.lines], [e.id for e in c.expectations]) for c in half.communes] == [
        ("valmont", ["Q2"], ["Q2"])
    ]
    assert half.digest != whole.digest
