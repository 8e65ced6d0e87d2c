"""Which PDFs can be read, by the reader's own signals, beside what a person saw on their pages.

    PARVIS_SHARED_DATA=… python -m eval.legibility [--failures]

A class is right when it is the one expected or one that the person held for acceptable as well. Tables that plain
text readers burst have no signal: ours keep their rows, and such files are said to be legible. Prints figures and
asserts none.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.answer_sets import read_lines
from eval.intervals import Share
from eval.retrieval import shared_data
from ingest.inspection.legibility import Legibility, legibility_of
from ingest.pdf.reading import read_pdf
from ingest.settling import Settled, settle
from ingest.text import Limits, Refusal, Refused

TARGET = 0.95
"""Share of files that issue 3 asks for."""

# The words of the gold set for each class.
NAMES = {
    Legibility.SCAN: "scan_sans_texte",
    Legibility.MIXED: "mixte",
    Legibility.BROKEN: "encodage_casse",
    Legibility.DISORDERED: "colonnes_melangees",
    Legibility.LEGIBLE: "lisible",
    Legibility.REFUSED: "refuse",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Classed:
    """One file: the class expected, those acceptable as well, and ours."""

    path: str
    expected: str
    acceptable: tuple[str, ...]
    found: str

    @property
    def is_right(self) -> bool:
        """Whether ours is the class expected or one acceptable."""
        return self.found == self.expected or self.found in self.acceptable


def class_of(settled: Settled) -> str:
    """The class that the reader's signals give, in the gold set's words."""
    return NAMES[legibility_of(settled)]


def measure(data: Path) -> list[Classed]:
    """Each file of the gold set."""
    return [
        Classed(
            path=str(record["path"]),
            expected=str(record["expected"]),
            acceptable=_texts(record["also_acceptable"]),
            found=class_of(_settled((data / "docs" / str(record["path"])).read_bytes())),
        )
        for record in read_lines(data / "gold" / "pdf_legibility.jsonl")
    ]


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def _settled(content: bytes) -> Settled:
    try:
        return settle(read_pdf(content, Limits(), lambda _: None))
    except Refused as refusal:
        return settle(Refusal(reason=refusal.reason, detail=refusal.detail))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Always 0: a measure asserts nothing."""
    parser = argparse.ArgumentParser(prog="python -m eval.legibility", description="Legibility of PDFs, measured")
    parser.add_argument("--failures", action="store_true", help="list the files that we class wrongly")
    options = parser.parse_args(arguments)
    data = shared_data()
    if data is None:
        sys.stdout.write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside documents\n")
        return 0
    classed = measure(data)
    for expected in sorted({one.expected for one in classed}):
        of_class = [one for one in classed if one.expected == expected]
        exact = sum(one.found == expected for one in of_class)
        right = sum(one.is_right for one in of_class)
        sys.stdout.write(f"{expected}: {right} of {len(of_class)} right, {exact} of them exactly\n")
    sys.stdout.write(f"right: {Share(hits=sum(one.is_right for one in classed), total=len(classed))}\n")
    sys.stdout.write(f"target: {TARGET:.0%} of files\n")
    if options.failures:
        for one in classed:
            if not one.is_right:
                sys.stdout.write(f"wrong: {one.path}: {one.found}, expected {one.expected}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
