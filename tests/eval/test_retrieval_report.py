from dataclasses import replace

from eval.noise import Noise
from eval.retrieval_failures import Failure
from eval.retrieval_report import judged, report_json, report_lines
from eval.retrieval_runs import ContestRun, FoundName
from tests.eval.test_retrieval_figures import CLEAN, CONTEST, QUESTIONS, TYPOS

FOUND = FoundName(name="p7", title="La  cantine\nscolaire", score=0.5, arms={"words": 1.0, "chars": 0.25})
FAILURE = Failure(
    noise=Noise.TYPOS,
    question=QUESTIONS[1],
    asked="la cantne",
    rank=12,
    right=FOUND,
    first=(FOUND,),
    unknown_stems=("cantn",),
)
RUN = ContestRun(
    contest=replace(CONTEST, left_out=("3 that are titles",)), runs={Noise.CLEAN: CLEAN, Noise.TYPOS: TYPOS}
)


def test_figures_losses_and_targets_are_told_in_lines() -> None:
    text = "\n".join(report_lines(judged(RUN, (FAILURE,))))

    assert "field: 9 passages, 4 questions, a passage answers" in text
    assert "not asked: 3 that are titles" in text
    clean, typos = (line for line in text.splitlines() if line.split()[:1] in (["clean"], ["typos"]))
    assert clean.split()[1:6] == ["4x1", "0.750", "0.750", "0.750", "0.750"]
    assert "+0.250 [" in clean
    assert "+0.167 [" in typos
    assert "target typos_loss at most 0.012: 0.167, NOT REACHED" in text
    assert "fact               @1 2/2" in text
    assert "FAILED typos q1: 'la cantne', answer at passage 12" in text
    assert "words that no passage holds: cantn" in text
    assert "0.500 p7 « La cantine scolaire » (words 1.000, chars 0.250)" in text


def test_an_aim_is_no_target() -> None:
    cnil = replace(RUN.contest, name="cnil")
    text = "\n".join(report_lines(judged(ContestRun(contest=cnil, runs=RUN.runs))))

    assert "aim clean_ndcg at least 0.700: 0.750, reached" in text
    assert "target clean_recall_at_10 at least 0.880: 0.750, NOT REACHED" in text


def test_json_holds_failures_only_where_they_were_asked_for() -> None:
    told = report_json(judged(RUN, (FAILURE,)))

    assert told["failures"] == [
        {
            "noise": "typos",
            "id": "q1",
            "asked": "la cantne",
            "wanted": ["a"],
            "rank": 12,
            "right": {"name": "p7", "title": FOUND.title, "score": 0.5, "arms": {"words": 1.0, "chars": 0.25}},
            "first": [{"name": "p7", "title": FOUND.title, "score": 0.5, "arms": {"words": 1.0, "chars": 0.25}}],
            "unknown_stems": ["cantn"],
        }
    ]
    assert "failures" not in report_json(judged(RUN))
