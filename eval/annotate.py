"""``python -m eval.annotate QUOTED.jsonl``: from questions with quotes, kept outside, to ``real_questions.jsonl``.

A line of ``QUOTED.jsonl`` is a question with its places as ``{"path", "page", "quote", "role"}``: ``path`` below
``docs``, ``quote`` words that stand once on the page, the answering part in ``[[ ]]``. A place of a scan has ``label``,
a bare figure, time or date, instead of ``quote``; ``unit`` is what a table leaves unsaid after a number. What is
written holds offsets and checks, never words of the documents, and the half of each question, drawn by document.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from eval.answer_sets import SHARED_DATA, read_lines, shared_data
from eval.question_split import draw_halves
from eval.real_places import digest_of_file, place_of
from eval.real_questions import ANSWERING_ROLES, REAL_QUESTIONS, ROLES, places_of

KEPT = ("question", "kind", "commune", "history", "date", "scan", "searched")


def annotated(records: Sequence[Mapping[str, object]], docs: Path) -> list[dict[str, object]]:
    """The records of ``real_questions.jsonl``. Raises ValueError, naming the question, on the first that is wrong."""
    files = {_folded(file.relative_to(docs).as_posix()): file for file in docs.rglob("*") if file.is_file()}
    placed = [_placed(record, files) for record in records]
    documents = [
        frozenset(str(place["digest"]) for place in places if place["role"] in ANSWERING_ROLES) for places in placed
    ]
    traits = [(("kind", record["kind"]), ("commune", record["commune"])) for record in records]
    halves = draw_halves(documents, traits)
    return [
        {"id": f"R{number:03d}", "split": half}
        | {key: record[key] for key in KEPT if record.get(key)}
        | {"places": places}
        for number, (record, places, half) in enumerate(zip(records, placed, halves, strict=True), start=1)
    ]


def _placed(record: Mapping[str, object], files: Mapping[str, Path]) -> list[dict[str, object]]:
    try:
        return [_place(quoted, files) for quoted in places_of(record)]
    except (ValueError, OSError) as error:
        raise ValueError(f"« {record['question']} »: {error}") from error


def _place(quoted: Mapping[str, object], files: Mapping[str, Path]) -> dict[str, object]:
    role, page = str(quoted["role"]), quoted["page"]
    if role not in ROLES:
        raise ValueError(f"{role} is no role: one of {', '.join(ROLES)}")
    file = files.get(_folded(str(quoted["path"])))
    if file is None:
        raise ValueError(f"no file {quoted['path']}")
    if "label" in quoted:
        return {"digest": digest_of_file(file), "page": page, "role": role, "label": quoted["label"]}
    place = place_of(file, None if page is None else int(str(page)), str(quoted["quote"]), role)
    return place | ({"unit": quoted["unit"]} if "unit" in quoted else {})


def _folded(path: str) -> str:
    # Names of files have decomposed accents and double spaces.
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", path))


def write_lines(path: Path, records: Iterable[Mapping[str, object]]) -> None:
    """A JSON Lines file, as it is read in a review: accents as they are."""
    path.write_text("".join(f"{json.dumps(r, ensure_ascii=False)}\n" for r in records), encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when the file is written, 1 when a question is wrong, 2 when the documents are not there."""
    parser = argparse.ArgumentParser(prog="python -m eval.annotate", description="Annotate real documents")
    parser.add_argument("quoted", type=Path, help="questions with quotes; keep this file outside the repository")
    parser.add_argument("--out", type=Path, default=REAL_QUESTIONS)
    options = parser.parse_args(arguments)
    data = shared_data()
    if data is None:
        sys.stdout.write(f"SKIPPED: set {SHARED_DATA} to the folder of outside data\n")
        return 2
    try:
        records = annotated(read_lines(options.quoted), data / "docs")
    except ValueError as error:
        sys.stdout.write(f"not annotated: {error}\n")
        return 1
    write_lines(options.out, records)
    sys.stdout.write(f"{len(records)} questions in {options.out.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
