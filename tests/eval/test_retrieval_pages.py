"""The page that holds the fact, found by the search that ``parvis search`` does, over a town really ingested."""

from pathlib import Path

import pytest

from app.doorway import doorway
from app.main import main
from app.settings import Settings
from eval.answer_scoring import Expectation, Page
from eval.answer_sets import CommuneSet, QuestionSet
from eval.noise import Noise
from eval.retrieval_figures import figures
from eval.retrieval_pages import READ_MARK, page_contest, read_documents
from eval.retrieval_report import judged, report_lines
from eval.retrieval_runs import ContestRun, run_contest

PAGES = {
    "cantine.md": "# La cantine\n\n## Tarifs\n\nLe repas de la cantine coûte 4,15 € pour les élèves de Valmoret.\n\n"
    "## Inscription\n\nL'inscription à la cantine se fait en mairie avant le 15 juin.\n",
    "dechets.md": "# Les déchets\n\nLes bacs jaunes sont ramassés le jeudi matin, une semaine sur deux.\n",
    "piscine.md": "# La piscine\n\nLe bassin est ouvert le samedi.\n",
}


def _expectation(name: str, kind: str, page: str | None) -> Expectation:
    pages = frozenset() if page is None else frozenset({Page("site", page, None)})
    return Expectation(id=name, kind=kind, commune="valmoret", is_real=False, pages=pages)


ASKED = QuestionSet(
    name="gold",
    communes=(
        CommuneSet(
            slug="valmoret",
            name="Valmoret",
            is_real=False,
            sources=(),
            lines=(
                {"id": "a", "question": "combien coûte la cantine", "commune": "valmoret"},
                {
                    "id": "b",
                    "question": "et l'inscription ?",
                    "commune": "valmoret",
                    "history": ["la cantine, c'est combien"],
                },
                {"id": "c", "question": "les bacs jaunes", "commune": "valmoret"},
                {"id": "d", "question": "où est la gendarmerie", "commune": "valmoret"},
            ),
            expectations=(
                _expectation("a", "fact", "cantine.md"),
                _expectation("b", "followup", "cantine.md"),
                _expectation("c", "fact", "piscine.md"),
                _expectation("d", "unanswerable_far", None),
            ),
        ),
    ),
    digest="d" * 64,
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("town")
    for name, text in PAGES.items():
        (folder / "site").mkdir(exist_ok=True)
        (folder / "site" / name).write_text(text, encoding="utf-8")
    words = [
        "ingest",
        str(folder / "site"),
        "--source",
        "site",
        "--commune",
        "valmoret",
        "--data",
        str(folder / "data"),
    ]
    main([*words, "--json"])
    return folder / "data"


def _run(data: Path) -> ContestRun:
    with (
        doorway(Settings(data_dir=data)) as work,
        page_contest(ASKED, data, lambda text, slug, limit: work.search(text, commune=slug, limit=limit)) as contest,
    ):
        return run_contest(contest, [Noise.CLEAN, Noise.NOACC])


def test_only_questions_that_a_page_answers_are_asked_and_kinds_are_told(data: Path) -> None:
    run = _run(data)
    text = "\n".join(report_lines(judged(run)))

    assert [question.id for question in run.contest.questions] == ["a", "b", "c"]
    assert run.contest.passages == 3
    assert "gold" in text
    assert "followup           @1 1/1" in text
    assert "target clean_page_at_1 at least 0.460" in text


def test_the_page_is_ranked_among_distinct_pages_by_both_rankings(data: Path) -> None:
    found = figures(_run(data))

    assert found["clean_page_at_1"].value == pytest.approx(2 / 3), "the third question names another page"
    assert found["clean_bm25_ndcg"].value >= 2 / 3
    assert found["noacc_loss"].value == 0


def test_a_follow_up_is_asked_with_its_subject(data: Path) -> None:
    asked: list[str] = []

    def search(text: str, slug: str, limit: int) -> dict[str, object]:
        asked.append(text)
        return {"hits": [], "unknown_stems": ["zzyx"]}

    with page_contest(ASKED, data, search) as contest:
        told = contest.explain(contest.questions[1], "et l'inscripsion")

    assert asked == ["la cantine, c'est combien et l'inscripsion"]
    assert told.unknown_stems == ("zzyx",)


def test_documents_that_a_folder_holds_already_are_not_read_again(tmp_path: Path) -> None:
    (tmp_path / READ_MARK).write_text(ASKED.digest, encoding="utf-8")
    said: list[str] = []
    read_documents(ASKED, tmp_path, said.append)
    assert said == []

    (tmp_path / READ_MARK).write_text("of other documents", encoding="utf-8")
    read_documents(ASKED, tmp_path, said.append)
    assert said == ["  reading Valmoret"]
    assert (tmp_path / READ_MARK).read_text(encoding="utf-8") == ASKED.digest
