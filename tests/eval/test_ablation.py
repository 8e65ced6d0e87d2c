from pathlib import Path

import pytest

from domain.ids import DocumentId, PassageId
from domain.passage import Passage
from eval.ablation import MOST_QUESTIONS, indexed, main, paired_gain, report, sample
from eval.ablation_noise import Noise, noisy
from eval.retrieval import COMMUNE, QuestionSet, SetQuestion

TEXTS = {
    "a": "La collecte des ordures ménagères a lieu le mardi.",
    "b": "Le tarif de la piscine est de 3 €. La piscine est ouverte le mardi.",
    "c": "La collecte du verre, la piscine et le centre communal d'action sociale.",
}


def few(*questions: tuple[str, str]) -> QuestionSet:
    passages = [
        Passage(
            id=PassageId(name),
            document_id=DocumentId(name),
            commune=COMMUNE,
            ordinal=0,
            text=text,
            page=None,
            start=0,
            end=len(text),
        )
        for name, text in TEXTS.items()
    ]
    asked = tuple(
        SetQuestion(id=str(at), text=text, relevant=frozenset({name})) for at, (text, name) in enumerate(questions)
    )
    return QuestionSet(name="few", passages=tuple((one, "") for one in passages), questions=asked, by_document=False)


def test_each_aid_is_measured_against_none_and_corrections_of_what_is_right_are_told(tmp_path: Path) -> None:
    told: list[str] = []
    questions = few(("tarif de la piscnie", "b"), ("quand passent les poubelles", "a"), ("le CCAS", "c"))
    with indexed(questions, tmp_path) as search:
        report(questions, search, told.append)
    lines = [line.split() for line in told]
    assert [line[0] for line in lines].count("clean") == 6
    assert {line[0] for line in lines[1:-1]} == {"clean", "typos", "noacc", "sms"}
    assert "piscnie → piscine" in told[-1]
    assert "1 of 3" in told[-1]


def test_a_gain_is_a_mean_of_paired_differences_with_its_interval() -> None:
    gain = paired_gain([0.2, 0.4, 0.6, 0.8], [0.3, 0.5, 0.7, 0.9])
    assert gain.value == pytest.approx(0.1)
    assert gain.low == pytest.approx(0.1)
    assert gain.high == pytest.approx(0.1)
    assert paired_gain([0.0, 1.0], [1.0, 0.0]).low < 0 < paired_gain([0.0, 1.0], [1.0, 0.0]).high


def test_a_large_set_is_sampled_alike_each_time() -> None:
    many = few(*[(f"question {at}", "a") for at in range(MOST_QUESTIONS + 50)])
    assert len(sample(many)) == MOST_QUESTIONS
    assert sample(many) == sample(many)
    assert len(sample(few(("une question", "a")))) == 1


def test_noise_is_the_same_for_the_same_question_and_changes_it() -> None:
    text = "Quand l'inscription à l'école élémentaire est-elle possible pour une rentrée ?"
    for noise in (Noise.TYPOS, Noise.NOACC, Noise.SMS):
        assert noisy(text, noise, seed=1, question="q") == noisy(text, noise, seed=1, question="q") != text
    assert noisy(text, Noise.CLEAN, seed=1, question="q") == text
    assert noisy(text, Noise.NOACC, seed=1, question="q").startswith("quand l'inscription a l'ecole")
    assert noisy(text, Noise.SMS, seed=1, question="q").startswith("kan l inscripsion a l ecol")


def test_without_outside_data_the_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    main([])
    assert capsys.readouterr().out.startswith("SKIPPED")
