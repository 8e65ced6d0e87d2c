"""A commune's own questions are read, and what is misspelt is refused with its line."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from corpus import SAMPLE_PROFILE
from domain.errors import BadQuestions
from eval.failing.questions_file import SetQuestion, Spot, read_set

LINE = {"id": "Q1", "question": "Combien coûte le foyer ?", "source_path": "foyer.md", "expected": "180 €"}


def written(tmp_path: Path, *lines: Mapping[str, object]) -> Path:
    file = tmp_path / "questions.jsonl"
    file.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    return file


def test_a_line_says_where_the_answer_is_and_what_it_holds(tmp_path: Path) -> None:
    full = LINE | {
        "source": "mairie",
        "page": 2,
        "expected": ["180 €", "la journée"],
        "must_not": "220 €",
        "also_ok": [{"source_path": "tarifs.md"}],
        "exception": {"source_path": "reglement.md", "page": 3},
        "history": ["Bonjour"],
        "date": "2031-03-03",
    }
    assert read_set(written(tmp_path, full)) == [
        SetQuestion(
            id="Q1",
            question="Combien coûte le foyer ?",
            spots=(
                Spot(source="mairie", path="foyer.md", page=2),
                Spot(source="mairie", path="tarifs.md", page=None),
                Spot(source="mairie", path="reglement.md", page=3),
            ),
            expected=("180 €", "la journée"),
            must_not=("220 €",),
            history=("Bonjour",),
            date="2031-03-03",
        )
    ]


def test_the_published_set_of_the_sample_commune_is_of_that_form() -> None:
    found = read_set(SAMPLE_PROFILE.parent / "questions.jsonl")
    assert len(found) == 250
    assert any(not one.spots for one in found), "some questions have no answer"


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"expcted": "180 €"}, r"questions\.jsonl:1: expcted is no field"),
        ({"expected": []}, "expected says nothing"),
        ({"page": "2"}, "page '2' is no page"),
        ({"page": 0}, "page 0 is no page"),
        ({"question": " "}, "question must be a text"),
        ({"expected": [3]}, "expected must be a text or a list of texts"),
        ({"date": "3 mars"}, "Invalid isoformat"),
        ({"also_ok": "tarifs.md"}, "also_ok is a list of objects"),
        ({"pair": "foyer"}, "the pair 'foyer' needs one question"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, changes: dict[str, object], told: str) -> None:
    with pytest.raises(BadQuestions, match=told):
        read_set(written(tmp_path, LINE | changes))


def test_an_empty_file_ids_that_stand_twice_and_what_is_no_json_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadQuestions, match="the id 'Q1' stands twice"):
        read_set(written(tmp_path, LINE, LINE))
    with pytest.raises(BadQuestions, match="holds no question"):
        read_set(written(tmp_path))
    (tmp_path / "questions.jsonl").write_text("Q1;Combien ?\n", "utf-8")
    with pytest.raises(BadQuestions, match="no JSON"):
        read_set(tmp_path / "questions.jsonl")
    with pytest.raises(BadQuestions, match="cannot be read"):
        read_set(tmp_path / "absent.jsonl")
