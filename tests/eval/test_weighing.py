import json
import random
from pathlib import Path

import pytest

from domain.errors import BadQuestions
from eval.weighing import FEWEST, Found, Page, PagedQuestion, grid, propose, read_paged_questions

NOW = {"words": 0.5, "chars": 0.25, "meaning": 0.75}


def found(name: str, words: float, meaning: float, *, is_right: bool = False) -> Found:
    return Found(passage=name, arms={"words": words, "chars": words, "meaning": meaning}, is_right=is_right)


def meaning_knows(count: int) -> list[list[Found]]:
    """Questions that meaning alone answers, by little: at the weights in use words bury the right passage."""
    return [
        [found("right", 0.1, 0.95, is_right=True), *(found(f"w{at}", 1.0 - at / 100, 0.6) for at in range(20))]
        for _ in range(count)
    ]


def test_weights_that_lift_the_right_page_are_proposed_with_their_gain() -> None:
    proposal = propose(meaning_knows(40), NOW)
    assert proposal.proposed["meaning"] >= 3
    assert (proposal.before, proposal.after) == (0.0, 1.0)
    assert proposal.gain.low > 0
    assert proposal.is_shown
    assert proposal.questions == 40


def test_the_weights_in_use_stay_where_none_does_better() -> None:
    pools = [[found("right", 1.0, 0.9, is_right=True), found("wrong", 0.2, 0.3)] for _ in range(FEWEST)]
    proposal = propose(pools, NOW)
    assert proposal.proposed == NOW
    assert proposal.gain.value == 0
    assert not proposal.is_shown


def test_a_gain_that_only_the_questions_chosen_on_have_is_not_told() -> None:
    """Where scores say nothing, some row of the grid is the best by chance; it is worth nothing on other questions."""
    draw = random.Random(5)
    pools = [
        [found(f"p{at:02}", draw.random(), draw.random(), is_right=at == 0) for at in range(12)] for _ in range(30)
    ]
    proposal = propose(pools, NOW)
    assert proposal.proposed != NOW
    assert not proposal.is_shown
    assert proposal.gain.value < 0.1


def test_the_same_questions_give_the_same_proposal() -> None:
    assert propose(meaning_knows(25), NOW) == propose(meaning_knows(25), NOW)


def test_a_question_without_its_page_among_the_hits_counts_for_nothing_under_any_weights() -> None:
    lost = [[found("wrong", 1.0, 1.0)] for _ in range(5)]
    proposal = propose([*meaning_knows(35), *lost], NOW)
    assert proposal.after == pytest.approx(35 / 40)


def test_too_few_questions_are_refused() -> None:
    with pytest.raises(BadQuestions, match=f"19 questions .* give {FEWEST} at least"):
        propose(meaning_knows(19), NOW)


def test_words_weigh_in_every_row_since_they_answer_when_the_model_fails() -> None:
    assert all(row["words"] > 0 for row in grid())


@pytest.mark.parametrize(
    ("page", "is_there"),
    [
        (Page(source="mairie", path="a.pdf", page=2), True),
        (Page(source="", path="a.pdf", page=2), True),
        (Page(source="mairie", path="a.pdf", page=None), True),
        (Page(source="mairie", path="a.pdf", page=3), False),
        (Page(source="agglo", path="a.pdf", page=2), False),
        (Page(source="mairie", path="b.pdf", page=2), False),
    ],
)
def test_a_passage_is_on_a_page_of_its_source(page: Page, is_there: bool) -> None:
    assert page.is_of("mairie", "a.pdf", 2) is is_there


def test_a_passage_without_pages_is_on_the_page_of_its_path() -> None:
    assert Page(source="site", path="cantine.md", page=1).is_of("site", "cantine.md", None)


def test_only_questions_that_a_page_answers_by_themselves_are_read(tmp_path: Path) -> None:
    rows = [
        {
            "question": "Le prix du repas ?",
            "source": "mairie",
            "source_path": "tarifs.pdf",
            "page": 2,
            "also_ok": [{"source": "mairie", "source_path": "pv.pdf", "page": 4}],
        },
        {"question": "et pour les autres ?", "source_path": "tarifs.pdf", "page": 2, "history": ["le repas"]},
        {"question": "Le prix du tramway ?", "source_path": None, "page": None},
    ]
    file = tmp_path / "q.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", "utf-8")
    pages = (Page(source="mairie", path="tarifs.pdf", page=2), Page(source="mairie", path="pv.pdf", page=4))
    assert read_paged_questions(file) == [PagedQuestion(text="Le prix du repas ?", pages=pages)]


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"source_path": "a.pdf"}', '{"question": " ", "source_path": "a.pdf"}',
     '{"question": "x", "source_path": "a.pdf", "page": "2"}', '{"question": "x", "source_path": "a", "also_ok": 3}'],
)  # fmt: skip
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"question": "x", "source_path": "a.pdf", "page": 1}\n' + line, "utf-8")
    with pytest.raises(BadQuestions, match=r"q\.jsonl:2"):
        read_paged_questions(file)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadQuestions, match="cannot be read"):
        read_paged_questions(tmp_path / "q.jsonl")
