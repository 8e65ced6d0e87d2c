import json
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from eval.figures_asked import ASKED, QUICK
from eval.figures_page import (
    Proof,
    answers_lines,
    commit,
    facts_of,
    machine,
    main,
    page,
    read_proofs,
    rows_of,
    states_line,
)
from eval.kept_figures import Row, Verdict, kept_proofs, kept_rows

OUTPUTS = {
    "retrieval": (
        "cnil: 800 passages, 500 questions\n  R@1    0.500 [0.4, 0.6]\n  R@5    0.700 [0.6, 0.8]\n"
        "  MRR@10   0.600 [0.550, 0.650]\n  nDCG@10  0.580 [0.560, 0.640]  target 0.59: NOT REACHED\n"
        "spf: 1200 passages, 900 questions\n  R@1    0.900 [0.8, 0.95]\n  MRR@10   0.910 [0.900, 0.920]\n"
        "  nDCG@10  0.941 [0.930, 0.950]  target 0.93: reached\n"
        "faq_cc: 9 passages, 5 questions\n  nDCG@10  0.500 [0.400, 0.600]\n"
        "crpa: 9 passages, 5 questions\n  nDCG@10  0.400 [0.300, 0.500]\n"
        "piaf: 9 passages, 5 questions\n  nDCG@10  0.300 [0.200, 0.400]\n"
    ),
    "fabrications": (
        "fabrications_dev.exact_withheld: 75/75 = 100.0% [95.1%, 100.0%]\n"
        "fabrications_dev.others_withheld: 60/65 = 92.3% [83.2%, 96.7%]\n"
        "fabrications_dev.true_shown: 190/194 = 97.9% [94.8%, 99.2%]\n"
        "fabrications_dev, a sentence, its passage read anew: p50 1.7 ms, p95 2.8 ms, p100 3.2 ms\n"
    ),
    "bench_search": (
        "passages | real | passages/s | built in s (analysed, inserted, optimised) | built in MB | disk MB | …\n"
        + "".join(
            f"{size} | {size} | 485 | 41.2 (9.1, 20.0, 12.1) | 900 | 62 | 31 | 240 (190) | 4.1 16.2 20 | 210 280 310\n"
            for size in (1000, 5000, 20000, 50000, 100000, 200000)
        )
        + "20000 passages, p95 of one question: 16.2 ms (at most 10, aim 6): NOT REACHED\n"
        "20000 passages, four threads: 310.0 questions/s (at least 250): reached\n"
        "20000 passages, memory of the serving process: 240.1 MB (at most 550, aim 400): reached\n"
        "200000 passages, p95 of one question: 22.1 ms (at most 30): reached\n"
        "20000 passages, indexing: 485.1 passages/s (at least 400): reached\n"
        "200000 passages, indexing: 385.1 passages/s (at least 400): NOT REACHED\n"
    ),
    "compare_search": (
        "cnil: 800 passages, 500 questions\n"
        "cnil, parvis: nDCG@10 0.688, R@10 0.881; one question p50 3.0 p95 11.8 max 20.0 ms; indexed in 2.1 s;"
        " memory 150 MB, 47 before indexing, 160 in the process that builds\n"
        "cnil, llamaindex: NOT RUN, ModuleNotFoundError: No module named 'llama_index.retrievers'\n"
        "cnil, bm25s: nDCG@10 0.564 (-0.124 [-0.163, -0.082]), R@10 0.780 (-0.101 [-0.155, -0.054]);"
        " one question p50 0.1 p95 0.1 max 4.2 ms; indexed in 0.1 s; memory 72 MB, 66 before indexing\n"
        "cnil, haystack: nDCG@10 0.554 (-0.134 [-0.185, -0.085])\n"
        "cnil, haystack-stems: nDCG@10 0.551 (-0.137 [-0.175, -0.098])\n"
        "cnil, qdrant-local: nDCG@10 0.659 (-0.029 [-0.063, +0.008])\n"
        "nDCG@10 of peers beside ours: above in 1, below in 4 of 5 comparisons (95 %, paired); above: bm25s on cnil\n"
    ),
    "bench_answers": (
        "1 client:  400 answers, p50 12.0 ms, p95 31.5 ms, p99 40.0 ms, worst 90.1 ms, 0 failures"
        " (target p95 <= 80 ms)\n"
        "4 clients: 800 answers, p50 32.0 ms, p95 61.5 ms, p99 80.0 ms, worst 190.1 ms, 0 failures\n"
        "while 1000 files are ingested (44.1 s): 900 answers, p50 30.0 ms, p95 90.0 ms, p99 99.0 ms, worst 612.5 ms,"
        " 0 failures (target worst <= 500 ms)\n"
    ),
    "bench_reading": (
        "pdf/valmoret | 12 = 8 + 1 + 2 + 1 | 140 | 60 pages/s | \n"
        "sites/valmoret | 5 = 5 + 0 + 0 + 0 | 30 | 61 pages/s | \n"
        "total: 900 text pages in 15.0 s = 60 pages/s (floor 30)\n"
        "tables: 4100 rows in passages\nLlamaIndex: 900 in 30.0 s = 30 pages/s\n"
        "answer spans inside one passage: 80 of 90 whose page is indexed (92 in all)\n"
        "peak memory: 150 MB here, 260 MB in the largest worker\n"
        "hostile files: 410 of 410 in a state, 20 s\nsources whole: 2 of 2, 17 files = 100 %\n"
    ),
    "bench_sync": (
        "parvis ingest, 1000 files, first run: 18.10 s\nparvis ingest, 1000 files, unchanged: 1.24 s (at most 3)\n"
        "parvis ingest, 1000 files, a tenth of the files moved: 2.81 s\n"
        "parent memory by pages read: 61 MB at 0, 141 MB at 308, 149 MB at 1549\n"
        "parent memory from page 308 to page 1549: +5.7 %\n"
    ),
    "bench_start": (
        "make run from a clean clone: 55.1 s to the first answer (target 240 s)\n"
        "second start: 6.1 s to the first answer (target 5 s)\nmake test: passed in 61 s (target 600 s)\n"
    ),
}
"""What the commands print, in its real form."""


