import pytest

from tests.visas.drafting.drafting import answered
from visas.drafting.answers import written_answer
from visas.drafting.subject import AnswerKind, Question
from visas.drafting.subjects_file import shipped_drafts


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (AnswerKind.AMOUNT, "1250.5", "1\u00a0250,50\u00a0€"),
        (AnswerKind.AMOUNT, "12 000 €", "12\u00a0000\u00a0€"),
        (AnswerKind.AMOUNT, "1\u202f250", "1\u00a0250\u00a0€"),
        (AnswerKind.AMOUNT, "-5", None),
        (AnswerKind.AMOUNT, "1,2,3", None),
        (AnswerKind.AMOUNT, "beaucoup", None),
        (AnswerKind.RATE, "12,50 %", "12,5\u00a0%"),
        (AnswerKind.RATE, "100,01", None),
        (AnswerKind.COUNT, "15", "15"),
        (AnswerKind.COUNT, "1,5", None),
        (AnswerKind.COUNT, "²", None),
        (AnswerKind.DAY, "01/02/2026", "1er février 2026"),
        (AnswerKind.DAY, "2026-12-10", "10 décembre 2026"),
        (AnswerKind.DAY, "31/02/2026", None),
        (AnswerKind.DAY, "10/12/1789", None),
        (AnswerKind.TEXT, "le club {nom} <b>", "le club {nom} <b>"),
        (AnswerKind.TEXT, "a\nb", None),
        (AnswerKind.TEXT, "x" * 601, None),
    ],
)
def test_an_answer_is_written_as_an_act_writes_it_or_refused(kind: AnswerKind, given: str, said: str | None) -> None:
    assert written_answer(Question(id="q", label="Q", kind=kind), given) == said


def test_a_choice_is_one_of_those_offered() -> None:
    question = Question(id="q", label="Q", kind=AnswerKind.CHOICE, choices=("a", "b"))
    assert written_answer(question, "a") == "a"
    assert written_answer(question, "c") is None


def test_what_is_missing_or_unknown_is_named_in_french() -> None:
    subject = shipped_drafts().subjects["subvention"]
    answers = answered(subject, montant=" ", couleur="bleu")
    assert set(answers.problems) == {"montant", "couleur"}
    assert "Montant" in answers.problems["montant"]


@pytest.mark.parametrize(
    "given",
    [
        {"pour": "5"},
        {"pour": "5", "contre": "1", "abstention": "0", "votants": "7"},
        {"pour": "0", "contre": "0", "abstention": "0"},
        {"votants": "16", "en_exercice": "15"},
    ],
)
def test_counts_of_a_vote_that_do_not_add_up_are_refused(given: dict[str, str]) -> None:
    assert "pour" in answered(shipped_drafts().subjects["subvention"], **given).problems
