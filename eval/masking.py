"""Which persons named on real pages are masked: recall on residents, and what is masked that should be shown.

    PARVIS_SHARED_DATA=… python -m eval.masking [--half dev] [--failures] [--aside]

``eval/person_names.jsonl`` was written from the documents alone: every person named on each annotated page, by offsets
in the text that poppler's ``pdftotext`` gives of it. A name is looked for in our own text of the page, where the same
occurrence must be masked or not. ``--aside`` also reads every development document and counts those set aside. Prints
figures and asserts none.
"""

import argparse
import hashlib
import subprocess
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from eval.answer_sets import read_lines
from eval.intervals import Share, share_of
from eval.retrieval import shared_data
from ingest.hostile.inspection import with_hostile_signals
from ingest.llamaindex_steps import PassageSteps
from ingest.markup.markdown_page import read_markdown
from ingest.markup.trafilatura_page import read_html
from ingest.masking.document import MaskedCuts, masked_cuts
from ingest.pdf.reading import read_pdf
from ingest.text import Limits, Outcome, Reading, Refused

NAMES = Path(__file__).with_name("person_names.jsonl")
RESIDENT = "resident"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldName:
    """A person named on a page. ``start`` and ``end`` are offsets in poppler's text of it, in NFC."""

    digest: str
    page: int
    start: int
    end: int
    label: str
    half: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One name: whether it was found in our text, and whether it is masked there."""

    gold: GoldName
    text: str
    is_read: bool
    is_masked: bool


def gold_names(file: Path = NAMES) -> list[GoldName]:
    """The annotations, by document, page and place."""
    return [
        GoldName(
            digest=str(r["digest"]),
            page=int(str(r["page"])),
            start=int(str(r["start"])),
            end=int(str(r["end"])),
            label=str(r["label"]),
            half=str(r["half"]),
        )
        for r in read_lines(file)
    ]


def files_by_digest(data: Path) -> dict[str, Path]:
    """The development PDFs."""
    return {hashlib.sha256(p.read_bytes()).hexdigest(): p for p in sorted((data / "docs").rglob("*.pdf"))}


def read(file: Path) -> Outcome:
    """The file as ingestion reads it, without the cage."""
    content = file.read_bytes()
    if file.suffix.lower() == ".pdf":
        outcome = read_pdf(content, Limits(), lambda _: None)
    else:
        outcome = read_html(content) if file.suffix.lower() in (".html", ".htm") else read_markdown(content)
    return with_hostile_signals(outcome, file.name)


def measure(data: Path, names: Sequence[GoldName]) -> tuple[list[Judged], list[tuple[str, str]]]:
    """Each annotated name judged, and (half, text) of what is masked on those pages and is no annotated resident."""
    files = files_by_digest(data)
    judged: list[Judged] = []
    wrong: list[tuple[str, str]] = []
    for digest, of_document in groupby(sorted(names, key=lambda n: (n.digest, n.page, n.start)), lambda n: n.digest):
        outcome = read(files[digest])
        if not isinstance(outcome, Reading):
            continue
        masked = masked_cuts(PassageSteps()(outcome, files[digest].name), outcome.media_type)
        for page, group in groupby(of_document, lambda n: n.page):
            on_page = list(group)
            one, other = _judge_page(files[digest], page, on_page, masked)
            judged += one
            wrong += [(on_page[0].half, text) for text in other]
    return judged, wrong


def _judge_page(file: Path, page: int, names: Sequence[GoldName], masked: MaskedCuts) -> tuple[list[Judged], list[str]]:
    gold_text = poppler_page(file, page)
    text, spans = masked.page_text(page)
    seen: Counter[str] = Counter()
    judged = []
    used: set[int] = set()
    for name in names:
        written = " ".join(gold_text[name.start : name.end].split())
        place = _nth(text, written, seen[written])
        seen[written] += 1
        hits = [i for i, (a, b) in enumerate(spans) if place is not None and a < place[1] and place[0] < b]
        used.update(hits if name.label == RESIDENT else ())
        judged.append(Judged(gold=name, text=written, is_read=place is not None, is_masked=bool(hits)))
    return judged, [text[a:b] for i, (a, b) in enumerate(spans) if i not in used]


def poppler_page(file: Path, page: int) -> str:
    """Text of a page by ``pdftotext``, in NFC."""
    command = ["pdftotext", "-f", str(page), "-l", str(page), str(file), "-"]
    made = subprocess.run(command, capture_output=True, check=True, timeout=60)
    return unicodedata.normalize("NFC", made.stdout.decode("utf-8", "replace"))


def _nth(text: str, written: str, number: int) -> tuple[int, int] | None:
    """Place of an occurrence that is no part of a longer word, counted from 0."""
    position = -1
    while True:
        position = text.find(written, position + 1)
        if position < 0:
            return None
        before, after = text[position - 1 : position], text[position + len(written) : position + len(written) + 1]
        if before.isalpha() or after.isalpha():
            continue
        if number == 0:
            return position, position + len(written)
        number -= 1


def print_figures(judged: Sequence[Judged], wrong: Sequence[tuple[str, str]], half: str) -> None:
    """Recall, precision and what is shown of each label, for one half."""
    ours = [one for one in judged if one.gold.half == half and one.is_read]
    unread = sum(1 for one in judged if one.gold.half == half and not one.is_read)
    residents = [one for one in ours if one.gold.label == RESIDENT]
    right = sum(one.is_masked for one in residents)
    false = sum(1 for of_half, _ in wrong if of_half == half)
    sys.stdout.write(f"{half}: {len(ours)} names ({unread} not in our text of their page)\n")
    sys.stdout.write(f"  residents masked (recall): {share_of([one.is_masked for one in residents])}\n")
    sys.stdout.write(f"  names masked that are residents' (precision): {Share(hits=right, total=right + false)}\n")
    for label in ("elected_or_agent", "other"):
        shown = [not one.is_masked for one in ours if one.gold.label == label]
        sys.stdout.write(f"  {label} shown: {share_of(shown)}\n")


def set_aside(data: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(path, rules for which it waits) of every development document that has text."""
    steps = PassageSteps()
    for file in sorted((data / "docs").rglob("*")):
        if file.suffix.lower() not in (".pdf", ".html", ".htm", ".md") or "scdl" in file.parts:
            continue
        try:
            outcome = read(file)
        except Refused:
            continue
        if isinstance(outcome, Reading):
            masked = masked_cuts(steps(outcome, file.name), outcome.media_type)
            yield str(file.relative_to(data / "docs")), masked.set_aside_by(outcome.signals)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Always 0: a measure asserts nothing."""
    parser = argparse.ArgumentParser(prog="python -m eval.masking", description="Residents' names masked, measured")
    parser.add_argument("--half", choices=("dev", "test", "all"), default="all")
    parser.add_argument("--failures", action="store_true", help="list what is missed and what is masked wrongly")
    parser.add_argument("--names", type=Path, default=NAMES, help="annotations; those of the repository")
    parser.add_argument("--aside", action="store_true", help="count the documents set aside, which reads them all")
    options = parser.parse_args(arguments)
    data = shared_data()
    if data is None:
        sys.stdout.write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside documents\n")
        return 0
    halves = ("dev", "test") if options.half == "all" else (options.half,)
    judged, wrong = measure(data, [name for name in gold_names(options.names) if name.half in halves])
    for half in halves:
        print_figures(judged, wrong, half)
    if options.failures:
        for one in judged:
            if not one.is_read or one.is_masked != (one.gold.label == RESIDENT):
                state = "masked" if one.is_masked else "shown" if one.is_read else "not read"
                sys.stdout.write(f"{one.gold.digest[:8]} p. {one.gold.page}: {one.text} ({one.gold.label}) {state}\n")
        for _, text in wrong:
            sys.stdout.write(f"masked: {text}\n")
    if options.aside:
        waiting = list(set_aside(data))
        sys.stdout.write(f"documents set aside: {share_of([bool(rules) for _, rules in waiting])}\n")
        for path, rules in waiting:
            sys.stdout.write(f"  {', '.join(rules)}: {path}\n" if rules else "")
    return 0


if __name__ == "__main__":
    sys.exit(main())