def share(hits: int, total: int) -> dict[str, float]:
    return {"hits": hits, "total": total, "value": hits / total, "low": 0.5, "high": 0.9}


OUTPUTS["answers"] = answers_lines(
    json.dumps(
        {
            "sets": {
                name: {
                    "figures": {
                        "page_at_5": share(17, 20),
                        "value_in_answer": share(5, 20),
                        "rightly_declined": share(4, 5),
                        "verbatim": share(30, 30),
                    }
                }
                for name in ("sample", "gold")
            }
        }
    )
)


@pytest.mark.parametrize("name", ASKED)
def test_every_figure_asked_is_found_in_what_its_command_prints(name: str) -> None:
    rows = rows_of(name, OUTPUTS[name], ASKED[name])
    assert [row.figure for row in rows if not row.measured] == []


@pytest.mark.parametrize(
    ("name", "figure", "verdict", "measured"),
    [
        ("answers", "sample commune, right page in the first five", Verdict.MET, "17/20 = 85.00%"),
        ("answers", "real communes, expected value in the answer", Verdict.NOT_MET, "5/20 = 25"),
        ("answers", "real communes, sentences shown verbatim", Verdict.MET, "30/30"),
        ("answers", "real communes, rightly declined", Verdict.TOLD, "4/5"),
        ("retrieval", "spf, nDCG@10", Verdict.MET, "0.941"),
        ("retrieval", "cnil, nDCG@10", Verdict.NOT_MET, "0.580"),
        ("bench_search", "search over 20,000 passages, p95 of one question", Verdict.NOT_MET, "16.2 ms"),
        ("bench_search", "search over 20,000 passages, four threads", Verdict.MET, "310.0 questions/s"),
        ("bench_search", "search over 200,000 passages, indexing", Verdict.NOT_MET, "385.1 passages/s"),
        ("compare_search", "peers whose nDCG@10 is above ours (paired, 95 %)", Verdict.NOT_MET, "above in 1"),
        ("compare_search", "search by llamaindex, cnil", Verdict.TOLD, "NOT RUN, ModuleNotFoundError"),
        ("bench_answers", "answer over HTTP, 20,000 passages, one client, p95", Verdict.MET, "p95 31.5 ms"),
        ("bench_answers", "longest wait while 1,000 files are ingested", Verdict.NOT_MET, "worst 612.5 ms"),
        ("bench_reading", "reading", Verdict.MET, "900 text pages in 15.0 s"),
        ("bench_sync", "an unchanged folder of 1,000 files, the whole command", Verdict.MET, "1.24 s"),
        (
            "bench_sync",
            "memory of the parent while real communes are read, growth",
            Verdict.MET,
            "from page 308 to page 1549: +5.7 %",
        ),
        ("bench_start", "make run, from a clean clone to the first answer", Verdict.MET, "55.1 s"),
        ("bench_start", "make run again", Verdict.NOT_MET, "6.1 s"),
        ("bench_start", "make test", Verdict.MET, "61 s"),
    ],
)
def test_a_figure_is_compared_with_its_target(name: str, figure: str, verdict: Verdict, measured: str) -> None:
    row = next(row for row in rows_of(name, OUTPUTS[name], ASKED[name]) if row.figure == figure)
    assert row.verdict is verdict
    assert measured in row.measured


def test_what_was_skipped_or_not_said_counts_as_not_met() -> None:
    skipped = rows_of("x", "SKIPPED: no folder of outside data\n", ASKED["bench_search"])
    silent = rows_of("x", "cannot measure: the server is not ready\n", ASKED["bench_search"])
    assert {row.verdict for row in skipped} == {Verdict.SKIPPED}
    assert {row.verdict for row in silent} == {Verdict.UNMEASURED}
    told = page([*skipped, *silent], [], {})
    assert "0 of 24 targets are met" in told


def test_sources_whose_states_do_not_add_up_are_told() -> None:
    output = OUTPUTS["bench_reading"].replace("12 = 8", "13 = 8")
    assert states_line(output) == "sources whole: 1 of 2, 18 files = 50 %"
    assert states_line("nothing") == ""


