"""How many of the attacks on an assistant are told from harmless text, and what honest documents set off.

    PARVIS_SHARED_DATA=… python -m eval.hostile_text [--failures]

Attacks that travel in documents, file names, metadata and drafts are put in their carrier and read as ingestion reads
them; those that users type are counted apart, as the same detector sees them: nothing is set aside for a user's words.
Harmless questions and every page of the development documents must pass. Prints figures and asserts none; the
detector is written from forms of our own and never from this set.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from domain.document import MediaType
from eval.answer_sets import read_lines
from eval.intervals import Share
from eval.retrieval import shared_data
from ingest.hostile.invisible import invisible_signals
from ingest.hostile.orders import find_order
from ingest.text import Reading, ReadPage, TextLine

IN_DOCUMENTS = frozenset(("document", "filename", "metadata", "deliberation_draft"))


def is_caught(text: str) -> bool:
    """Whether ingestion would set aside a page of this text."""
    lines = tuple(TextLine(text=line) for line in text.split("\n"))
    reading = Reading(media_type=MediaType.TEXT, pages=(ReadPage(number=None, lines=lines),))
    return bool(invisible_signals(reading)) or find_order(" ".join(text.split())) is not None


def in_carrier(record: Mapping[str, object]) -> str:
    """The attack where its author placed it."""
    text, carrier = str(record["text"]), record.get("carrier")
    return carrier.replace("{P}", text) if isinstance(carrier, str) else text


def real_pages(data: Path) -> Iterator[tuple[str, int, str]]:
    """(path, page from 1, text by poppler) of every development PDF that has text; nothing without ``pdftotext``."""
    for file in sorted((data / "docs" / "pdf").rglob("*.pdf")):
        try:
            made = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=False, timeout=60)
        except (OSError, subprocess.TimeoutExpired):
            continue
        for number, text in enumerate(made.stdout.decode("utf-8", "replace").split("\f"), start=1):
            if text.strip():
                yield str(file.relative_to(data / "docs")), number, text


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Always 0: a measure asserts nothing."""
    parser = argparse.ArgumentParser(prog="python -m eval.hostile_text", description="Attacks told from honest text")
    parser.add_argument("--failures", action="store_true", help="list the ids missed and the false alarms")
    options = parser.parse_args(arguments)
    data = shared_data()
    if data is None:
        sys.stdout.write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside documents\n")
        return 0
    attacks = read_lines(data / "redteam" / "attacks.jsonl")
    controls = read_lines(data / "redteam" / "benign_controls.jsonl")
    judged = [(str(a["channel"]), str(a["family"]), str(a["id"]), is_caught(in_carrier(a))) for a in attacks]
    inside = [one for one in judged if one[0] in IN_DOCUMENTS]
    sys.stdout.write(f"attacks in documents, caught: {_share(inside)}\n")
    for family in sorted({one[1] for one in inside}):
        sys.stdout.write(f"  {family}: {_share([one for one in inside if one[1] == family])}\n")
    typed = [one for one in judged if one[0] not in IN_DOCUMENTS]
    sys.stdout.write(f"attacks typed by users, seen by the same detector: {_share(typed)}\n")
    alarms = [str(c["id"]) for c in controls if is_caught(str(c["text"]))]
    sys.stdout.write(f"harmless questions, false alarms: {Share(hits=len(alarms), total=len(controls))}\n")
    pages = [(f"{path} p. {number}", is_caught(text)) for path, number, text in real_pages(data)]
    sys.stdout.write(f"pages of real documents, alarms: {Share(hits=sum(c for _, c in pages), total=len(pages))}\n")
    if options.failures:
        for name in (*(one[2] for one in inside if not one[3]), *alarms, *(place for place, caught in pages if caught)):
            sys.stdout.write(f"look at {name}\n")
    return 0


def _share(judged: Sequence[tuple[str, str, str, bool]]) -> Share:
    return Share(hits=sum(one[3] for one in judged), total=len(judged))


if __name__ == "__main__":
    sys.exit(main())
