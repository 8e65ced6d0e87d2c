from collections.abc import Sequence
from dataclasses import replace

import pytest

from eval.noise import Noise
from eval.retrieval_figures import MOST_LOST, by_kind, figures, verdicts
from eval.retrieval_runs import Contest, ContestRun, Explained, NoiseRun
from eval.retrieval_scores import Interval
from eval.retrieval_sets import SetQuestion

QUESTIONS = tuple(
    SetQuestion(id=f"q{n}", text="la cantine", relevant=frozenset({"a"}), kind="fact" if n < 2 else "table")
    for n in range(4)
)
CONTEST = Contest(
    name="field",
    digest="0" * 64,
    passages=9,
    counted="passage",
    questions=QUESTIONS,
    product=lambda question, text: [],
    reference=lambda question, text: [],
    explain=lambda question, text: Explained(found=(), unknown_stems=()),
)


def noise_run(
    noise: Noise, ours: Sequence[Sequence[bool]], theirs: Sequence[bool], questions: Sequence[SetQuestion] = QUESTIONS
) -> NoiseRun:
    """For each draw, for each question, whether the only hit is right."""
    return NoiseRun(
        noise=noise,
        questions=tuple(questions),
        product=tuple(tuple((hit,) for hit in draw) for draw in ours),
        reference=(tuple((hit,) for hit in theirs),) * len(ours),
        one_is_enough=False,
    )


CLEAN = noise_run(Noise.CLEAN, [[True, True, True, False]], [True, False, True, False])
TYPOS = noise_run(
    Noise.TYPOS, [[True, False, False], [True, True, False]], [True, False, False], [*QUESTIONS[:2], QUESTIONS[3]]
)
RUN = ContestRun(contest=CONTEST, runs={Noise.CLEAN: CLEAN, Noise.TYPOS: TYPOS})


def test_every_noise_gives_its_figures_and_its_gain_over_french_bm25() -> None:
    found = figures(RUN)

    assert found["clean_recall_at_10"].value == 0.75
    assert found["clean_mrr"].value == found["clean_ndcg"].value == 0.75
    assert found["clean_bm25_ndcg"].value == 0.5
    assert found["clean_over_bm25"].value == 0.25
    assert found["typos_ndcg"].value == 0.5
    assert "clean_loss" not in found


def test_a_loss_is_counted_over_the_questions_that_were_asked_both_ways() -> None:
    found = figures(RUN)

    assert found["typos_loss"].value == pytest.approx((1 + 1 + 0) / 3 - 0.5)
    assert found["typos_bm25_loss"].value == 0.0


def test_no_loss_is_told_where_nothing_was_asked_clean() -> None:
    assert "typos_loss" not in figures(ContestRun(contest=CONTEST, runs={Noise.TYPOS: TYPOS}))


def test_pages_are_called_pages() -> None:
    pages = replace(CONTEST, counted="page")

    assert figures(ContestRun(contest=pages, runs={Noise.CLEAN: CLEAN}))["clean_page_at_1"].value == 0.75


def _measured(**values: float) -> dict[str, Interval]:
    return {name: Interval(value=value, low=value - 0.05, high=value + 0.05) for name, value in values.items()}


def test_targets_are_reached_or_not() -> None:
    found = verdicts("cnil", _measured(clean_ndcg=0.69, clean_over_bm25=0.04, clean_recall_at_10=0.88))
    told = {(one.figure, one.wanted): one.is_reached for one in found}

    assert told["clean_ndcg", "above 0.661"]
    assert not told["clean_ndcg", "low end above 0.661"]
    assert not told["clean_ndcg", "at least 0.700"]
    assert not told["clean_over_bm25", "low end above 0.000"]
    assert told["clean_recall_at_10", "at least 0.880"]
    assert [one.is_aim for one in found] == [False, True, False, True, False]


@pytest.mark.parametrize("noise", list(MOST_LOST))
def test_the_most_that_a_noise_may_cost_is_wanted_of_every_question_set(noise: Noise) -> None:
    name, most = f"{noise.value}_loss", MOST_LOST[noise]

    for lost, reached in ((most, True), (most + 0.0004, True), (most + 0.001, False), (-0.1, True)):
        assert [one.is_reached for one in verdicts("unheard of", _measured(**{name: lost}))] == [reached]
    assert verdicts("gold", _measured(**{name: 0.5})) == []


def test_kinds_are_counted_apart() -> None:
    assert by_kind(CLEAN) == {
        "fact": {"1": (2.0, 2), "5": (2.0, 2), "10": (2.0, 2)},
        "table": {"1": (1.0, 2), "5": (1.0, 2), "10": (1.0, 2)},
    }
