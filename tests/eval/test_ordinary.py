import pytest

from answering.routing.route import Way
from eval import routing
from eval.ordinary import NOT_ORDINARY, OrdinaryQuestion, ordinary_questions, taken
from eval.routing import sample_profile

PROFILE = sample_profile()


def question(text: str) -> OrdinaryQuestion:
    return OrdinaryQuestion(id="T1", set_name="sample", split="dev", text=text)


def test_questions_that_no_document_answers_are_left_out() -> None:
    assert "unanswerable_near" in NOT_ORDINARY
    for split in ("dev", "test"):
        assert {one.set_name for one in ordinary_questions(split)} == {"sample", "real"}
    assert len({one.id for one in ordinary_questions("dev")} & {one.id for one in ordinary_questions("test")}) == 0


def test_an_emergency_counts_as_taken_and_as_given_the_line() -> None:
    fire = taken(question("y a le feu dans la cuisine"), PROFILE)
    assert (fire.is_alarm, fire.has_line, fire.is_guess) == (True, True, False)
    hours = taken(question("horaires de la piscine"), PROFILE)
    assert (hours.way, hours.is_alarm, hours.has_line) == (Way.SEARCH, False, False)


@pytest.mark.parametrize(
    "text",
    [
        "à quelle heure est le feu d'artifice",
        "relevé du gaz quel jour",
        "coupure d'eau demain jusqu'à quelle heure",
        "déclaration de décès quels papiers",
        "don du sang prochaine date",
        "mon fils est malade, le repas de cantine est remboursé ?",
        "police municipale horaires",
        "numéro d'urgence de l'eau",
        "ma maison est en zone inondable, que dit le PLU",
    ],
)
def test_ordinary_questions_with_words_of_danger_get_no_line(text: str) -> None:
    found = taken(question(text), PROFILE)
    assert not found.is_alarm
    assert not found.has_line


def test_shares_are_printed_by_set_and_half_with_ids_of_the_half_fitted_on_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert routing.main(["--ordinary"]) == 0
    told = capsys.readouterr().out
    assert "ordinary questions, real set, test half (not fitted on): 96" in told
    assert "ordinary questions, sample set, dev half (fitted on): 92" in told
    ids = {line.split(":")[0].strip() for line in told.splitlines() if line.startswith("    ")}
    assert ids <= {one.id for one in ordinary_questions("dev")}
