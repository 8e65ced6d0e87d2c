"""``parvis ingest`` killed with -9 at any moment, or one of its children: the next run completes it."""

import json
import os
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from app.locks import is_held
from domain.ids import CommuneSlug
from storage.opening import open_installation
from tests.proof.conftest import Tell
from tests.proof.product import (
    SEED,
    Askers,
    ask,
    begun,
    parvis,
    parvis_json,
    serving,
    sized,
    start_server,
    wait_for_child,
)

pytestmark = pytest.mark.proof

SLUG = "valmoret"
INDEX_CHILD = "spawn_main"
CAGE_CHILD = "ingest.cage.worker"
FIRST_QUESTION, FIRST_ANSWER = "Combien coûte l’atelier de zarb0000 ?", "10 €"
SYLLABLES = ("zarb", "plun", "kivo", "mudre", "sorf", "tagal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """Made pages, each with a workshop of its own and its price: its question has one right answer."""

    folder: Path

    def write(self, first: int, last: int, price_of: Callable[[int], int]) -> None:
        self.folder.mkdir(exist_ok=True)
        for number in range(first, last):
            word = workshop(number)
            text = (
                f"# L’atelier de {word}\n\nL’atelier de {word} coûte {price_of(number)} € par trimestre.\n\n"
                f"L’inscription à l’atelier de {word} se fait en mairie, sur présentation d’une pièce d’identité.\n"
            )
            (self.folder / f"atelier-{number:04}.md").write_text(text, "utf-8")


def workshop(number: int) -> str:
    return f"{SYLLABLES[number % len(SYLLABLES)]}{number:04}"


def first_price(number: int) -> int:
    return 10 + number


def price_after(changes: int) -> Callable[[int], int]:
    """Prices once every page but the first has been rewritten so many times: the first tells which index answers."""
    return lambda number: 100 * changes + number if number else first_price(0)


def ingested(pages: Pages, data: Path) -> dict[str, object]:
    return parvis_json("ingest", pages.folder, "--commune", SLUG, "--source", "pages", "--data", data)


def beginning(pages: Pages, data: Path) -> tuple[str | Path, ...]:
    return ("ingest", pages.folder, "--commune", SLUG, "--source", "pages", "--data", data)


def wrong_answers(data: Path, price_of: Callable[[int], int], scratch: Path) -> list[str]:
    """The indexed pages whose question does not bring their own price, from their own file."""
    installation = open_installation(data)
    try:
        paths = [d.path for d in installation.commune(CommuneSlug(SLUG)).documents.documents()]
    finally:
        installation.close()
    numbers = {f"q{int(path[8:12])}": (int(path[8:12]), path) for path in paths}
    rows = [
        {"id": i, "question": f"Combien coûte l’atelier de {workshop(n)} ?", "commune": SLUG}
        for i, (n, _) in numbers.items()
    ]
    questions, answers = scratch / "questions.jsonl", scratch / "answers.jsonl"
    questions.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    done = parvis("answer", questions, "--out", answers, "--data", data)
    assert done.returncode == 0, done.stderr
    wrong = []
    for line in map(json.loads, answers.read_text("utf-8").splitlines()):
        number, path = numbers[line["id"]]
        sentences = " ".join(s["text"] for s in line["sentences"])
        if f"{price_of(number)} €" not in sentences or path not in {c["path"] for c in line["citations"]}:
            wrong.append(f"{path}: {line['status']} {sentences[:80]}")
    return wrong


def leftovers(data: Path) -> list[str]:
    """Generations that are neither current nor a former whole one, and unfinished copies of originals."""
    commune = data / "communes" / SLUG
    found = [str(file.name) for file in (commune / "originals").rglob(".*")]
    for visibility in ("public", "interne"):
        folder = commune / "index" / visibility
        current = (folder / "current").read_text("ascii").strip()
        generations = sorted(p.name for p in folder.iterdir() if p.is_dir())
        former = [name for name in generations if name != current]
        found += [f"{visibility}/{name}" for name in former if not (folder / name / "sealed.json").exists()]
        found += [f"{visibility}/{name}" for name in former[:-1]]
    return found


def wait_for_orphans(data: Path) -> None:
    """The child of a killed build lives on for a moment, with its folder: what sweeps must find it gone."""
    index, end = data / "communes" / SLUG / "index", time.monotonic() + 60
    while time.monotonic() < end:
        current = {(file.parent.name, file.read_text("ascii").strip()) for file in index.glob("*/current")}
        others = [p for p in index.glob("*/0*/owner.lock") if (p.parent.parent.name, p.parent.name) not in current]
        if not any(is_held(lock) for lock in others):
            return
        time.sleep(0.1)


def assert_whole(pages: Pages, data: Path, price_of: Callable[[int], int], scratch: Path) -> None:
    """After a rerun: the states add up, every page answers with its present price, nothing is left over."""
    wait_for_orphans(data)
    report = ingested(pages, data)["sources"][0]  # type: ignore[index]
    files = len(list(pages.folder.iterdir()))
    assert report["files"] == files
    assert sum(report["states"].values()) == files
    assert report["states"]["indexed"] == files
    assert wrong_answers(data, price_of, scratch) == []
    assert leftovers(data) == []


def spread_out(draw: random.Random, count: int, longest_s: float) -> list[float]:
    """Moments over the whole duration, one drawn in each equal part of it, in a drawn order."""
    moments = [draw.uniform(i, i + 1) * longest_s / count for i in range(count)]
    draw.shuffle(moments)
    return moments


def test_an_ingestion_killed_at_any_moment_is_completed_by_the_next(tmp_path: Path, tell: Tell) -> None:
    kills, draw = sized(short=6, full=100), random.Random(SEED)
    pages, data = Pages(folder=tmp_path / "pages"), tmp_path / "data"
    pages.write(0, 40, first_price)
    started = time.monotonic()
    ingested(pages, data)
    longest_s = time.monotonic() - started
    cut = 0
    with serving(data, tmp_path / "server.log") as server:
        for turn, moment in enumerate(spread_out(draw, kills, longest_s)):
            pages.write(1, 40, price_after(turn + 1))
            process = begun(*beginning(pages, data))
            if turn % 2:  # Building the index is the shortest part: every other kill falls in it, the last one too.
                wait_for_child(process, INDEX_CHILD)
                time.sleep(draw.uniform(0, 0.4))
            else:
                time.sleep(moment)
            cut += process.poll() is None
            process.kill()
            process.wait()
            reply = ask(server.port, FIRST_QUESTION)
            assert reply.status == 200
            assert FIRST_ANSWER in reply.text, "the former index must answer meanwhile"
    tell(
        "ingestion killed -9", f"{kills} kills over {longest_s:.1f} s, {cut} before its end; the former index answered"
    )
    assert cut >= kills // 2
    assert_whole(pages, data, price_after(kills), tmp_path)


def test_an_ingestion_whose_index_builder_is_killed_keeps_the_former_index(tmp_path: Path, tell: Tell) -> None:
    kills, draw = sized(short=3, full=40), random.Random(SEED + 1)
    pages, data = Pages(folder=tmp_path / "pages"), tmp_path / "data"
    pages.write(0, 10, first_price)
    ingested(pages, data)
    codes = []
    with serving(data, tmp_path / "server.log") as server:
        for turn in range(kills):
            pages.write(1, 10, price_after(turn + 1))
            process = begun(*beginning(pages, data))
            child = wait_for_child(process, INDEX_CHILD)
            assert child is not None
            time.sleep(draw.uniform(0, 0.3))
            kill_if_alive(child)
            codes.append(process.wait())
            assert FIRST_ANSWER in ask(server.port, FIRST_QUESTION).text
    tell("index builder killed -9", f"{kills} kills, exit codes {sorted(set(codes))}; the former index answered")
    assert set(codes) <= {0, 1}
    assert 1 in codes
    assert_whole(pages, data, price_after(kills), tmp_path)


def test_a_killed_reader_loses_no_file_once_the_next_run_is_done(tmp_path: Path, tell: Tell) -> None:
    kills, draw = sized(short=2, full=40), random.Random(SEED + 2)
    lost = 0
    for turn in range(kills):
        pages, data = Pages(folder=tmp_path / f"pages{turn}"), tmp_path / f"data{turn}"
        pages.write(0, 30, first_price)
        process = begun(*beginning(pages, data))
        child = wait_for_child(process, CAGE_CHILD)
        assert child is not None
        time.sleep(draw.uniform(0, 0.5))
        kill_if_alive(child)
        assert process.wait() == 0
        states = ingested(pages, data)["sources"][0]["states"]  # type: ignore[index]
        assert sum(states.values()) == 30
        lost += states["rejected"]
        assert states["indexed"] + states["rejected"] == 30
        assert wrong_answers(data, first_price, tmp_path) == []
    tell("reader killed -9", f"{kills} kills, {lost} files lost after the next run")
    assert lost == 0


def test_a_server_killed_while_it_swaps_serves_a_whole_index_when_it_is_back(tmp_path: Path, tell: Tell) -> None:
    kills, draw = sized(short=2, full=40), random.Random(SEED + 3)
    pages, data = Pages(folder=tmp_path / "pages"), tmp_path / "data"
    current = data / "communes" / SLUG / "index" / "public" / "current"
    pages.write(0, 10, first_price)
    ingested(pages, data)
    asked = 0
    for turn in range(kills):
        server = start_server(data, tmp_path / "server.log")
        askers = Askers(server.port, FIRST_QUESTION)
        askers.start(FIRST_ANSWER)
        pages.write(1, 10, price_after(turn + 1))
        former = current.read_text("ascii")
        process = begun(*beginning(pages, data))
        while process.poll() is None and current.read_text("ascii") == former:
            time.sleep(0.002)
        time.sleep(draw.uniform(0, 1.0))  # the swap follows the second index, about a second later
        server.kill()
        replies = askers.stop()
        asked += len(replies)
        process.wait()
        assert replies
        assert set(replies) == {(200, True)}
    tell(
        "server killed -9 while the index is swapped", f"{kills} kills, {asked} questions meanwhile, all answered right"
    )
    with serving(data, tmp_path / "server.log") as server:
        assert FIRST_ANSWER in ask(server.port, FIRST_QUESTION).text
        assert_whole(pages, data, price_after(kills), tmp_path)


def kill_if_alive(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return
