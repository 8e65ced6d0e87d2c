from eval.answer_sets import read_lines
from eval.decisions import QUESTIONS, is_vote_right, place_among, report

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
