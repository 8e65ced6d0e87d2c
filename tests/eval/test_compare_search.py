"""The comparison itself, with peers that need no library: scoring, pairing, what is told, what fails."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from domain.passage import Passage
from eval.compare_search import CHECKOUT, ahead_line, compare, compared, given_lines, main, percentile, set_lines
from eval.peer_run import PeerRun, measured, read_run, run_peer, write_run
from eval.retrieval import read_set

SCHEMA = json.loads((CHECKOUT / "docs/schemas/compare-search.schema.json").read_text("utf-8"))
ROWS = [
    {"id": "p1", "doc": "d1", "title": "Déchèterie de Valmoret", "text": "Elle ouvre le samedi de 9 h à 12 h."},
    {"id": "p2", "doc": "d2", "title": "Cantine de Valmoret", "text": "Un repas coûte 3,10 € en maternelle."},
    {"id": "p3", "doc": "d2", "title": "Cantine de Valmoret", "text": "Les familles s'inscrivent en mairie."},
]
ASKED = [
    {"id": "q1", "text": "la déchèterie ouvre-t-elle le samedi ?", "pos": ["p1"], "doc": "d1"},
    {"id": "q2", "text": "combien coûte un repas en maternelle ?", "pos": ["p2"], "doc": "d2"},
]


class Scripted:
    """A peer that gives the same passages to every question."""

    given = "an order"
    libraries: Sequence[str] = ("pytest",)

    def __init__(self, *order: str) -> None:
        self._order = order
        self.indexed: list[str] = []

    def index(self, passages: Sequence[tuple[Passage, str]]) -> None:
        self.indexed = [title for _, title in passages]

    def search(self, text: str, limit: int) -> list[str]:
        return list(self._order)[:limit]

    def close(self) -> None:
        pass


def write_set(qa: Path, name: str) -> Path:
    folder = qa / name
    folder.mkdir(parents=True)
    for file, rows in (("corpus.jsonl", ROWS), ("queries.jsonl", ASKED)):
        (folder / file).write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return folder


def test_a_peer_is_given_every_passage_with_its_title_and_scored_by_passage(tmp_path: Path) -> None:
    peer = Scripted("p1", "p3", "p2")
    run = run_peer("scripted", peer, read_set(write_set(tmp_path, "petit")))
    assert peer.indexed == ["Déchèterie de Valmoret", "Cantine de Valmoret", "Cantine de Valmoret"]
    assert run.gains == [1.0, 0.5]
    assert run.found == [True, True]
    assert len(run.times_ms) == 2
    assert run.versions.startswith("pytest ")
    assert run.peak_mb >= run.empty_mb > 0


def test_documents_are_counted_once_where_a_set_counts_by_document(tmp_path: Path) -> None:
    run = run_peer("scripted", Scripted("p3", "p2", "p1"), read_set(write_set(tmp_path, "spf")))
    assert [round(gain, 3) for gain in run.gains] == [0.631, 1.0]


def test_a_passage_given_twice_counts_once(tmp_path: Path) -> None:
    run = run_peer("scripted", Scripted("p3", "p3", "p1"), read_set(write_set(tmp_path, "petit")))
    assert [round(gain, 3) for gain in run.gains] == [0.631, 0.0]


def test_what_a_peer_raises_is_its_error_and_survives_the_file(tmp_path: Path) -> None:
    run = measured("no such peer", write_set(tmp_path, "petit"))
    assert run.error == "KeyError: 'no such peer'"
    write_run(run, tmp_path / "run.json")
    assert read_run(tmp_path / "run.json") == run


def test_a_peer_is_compared_with_ours_question_by_question() -> None:
    ours = PeerRun(peer="parvis", set="petit", gains=[1.0] * 30, found=[True] * 30, times_ms=[1.0] * 30)
    worse = PeerRun(peer="bm25s", set="petit", gains=[0.5] * 30, found=[True] * 30, times_ms=[2.0] * 30)
    absent = PeerRun(peer="haystack", set="petit", error="ModuleNotFoundError: No module\nnamed 'haystack'")
    of_set = [compared(ours, run) for run in (ours, worse, absent)]
    assert of_set[0].ndcg_difference is None
    assert of_set[2].ndcg_difference is None
    assert str(of_set[1].ndcg_difference) == "-0.500 [-0.500, -0.500]"
    lines = set_lines("petit", of_set)
    assert lines[0] == "petit: 0 passages, 30 questions"
    assert "petit, bm25s: nDCG@10 0.500 (-0.500 [-0.500, -0.500]), R@10 1.000 (+0.000 [+0.000, +0.000]);" in lines[2]
    assert lines[3] == "petit, haystack: NOT RUN, ModuleNotFoundError: No module named 'haystack'"
    assert "above in 0, below in 1 of 1 comparisons" in ahead_line(of_set)
    assert len(given_lines([one.run for one in of_set])) == 3


def test_a_peer_that_finds_more_than_ours_is_named() -> None:
    ours = PeerRun(peer="parvis", set="petit", gains=[0.2] * 9, found=[True] * 9)
    better = PeerRun(peer="llamaindex", set="petit", gains=[0.6] * 9, found=[True] * 9)
    assert "above: llamaindex on petit" in ahead_line([compared(ours, run) for run in (ours, better)])


def test_runs_of_other_questions_are_not_compared() -> None:
    ours = PeerRun(peer="parvis", set="petit", gains=[1.0, 1.0], found=[True, True])
    with pytest.raises(ValueError):
        compared(ours, PeerRun(peer="bm25s", set="petit", gains=[1.0], found=[True]))


@pytest.mark.parametrize(("share", "value"), [(50, 3.0), (95, 5.0), (0, 1.0)])
def test_a_percentile_is_one_of_the_values(share: int, value: float) -> None:
    assert percentile([5.0, 1.0, 3.0, 2.0, 4.0], share) == value
    assert percentile([], share) == 0.0


def test_a_process_that_dies_is_told(tmp_path: Path) -> None:
    told: list[str] = []
    (tmp_path / "vide").mkdir()
    comparisons = compare(tmp_path, ["vide"], ["parvis"], told.append)
    assert "corpus.jsonl: cannot be read" in comparisons[0].run.error
    assert "vide, parvis: NOT RUN" in "".join(told)


def test_the_command_runs_ours_in_its_own_process_and_writes_what_the_schema_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_set(tmp_path / "qa", "petit")
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(tmp_path))
    assert main(["--sets", "petit", "--peers", "parvis", "--json", str(tmp_path / "out.json")]) == 0
    assert "petit, parvis: nDCG@10 1.000, R@10 1.000" in capsys.readouterr().out
    content = json.loads((tmp_path / "out.json").read_text("utf-8"))
    Draft202012Validator(SCHEMA).validate(content)
    assert [run["error"] for run in content["runs"]] == [None]
    assert content["runs"][0]["building_mb"] > 0


def test_without_outside_data_the_command_says_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED")


def test_an_unknown_peer_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--peers", "lucene"])
    assert "no peer is called lucene" in capsys.readouterr().err
