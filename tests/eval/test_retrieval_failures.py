from collections.abc import Sequence

from eval.noise import Noise
from eval.retrieval_failures import failures
from eval.retrieval_runs import Contest, Explained, FoundName, run_contest
from eval.retrieval_sets import SetQuestion


def _found(name: str) -> FoundName:
    return FoundName(name=name, title="Cantine", score=0.5, arms={"words": 1.0})


def _contest(found: Sequence[str]) -> Contest:
    return Contest(
        name="field",
        digest="",
        passages=200,
        counted="passage",
        questions=(
            SetQuestion(id="q1", text="Trouvée ?", relevant=frozenset({"p0"})),
            SetQuestion(id="q2", text="Égarée ?", relevant=frozenset({"wanted"})),
        ),
        product=lambda question, text: found[:10],
        reference=lambda question, text: [],
        explain=lambda question, text: Explained(found=tuple(map(_found, found)), unknown_stems=(text,)),
    )


def test_a_failed_question_tells_how_far_its_answer_is_and_what_came_first() -> None:
    contest = _contest([*(f"p{n}" for n in range(20)), "wanted"])
    one, other = failures(run_contest(contest, [Noise.CLEAN, Noise.NOACC]))

    assert (one.noise, one.question.id, one.rank, one.right) == (Noise.CLEAN, "q2", 21, _found("wanted"))
    assert [found.name for found in one.first] == ["p0", "p1", "p2"]
    assert (other.noise, other.asked, other.unknown_stems) == (Noise.NOACC, "egaree ?", ("egaree ?",))


def test_an_answer_that_is_nowhere_near_has_no_rank() -> None:
    (one,) = failures(run_contest(_contest([f"p{n}" for n in range(150)]), [Noise.CLEAN]))

    assert one.rank is None
    assert one.right is None
