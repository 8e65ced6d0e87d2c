"""The steps of the ranking are measured on passages that were searched once."""

from dataclasses import replace

import pytest

from domain.search import Hit, SearchResult
from eval.answer_scoring import Expectation, Page
from eval.ranking import Searched, groups, main, print_group, ranks, variants, within
from french.analyser import stems
from retriever.ranking.ranked import STEPS
from tests.answering.standins import FewDocuments, document, passage, then_of

NEAR = "La salle des fêtes accueille les habitants de la commune le week-end."
RIGHT = "Le week-end dans la salle des fêtes coûte 230 euros."
TEXT = "combien coûte la salle des fêtes"


def _asked(identity: str, *, split: str = "", kind: str = "fact", path: str = "actes/2.pdf") -> Searched:
    near, right = document(1, "Salle"), document(2, "Salle")
    held = ((passage(near, 0, NEAR), 0.9), (passage(right, 0, RIGHT), 0.8))
    store = FewDocuments([near, right], [p for p, _ in held])
    hits = tuple(
        Hit(passage_id=p.id, score=score, arms=dict.fromkeys(("words", "chars", "meaning"), score)) for p, score in held
    )
    return Searched(
        expectation=Expectation(
            id=identity,
            kind=kind,
            commune="valmoret",
            is_real=False,
            split=split,
            pages=frozenset({Page("mairie", path, 1)}),
        ),
        result=SearchResult(hits=hits, stem_weights=dict.fromkeys(stems(TEXT), 1.0), unknown_stems=frozenset()),
        documents=store,
        then=then_of(store, text=TEXT),
    )


def test_the_right_page_rises_with_the_steps_and_stays_where_the_search_put_it_without() -> None:
    asked = [_asked("Q1"), _asked("Q2", path="actes/absent.pdf")]
    assert ranks(asked, ()) == {"Q1": 2, "Q2": None}
    assert ranks(asked, STEPS) == {"Q1": 1, "Q2": None}
    assert within(ranks(asked, ()), 1) == [False, False]
    assert within(ranks(asked, ()), 2) == [True, False]


def test_each_step_is_left_out_once_and_taken_alone_once() -> None:
    tried = variants()
    assert tried["no step"] == ()
    for step in STEPS:
        assert tried[f"{step.name} alone"] == (step,)
        assert set(tried[f"without {step.name}"]) == set(STEPS) - {step}
    assert len(tried) == 1 + 2 * len(STEPS)


def test_questions_kept_for_judging_are_told_apart() -> None:
    asked = [_asked("Q1", split="test"), _asked("Q2", split="dev"), replace(_asked("Q3", split="dev"))]
    split = groups(asked, "sample")
    assert {name: [one.expectation.id for one in held] for name, held in split.items()} == {
        "sample dev": ["Q2", "Q3"],
        "sample test": ["Q1"],
    }
    assert list(groups([_asked("Q1")], "gold")) == ["gold"]


def test_the_report_says_what_a_step_gains(capsys: pytest.CaptureFixture[str]) -> None:
    told = print_group("sample", [_asked("Q1"), _asked("Q2", kind="table", path="actes/1.pdf")])
    printed = capsys.readouterr().out
    assert "page_at_1   1/2 = 50.0%" in printed
    assert "sentences alone      1/2/2" in printed
    assert "table" in printed
    assert told["sentences alone"]["page_at_1"] == {  # type: ignore[index]
        "gained": 1,
        "lost": 1,
        "interval": told["sentences alone"]["page_at_1"]["interval"],  # type: ignore[index]
    }


@pytest.mark.parametrize("name", ["gold", "real"])
def test_a_set_whose_documents_are_absent_is_skipped_and_said_to_be(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert main(["--set", name]) == 0
    assert f"SKIPPED {name}" in capsys.readouterr().out
