from pathlib import Path

import pytest

from domain.ids import DocumentId, PassageId
from domain.passage import Passage
from eval.ablation import indexed, main, report
from eval.retrieval_sets import COMMUNE, QuestionSet, SetQuestion

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


def test_without_outside_data_the_command_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    main([])
    assert capsys.readouterr().out.startswith("SKIPPED")
