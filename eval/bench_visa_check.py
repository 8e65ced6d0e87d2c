"""How long the check of a three-page draft takes with a base of many versions, opened read-only.

    python -m eval.bench_visa_check [--versions 1700000] [--turns 20]

The drafts are those of ``eval/visa_drafts`` made to three pages or more by their own paragraphs; the base is that of
``eval.bench_legi`` over the shipped facts, as an installation layers them. Prints figures and asserts none.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from eval.bench_legi import CEILING_CHECK_MS, fill_base, forget
from eval.machine_state import machine_line
from eval.visa_draft_set import read_visa_drafts
from storage.legal_layers import LayeredLegalBase
from storage.legal_starter import open_starter
from storage.sqlite_legal_base import SqliteLegalBase
from visas.checking.check import check_draft

PAGE = 2_500
"""Characters of a typed page of a délibération."""
PAGES = 3


def figures(versions: int, turns: int) -> Iterator[str]:
    """Lines on the check, the base opened again and forgotten by the system's cache at each turn."""
    drafts = [draft for draft in read_visa_drafts() if draft.split == "dev"]
    with TemporaryDirectory() as work:
        file = Path(work) / "legal.sqlite"
        fill_base(file, versions)
        yield f"base of {versions} versions: {file.stat().st_size / 1e6:.0f} MB"
        starter = open_starter()
        took: list[float] = []
        for turn in range(turns):
            draft = drafts[turn % len(drafts)]
            forget(file)
            text = _three_pages(draft.text)
            begun = perf_counter()
            base = SqliteLegalBase(file)
            check_draft(LayeredLegalBase([base, starter]), text, draft.meeting_date)
            took.append((perf_counter() - begun) * 1_000)
            base.close()
    first, others = took[0], sorted(took[1:])
    yield (
        f"draft of {PAGES} pages: first {first:.0f} ms, median {others[len(others) // 2]:.0f} ms, "
        f"longest {others[-1]:.0f} ms (ceiling {CEILING_CHECK_MS})"
    )


def _three_pages(text: str) -> str:
    """The draft, its head said again before it until it has three pages: its visas stay as many as they are."""
    head = text[: text.find("\nVu ")]
    missing = PAGES * PAGE - len(text)
    return text if missing <= 0 else (head * (missing // max(1, len(head)) + 1))[:missing] + "\n" + text


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--versions", type=int, default=1_700_000)
    parser.add_argument("--turns", type=int, default=20)
    options = parser.parse_args()
    sys.stdout.write(machine_line() + "\n")
    for line in figures(options.versions, options.turns):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
