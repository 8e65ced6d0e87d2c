"""In force at a date: what the product says of (article, day) pairs, beside an independent reading of the same facts.

    PARVIS_SHARED_DATA=… python -m eval.in_force [--rows 500] [--seed 7] [--failures]

Rows are drawn with a fixed seed from the files of intervals of ``data/legal``: two thirds on the first day of a
version, the day it ends and the days before these; the others inside or at any date; one in 25 was never given.
What is expected is read from the CSV here, line by line, with none of the product's code: the day is compared with the
bounds as texts. The product answers through its command, from a base loaded by its own importer.
"""

import argparse
import csv
import gzip
import json
import os
import random
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from eval.intervals import wilson

UNTIL = {"codes_history_lexhub_2023": "2023-12-06", "codes_history_etalab": "2015-03-01"}
"""Folder of intervals -> the day until which its facts are complete (SOURCES.md beside them)."""

CHECKOUT = Path(__file__).resolve().parent.parent
ROWS, SEED = 500, 7


@dataclass(frozen=True, slots=True)
class Row:
    """One question and what the file says: verdict, start and end as written."""

    id: str
    code: str
    article: str
    day: str
    verdict: str
    start: str | None
    end: str | None


Versions = dict[str, list[dict[str, str]]]


def read_versions(file: Path) -> Versions:
    """Article -> its lines by first day."""
    found: Versions = defaultdict(list)
    with gzip.open(file, "rt", encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            # The older source writes some numbers in two ways, « R123-1 » and « R-123-1 »: one article.
            found[re.sub(r"^([A-Z]+)-(?=\d)", r"\1", line["article"])].append(line)
    for lines_of_one in found.values():
        lines_of_one.sort(key=lambda line: line["debut"])
    return found


def expected(lines: Sequence[dict[str, str]], day: str, until: str) -> tuple[str, str | None, str | None]:
    """(verdict, start, end) of an article's lines on a day: the words of KEYS.md, read literally.

    « réécrit depuis » asks for other words: a version only moved keeps its digest.
    """
    for line in lines:
        if line["debut"] <= day and (not line["fin"] or day < line["fin"]):
            rewritten = any(later["debut"] > day and later["blob"] != line["blob"] for later in lines)
            return ("modifie_depuis" if rewritten else "en_vigueur", line["debut"], line["fin"] or None)
    ended = [line for line in lines if line["debut"] <= day]
    if ended:
        last = max(ended, key=lambda line: line["fin"])
        return "abroge", last["debut"], last["fin"]
    if lines:
        return "pas_encore", lines[0]["debut"], lines[0]["fin"] or None
    return ("inexistant" if day <= until else "hors_base"), None, None


def draw(files: Sequence[Path], until: str, rows: int, seed: int) -> list[Row]:
    """Rows spread evenly over the files, boundary days first."""
    rng = random.Random(seed)
    known = {file: read_versions(file) for file in files}
    drawn: list[Row] = []
    for number in range(rows):
        file = files[number % len(files)]
        versions = known[file]
        article = rng.choice(sorted(versions))
        lines = versions[article]
        day = _day(rng, number // len(files), lines)
        if number % 25 == 24:
            article, lines = f"L9{rng.randrange(100, 999)}-{rng.randrange(100, 999)}", []
            lines = versions.get(article, [])
            day = rng.choice([until, "2014-05-14"])
        verdict, start, end = expected(lines, day, until)
        code = file.name.removesuffix(".csv.gz")
        drawn.append(Row(f"{number}", code, article, day, verdict, start, end))
    return drawn


def _day(rng: random.Random, turn: int, lines: Sequence[dict[str, str]]) -> str:
    line = rng.choice(lines)
    start = date.fromisoformat(line["debut"])
    end = date.fromisoformat(line["fin"]) if line["fin"] else start + timedelta(days=2_000)
    choices = {
        0: start,
        1: end,
        2: end - timedelta(days=1),
        3: start - timedelta(days=1),
        4: start + timedelta(days=rng.randrange(max(1, (end - start).days))),
        5: date(rng.randrange(1950, 2030), rng.randrange(1, 13), 1),
    }
    return choices[turn % 6].isoformat()


def measure(folder: Path, until: str, rows: int, seed: int) -> tuple[list[Row], list[dict[str, object]]]:
    """The rows drawn from one folder of intervals, and what the command answers to each."""
    files = sorted(folder.glob("*.csv.gz"))
    drawn = draw(files, until, rows, seed)
    with TemporaryDirectory() as work:
        asked = Path(work) / "asked.jsonl"
        lines = [json.dumps({"id": r.id, "code": r.code, "article": r.article, "date": r.day}) for r in drawn]
        asked.write_text("\n".join(lines) + "\n", "utf-8")
        data = str(Path(work) / "data")
        _command("legi", "import", str(folder), "--until", until, "--data", data, "--json")
        printed = _command("visas", "in-force", str(asked), "--data", data)
    return drawn, [json.loads(line) for line in printed.splitlines()]


def _command(*arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "app.main", *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"parvis {' '.join(arguments[:2])} failed: {done.stderr.strip()}")
    return done.stdout


def wrong_rows(drawn: Sequence[Row], answers: Sequence[dict[str, object]]) -> list[tuple[Row, dict[str, object]]]:
    """The rows whose verdict, start or end is not the expected one. Raises ValueError when lines are missing."""
    return [
        (row, answer)
        for row, answer in zip(drawn, answers, strict=True)
        if (answer.get("verdict"), answer.get("start"), answer.get("end")) != (row.verdict, row.start, row.end)
    ]


def say(line: str) -> None:
    """Print one line."""
    sys.stdout.write(line + "\n")


def main() -> None:
    """Print, for each folder, how many of its rows are right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args()
    shared = os.environ.get("PARVIS_SHARED_DATA", "")
    for name, until in UNTIL.items():
        folder = Path(shared) / "legal" / name
        if not shared or not folder.is_dir():
            say(f"SKIPPED {name}: set PARVIS_SHARED_DATA to the folder of outside data")
            continue
        drawn, answers = measure(folder, until, options.rows, options.seed)
        wrong = wrong_rows(drawn, answers)
        right = len(drawn) - len(wrong)
        low, high = wilson(right, len(drawn))
        say(f"in force at a date, {name}: {right} of {len(drawn)} right ({low:.3f} to {high:.3f})")
        counts = {v: sum(row.verdict == v for row in drawn) for v in sorted({row.verdict for row in drawn})}
        say("    expected: " + ", ".join(f"{verdict} {count}" for verdict, count in counts.items()))
        for row, answer in wrong if options.failures else []:
            say(f"    {row.code} {row.article} on {row.day}: {row.verdict} {row.start} {row.end}, got {answer}")


if __name__ == "__main__":
    main()