def test_the_page_shows_each_figure_each_proof_and_the_machine(tmp_path: Path) -> None:
    row = Row(
        figure="a|b",
        measured="3 ms",
        target="at most 4 ms",
        command="python -m eval.x",
        verdict=Verdict.MET,
        on="2031-05-03",
    )
    file = tmp_path / "proofs.jsonl"
    file.write_text('{"figure": "kills", "measured": "5 kills", "outcome": "failed", "size": "full"}\n', "utf-8")
    told = page([row], read_proofs(file), {"machine": machine()})
    assert "| a\\|b | 3 ms | at most 4 ms | met | 2031-05-03 | `python -m eval.x` |" in told
    assert "1 of 1 targets are met" in told
    assert "| kills | 5 kills | full | **failed** |" in told
    assert "cores" in told
    assert "None was run" in page([row], read_proofs(tmp_path / "absent"), {})
    held = [Proof(figure="kills", measured="5 kills", outcome="passed", size="short")]
    assert "| kills | 5 kills | short | held |" in page([row], held, {})


def test_the_commit_says_when_something_else_than_the_page_has_changed(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    git("init")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "figures.md").write_text("x")
    (tmp_path / "a").write_text("x")
    git("add", ".")
    git("commit", "-m", "x")
    (tmp_path / "docs" / "figures.md").write_text("y")
    assert len(commit(tmp_path)) == 12
    (tmp_path / "a").write_text("y")
    assert commit(tmp_path).endswith("with changes not committed")


def test_what_a_stopped_run_had_printed_is_not_run_again(tmp_path: Path) -> None:
    kept, page_file = tmp_path / "kept", tmp_path / "figures.md"
    kept.mkdir()
    for name in ASKED:
        (kept / f"{name}.txt").write_text(OUTPUTS.get(name, ""), "utf-8")
    assert main(["--kept", str(kept), "--out", str(page_file)]) == 0
    written = page_file.read_text("utf-8")
    for name, figures in ASKED.items():
        assert all(one.figure in written for one in figures), name


FORMER = """# Figures

- date: 2031-05-03
- commit: 0123456789ab
- machine: 64 cores, 512 GiB, Linux x86_64, Python 3.11.9

| figure | measured | target | | command |
|---|---|---|---|---|
| reading | 147 pages/s | at least 30 pages/s | met | `python -m eval.bench_reading` |
| tables read meanwhile | 4 \\| 5 rows | – | – | `python -m eval.bench_reading` |
| make run again | 1.2 s | at most 9 s | met | `python -m eval.bench_start` |

## Proofs

| proof | measured | size | |
|---|---|---|---|
| kills | 5 kills | full | held |
"""


def test_quick_runs_what_is_quick_and_keeps_the_rest_with_its_day(tmp_path: Path) -> None:
    kept, page_file = tmp_path / "kept", tmp_path / "figures.md"
    kept.mkdir()
    for name in QUICK:  # nothing is printed for the others: they would be run
        (kept / f"{name}.txt").write_text(OUTPUTS[name], "utf-8")
    page_file.write_text(FORMER, "utf-8")
    for _ in range(2):  # the second time from a page that has a day for each row
        assert main(["--quick", "--kept", str(kept), "--out", str(page_file)]) == 0
        written = page_file.read_text("utf-8")
        assert "| reading | 147 pages/s | at least 30 pages/s | met | 2031-05-03 | `python" in written
        assert "| tables read meanwhile | 4 \\| 5 rows | – | – | 2031-05-03 |" in written
        assert "| true sentences shown | 190/194 = 97.9% [94.8%, 99.2%] | at least 96 % | met | 20" in written
        assert written.endswith("| kills | 5 kills | full | held |\n")
        assert "- date: 2031-05-03\n- commit: 0123456789ab\n- machine: 64 cores, 512 GiB," in written
        assert written.count("- refreshed: ") == 1
        assert re.search(r"^- refreshed: 20\d\d-\d\d-\d\d, commit \S.*, machine \d+ cores", written, re.MULTILINE)
        assert "A row of an earlier day was kept" in written


def test_a_page_measured_on_one_day_tells_of_no_kept_row() -> None:
    row = Row(figure="a", measured="3", target="", command="c", verdict=Verdict.TOLD, on="2031-05-03")
    missing = replace(row, verdict=Verdict.SKIPPED, on="")
    assert "was kept" not in page([row, missing], [], {}, today="2031-05-03")
    assert "was kept" in page([row, missing], [], {}, today="2031-05-04")


def test_a_page_written_for_the_first_time_has_the_facts_of_now() -> None:
    facts = facts_of("", "2031-05-04")
    assert (facts["date"], facts["machine"]) == ("2031-05-04", machine())
    assert "refreshed" not in facts


def test_a_kept_figure_is_not_judged_by_another_target_than_it_had() -> None:
    (again,) = (
        row for row in kept_rows("python -m eval.bench_start", FORMER, ASKED["bench_start"]) if "again" in row.figure
    )
    assert (again.measured, again.verdict, again.on) == ("", Verdict.UNMEASURED, "")
    assert kept_proofs("# Figures") == []
