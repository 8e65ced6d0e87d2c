"""From answers to weights and limits: what is read of an answer, what is decided on it, and what is written."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from answering.confidence import SHIPPED, read_limits
from answering.signals import NAMES
from eval.answer_scoring import Expectation, Page, Score
from eval.calibrate import (
    MOST_REFUSED,
    NEAR,
    SETS,
    Asked,
    calibrated,
    chosen_limits,
    figures,
    group_of,
    main,
    near_refused_without_things,
    print_report,
    signals_told,
)
from eval.calibration_file import Choice, SetEvidence, calibration_toml
from eval.intervals import Share
from eval.logistic import Logistic


def asked(
    number: int, *, carried: float, right: bool, status: str = "partial", kind: str = "fact", real: bool = True
) -> Asked:
    page = Page("mairie", f"acte-{number}.pdf", 1)
    expectation = Expectation(
        id=f"Q{number}",
        kind=kind if right else NEAR,
        commune=f"commune-{number % 3}",
        is_real=real,
        pages=frozenset({page}) if right else frozenset(),
    )
    score = Score(
        expectation=expectation,
        status=status,
        page_rank=1 if right else None,
        value_in_answer=right or None,
        is_rightly_cited=right or None,
        shows_forbidden=False,
        declines=None if right else False,
        points_to_service=True,
    )
    signals = dict.fromkeys(NAMES, 0.5) | {"carried": carried}
    return Asked(set_name="real" if real else "sample", score=score, signals=signals)


MANY = [
    *(asked(n, carried=0.5 + n / 80, right=True, real=n % 2 == 0) for n in range(40)),
    *(asked(n, carried=n / 70, right=False, real=n % 2 == 0) for n in range(20)),
]


def test_signals_are_read_from_the_step_that_judges() -> None:
    told = ", ".join(f"{name} 0.25{number}" for number, name in enumerate(NAMES))
    steps = [
        {"name": "rank", "outcome": "30 passages"},
        {"name": "judge", "outcome": f"partial, confidence 0.400: {told}"},
    ]
    assert signals_told({"steps": steps}) == {name: float(f"0.25{number}") for number, name in enumerate(NAMES)}


@pytest.mark.parametrize("line", [{}, {"steps": []}, {"steps": [{"name": "screen", "outcome": "small talk"}]}])
def test_an_answer_that_was_never_judged_has_no_signals(line: Mapping[str, object]) -> None:
    assert signals_told(line) == {}


def test_limits_refuse_as_many_answerable_questions_as_the_rule_allows_and_no_more() -> None:
    values = [n / 100 for n in range(100)] + [0.3] * 10
    answered, partial = chosen_limits(values, [True] * 100 + [False] * 10)
    assert sum(value < partial for value in values[:100]) == MOST_REFUSED * 100
    assert answered > 0.3


def test_an_answer_is_never_given_below_the_limit_of_what_is_shown() -> None:
    answered, partial = chosen_limits([0.9] * 10 + [0.1] * 10, [True] * 10 + [False] * 10)
    assert answered == partial == 0.9


def test_the_same_document_is_never_on_both_sides() -> None:
    sample = [asked(7, carried=share, right=True, real=False).expectation for share in (0.1, 0.9)]
    assert group_of(sample[0]) == group_of(sample[1])
    assert group_of(asked(4, carried=0.5, right=True).expectation) == "commune-1"


def test_what_tells_them_apart_weighs_and_most_near_scope_questions_are_refused() -> None:
    model, values, choice = calibrated(MANY)
    assert model.weights[NAMES.index("carried")] > 0
    shares = figures(list(zip(MANY, values, strict=True)), choice.partial, choice.answered)
    assert shares["answerable refused"].value <= MOST_REFUSED
    assert shares["near-scope refused"].value > 0.8


def test_a_question_that_was_refused_anyhow_counts_as_refused_at_every_limit() -> None:
    declined = asked(1, carried=1.0, right=True, status="out_of_scope")
    assert figures([(declined, 1.0)], 0.0, 0.0)["answerable refused"] == Share(hits=1, total=1)


def test_the_report_says_what_is_refused_and_at_what_price(capsys: pytest.CaptureFixture[str]) -> None:
    model, values, choice = calibrated(MANY)
    print_report(MANY, values, model, choice)
    told = capsys.readouterr().out
    for words in (
        "near-scope refused",
        "answerable refused",
        "trade-off",
        "reliability",
        "things.txt been empty",
        "rule:",
        "targets:",
    ):
        assert words in told


def test_without_the_list_of_things_what_they_alone_told_apart_is_no_longer_refused() -> None:
    named = [replace(one, signals={**one.signals, "thing": float(one.expectation.is_answerable)}) for one in MANY]
    told_by_things = [replace(one, signals={**one.signals, "carried": 0.5}) for one in named]
    _, values, choice = calibrated(told_by_things)
    with_list = figures(list(zip(told_by_things, values, strict=True)), choice.partial, choice.answered)
    assert with_list["near-scope refused"].value == 1.0
    assert near_refused_without_things(told_by_things).value < 0.5


def test_what_is_written_is_what_the_product_reads_and_keeps_its_evidence(tmp_path: Path) -> None:
    model = Logistic(weights=tuple(float(n) for n in range(len(NAMES))), bias=-2.5)
    evidence = [SetEvidence(name="real", digest="d1", shares={"near-scope refused": Share(hits=9, total=12)})]
    file = tmp_path / "thresholds.toml"
    file.write_text(
        calibration_toml(
            model, Choice(answered=0.8, partial=0.4), evidence, day=date(2031, 3, 4), rule="at most one in ten"
        ),
        encoding="utf-8",
    )
    limits = read_limits(file)
    assert (limits.bias, limits.answered, limits.partial) == (-2.5, 0.8, 0.4)
    assert tuple(limits.weights[name] for name in NAMES) == model.weights
    kept = tomllib.loads(file.read_text(encoding="utf-8"))["evidence"]
    assert kept["fitted"] == date(2031, 3, 4)
    assert kept["real"] == {"digest": "d1", "near-scope refused": [9, 12]}


def test_the_shipped_limits_say_on_what_they_were_fitted() -> None:
    kept = tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["evidence"]
    for name in SETS:
        assert kept[name]["digest"].endswith("-dev")
        refused, total = kept[name]["near-scope refused"]
        assert 0 < refused <= total


def test_a_folder_that_holds_no_set_is_an_error_and_not_a_calibration(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--data", str(tmp_path), "--ingested"]) == 2
    assert "cannot calibrate" in capsys.readouterr().out
