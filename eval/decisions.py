"""``python -m eval.decisions [--set dev|test2]``: whether what a council decided is found, with its day and its vote.

The questions are in ``decision_questions.jsonl``: 30 on the sample commune (by number), 40 on minutes of real communes
(digest of the file, page, place of the heading, day and vote as read in the document; only the counts that it writes).
Documents are read by the product's own command and each question is
put to ``parvis decisions --json``. Real ones are found through ``PARVIS_SHARED_DATA``; without it they are SKIPPED.
``test2`` judges: 15 and 16 questions in residents' own words, written by somebody who had not read the search; its
failures are not listed.
"""

import argparse
import hashlib
import json
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus import SAMPLE_PROFILE
from eval.answer_runs import run_product
from eval.answer_sets import SHARED_DATA, read_lines, shared_data
from eval.intervals import share_of

QUESTIONS = Path(__file__).with_name("decision_questions.jsonl")
FRESH_QUESTIONS = Path(__file__).with_name("decision_questions_test2.jsonl")
_SETS = {"dev": QUESTIONS, "test2": FRESH_QUESTIONS}
SHOWN = 5
INGEST_S, ASK_S = 1200.0, 60.0
Record = Mapping[str, Any]


def place_among(record: Record, decisions: Sequence[Record]) -> int | None:
    """The place, from 0, of the decision that was annotated; None when it is not among them."""
    for place, one in enumerate(decisions):
        if "number" in record:
            is_it = one["number"] == record["number"]
        else:
            is_it = all(one[name] == record[name] for name in ("digest", "page", "start"))
        if is_it:
            return place
    return None


def is_vote_right(record: Record, decision: Record) -> bool:
    """Whether each thing that the annotation says of the vote is what was given."""
    given = decision["vote"] or {}
    return all(given.get(name) == value for name, value in record["vote"].items())


def report(
    name: str, records: Sequence[Record], answers: Sequence[Sequence[Record]], *, with_failures: bool = True
) -> list[str]:
    """The failures of a set, unless they are not looked at, then its shares."""
    lines, found, dated, voted = [], [], [], []
    for record, decisions in zip(records, answers, strict=True):
        place = place_among(record, decisions[:SHOWN])
        found.append(place is not None)
        if place is None:
            lines.append(f"NOT FOUND {record['id']} {record['question']}")
            continue
        dated.append(decisions[place]["day"] == record["day"])
        if record["vote"]:
            voted.append(is_vote_right(record, decisions[place]))
            if not voted[-1]:
                lines.append(f"VOTE {record['id']}: {decisions[place]['vote']}, not {record['vote']}")
    lines = lines if with_failures else []
    lines.append(f"{name:<7} found@{SHOWN}   {share_of(found)}")
    lines.append(f"{name:<7} dated right {share_of(dated)} of those found")
    lines.append(f"{name:<7} vote right  {share_of(voted)} of those found whose vote was annotated")
    return lines


def ask(records: Iterable[Record], data: Path) -> list[Sequence[Record]]:
    """The first decisions that the product gives to each question. Raises ProductFailed."""
    answers = []
    for record in records:
        words = ["decisions", record["question"], "--commune", record["commune"], "--limit", str(SHOWN)]
        answers.append(json.loads(run_product([*words, "--data", str(data), "--json"], limit_s=ASK_S))["decisions"])
    return answers


def gather(records: Sequence[Record], shared: Path, folder: Path) -> dict[str, Path]:
    """Copies, for each commune, of its PDF files under ``docs/pdf``; a digest that is missing there is an error."""
    wanted = {record["digest"] for record in records}
    folders = {}
    for slug in sorted({record["commune"] for record in records}):
        folders[slug] = folder / slug
        folders[slug].mkdir(parents=True)
        for file in sorted((shared / "docs" / "pdf" / slug).rglob("*.pdf")):
            digest = hashlib.sha256(file.read_bytes()).hexdigest()
            if digest in wanted:
                shutil.copy(file, folders[slug] / f"{digest[:16]}.pdf")
                wanted.discard(digest)
    if wanted:
        raise FileNotFoundError(f"{len(wanted)} annotated files are not in {shared / 'docs' / 'pdf'}")
    return folders


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when both sets were measured or the real one is absent, 2 when the real one cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m eval.decisions", description="Decisions found, with day and vote")
    parser.add_argument("--set", choices=tuple(_SETS), default="dev", dest="asked", help="test2 judges a version")
    asked = str(parser.parse_args(arguments).asked)
    listed = asked == "dev"
    sets: dict[str, list[Record]] = defaultdict(list)
    for record in read_lines(_SETS[asked]):
        sets[str(record["set"])].append(record)
    shared = shared_data()
    with tempfile.TemporaryDirectory() as made:
        data = Path(made) / "data"
        run_product(["ingest", str(SAMPLE_PROFILE), "--data", str(data)], limit_s=INGEST_S)
        lines = report("sample", sets["sample"], ask(sets["sample"], data), with_failures=listed)
        if shared is None:
            lines.append(f"SKIPPED real: set {SHARED_DATA} to the folder of outside data")
        else:
            try:
                folders = gather(sets["real"], shared, Path(made) / "files")
            except OSError as error:
                sys.stdout.write(f"cannot measure: {error}\n")
                return 2
            for slug, folder in folders.items():
                run_product(["ingest", str(folder), "--commune", slug, "--data", str(data)], limit_s=INGEST_S)
            lines += report("real", sets["real"], ask(sets["real"], data), with_failures=listed)
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
