from collections.abc import Sequence
from pathlib import Path

import pytest

from eval.noise import Noise
from eval.retrieval_runs import Contest, Explained, NoiseRun, indexed, names_found, run_contest, sampled, set_contest
from eval.retrieval_sets import SetQuestion, read_set
from tests.eval.question_files import written

QUESTIONS = tuple(
    SetQuestion(id=f"q{n}", text=f"pourquoi la cantine numero {n} est-elle fermee", relevant=frozenset({"right"}))
    for n in range(8)
)


def contest(asked: list[str], *, one_is_enough: bool = False) -> Contest:
    """The product finds an answer as long as the question is spelt right, French BM25 always at the second place."""

    def product(question: SetQuestion, text: str) -> Sequence[str]:
        asked.append(text)
        return ["right"] if text == question.text else ["wrong"]

    return Contest(
        name="field",
        digest="0" * 64,
        passages=3,
        counted="passage",
        questions=QUESTIONS,
        product=product,
        reference=lambda question, text: ["wrong", "right"],
        explain=lambda question, text: Explained(found=(), unknown_stems=()),
        one_is_enough=one_is_enough,
    )


def test_each_noise_is_asked_in_its_draws_and_no_text_twice_of_a_question() -> None:
    asked: list[str] = []
    run = run_contest(contest(asked), list(Noise), seeds=3, sample=5)

    assert {noise: (one.seeds, len(one.questions)) for noise, one in run.runs.items()} == {
        Noise.CLEAN: (1, 8),
        Noise.TYPOS: (3, 5),
        Noise.NOACC: (1, 5),
        Noise.SMS: (3, 5),
    }
    assert len(asked) == len(set(asked)) == run.asked


def test_gains_are_means_over_the_draws_of_each_question() -> None:
    run = run_contest(contest([]), [Noise.CLEAN, Noise.SMS], seeds=2, sample=8)

    assert run.runs[Noise.CLEAN].product_gains() == [1.0] * 8
    assert run.runs[Noise.CLEAN].reference_gains() == [pytest.approx(0.6309, abs=1e-4)] * 8
    assert sum(run.runs[Noise.SMS].product_gains()) < 8
    assert run.runs[Noise.CLEAN].product_found(1) == [1.0] * 8
    assert run.runs[Noise.CLEAN].product_ranks() == [1.0] * 8


def test_a_sample_is_always_the_same_and_in_order() -> None:
    assert sampled(QUESTIONS, 3) == sampled(QUESTIONS, 3)
    assert [q.id for q in sampled(QUESTIONS, 3)] == sorted(q.id for q in sampled(QUESTIONS, 3))
    assert sampled(QUESTIONS, 99) == QUESTIONS


def test_pages_that_carry_the_same_fact_count_once_where_one_is_enough() -> None:
    question = SetQuestion(id="q", text="a", relevant=frozenset({"p1", "p2", "p3"}))
    hits = (((True, False, False),),)
    one, all_wanted = (
        NoiseRun(noise=Noise.CLEAN, questions=(question,), product=hits, reference=hits, one_is_enough=enough)
        for enough in (True, False)
    )

    assert one.product_gains() == [1.0]
    assert all_wanted.product_gains()[0] < 0.5


@pytest.mark.parametrize(("name", "counted"), [("cnil", "passage"), ("spf", "document")])
def test_a_set_is_asked_of_the_real_index_and_explained(tmp_path: Path, name: str, counted: str) -> None:
    questions = read_set(written(tmp_path / name))
    with set_contest(questions, tmp_path / "index") as one:
        run = run_contest(one, [Noise.CLEAN, Noise.NOACC])
        told = one.explain(questions.questions[0], "zzyx repas")

    assert one.counted == counted
    assert run.runs[Noise.CLEAN].product_gains() == [1.0, 1.0]
    assert run.runs[Noise.NOACC].product_gains() == [1.0, 1.0]
    assert sum(run.runs[Noise.CLEAN].reference_gains()) > 1
    assert told.found[0].name in questions.questions[0].relevant
    assert told.found[0].title == "Cantine"
    assert set(told.found[0].arms) == {"words", "chars", "meaning"}
    assert len(told.unknown_stems) == 1


def test_ten_documents_are_found_behind_one_of_many_passages(tmp_path: Path) -> None:
    long: list[dict[str, object]] = [
        {"id": f"a-{n}", "doc": "a", "text": f"La cantine, la cantine, lot {n}."} for n in range(120)
    ]
    others: list[dict[str, object]] = [
        {"id": f"b-{n}", "doc": f"b-{n}", "text": f"{'Autre lot. ' * n} La cantine."} for n in range(1, 13)
    ]
    asked: list[dict[str, object]] = [{"id": "q", "text": "la cantine", "pos": ["b-12"]}]
    questions = read_set(written(tmp_path / "spf", asked, [*long, *others]))
    with indexed(questions, tmp_path / "index") as index:
        found = names_found(index, questions, "la cantine")

    assert len(found) >= 10
    assert len(set(found)) == len(found)
