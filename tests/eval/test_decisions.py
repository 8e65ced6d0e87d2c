from datetime import date

import pytest

from eval.answer_sets import read_lines
from eval.decisions import FRESH_QUESTIONS, QUESTIONS, is_vote_right, main, place_among, report

FOUND = {"number": "2031-04", "day": "2031-06-13", "vote": {"outcome": "majorite", "in_favour": 9, "against": 2}}
ASKED = {"id": "X1", "question": "la halle", "number": "2031-04", "day": "2031-06-13", "vote": {"against": 2}}


def test_an_annotation_by_place_is_met_only_by_that_place() -> None:
    placed = {"digest": "d", "page": 2, "start": 10}
    assert place_among(placed, [{"digest": "d", "page": 1, "start": 10}, {"digest": "d", "page": 2, "start": 10}]) == 1
    assert place_among(placed, [{"digest": "e", "page": 2, "start": 10}]) is None


def test_a_vote_is_right_when_all_that_was_annotated_is_given() -> None:
    assert is_vote_right(ASKED, FOUND)
    assert not is_vote_right({**ASKED, "vote": {"against": 3}}, FOUND)


def test_what_is_not_among_the_first_is_listed_and_not_scored_for_its_vote() -> None:
    lines = report("sample", [ASKED, ASKED], [[FOUND], []])
    assert lines[0] == "NOT FOUND X1 la halle"
    assert "1/2" in lines[1]
    assert "1/1" in lines[3]


def test_the_set_holds_forty_questions_on_real_minutes_and_thirty_on_the_sample() -> None:
    sets = [record["set"] for record in read_lines(QUESTIONS)]
    assert (sets.count("real"), sets.count("sample")) == (40, 30)


def test_the_failures_of_the_set_that_judges_are_not_listed() -> None:
    lines = report("sample", [ASKED, ASKED], [[FOUND], []], with_failures=False)
    assert "1/2" in lines[0]
    assert not any("X1" in line for line in lines)


def test_the_set_that_judges_asks_other_questions_of_the_same_form() -> None:
    fresh, before = read_lines(FRESH_QUESTIONS), read_lines(QUESTIONS)
    assert len(fresh) >= 30
    assert len({str(record["question"]).casefold() for record in [*fresh, *before]}) == len(fresh) + len(before)
    for record in fresh:
        place = {"number"} if record["set"] == "sample" else {"digest", "page", "start"}
        assert set(record) == {"id", "set", "commune", "question", "day", "vote"} | place
        assert date.fromisoformat(str(record["day"]))
    real = {record["digest"] for record in fresh if record["set"] == "real"}
    assert not real & {record["digest"] for record in before if record["set"] == "real"}, (
        "minutes not asked about before"
    )


def test_another_set_is_refused() -> None:
    with pytest.raises(SystemExit):
        main(["--set", "train"])
