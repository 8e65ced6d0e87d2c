"""How many planted fabrications verification withholds, by kind, and how many true sentences it withholds wrongly.

    python -m eval.fabrications [--split dev|test|test2|test3|all] [--failures] [--json FILE]

Each sentence of ``fabrications.jsonl`` is checked as a language model's would be: against the words that it cites and
what the sample commune's profile vouches for; then every digit of every true sentence is changed in turn. Prints shares
with 95 % Wilson intervals, the processor time of a sentence with its passage read anew, and the floors. The half
``test`` is run once per version; so are ``test2`` and ``test3``, each in a file of its own, whose failures are never
listed.
"""

import argparse
import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from time import process_time

from answering.verifying.read_text import read_text
from answering.verifying.verified import CitedText, Contact, Trusted, Verified
from answering.verifying.verifier import verify
from corpus import SAMPLE_PROFILE
from corpus.build_documents import read_manifest
from eval.answer_sets import digest_of
from eval.bench_answers import percentile
from eval.fabrication_set import (
    FABRICATIONS,
    FRESH_FABRICATIONS,
    THIRD_FABRICATIONS,
    Fabrication,
    FabricationKind,
    read_fabrications,
)
from eval.floors import FLOORS_FILE, SetFigures, compare, is_open, read_floors
from eval.intervals import Share, share_of

_FILES = {"test2": FRESH_FABRICATIONS, "test3": THIRD_FABRICATIONS}
JUDGING = frozenset({"test3"})
"""Halves whose failures nobody who writes the verification may read."""

EXACT = frozenset(
    {
        FabricationKind.AMOUNT, FabricationKind.HOUR, FabricationKind.DATE, FabricationKind.AGE, FabricationKind.DELAY,
        FabricationKind.PHONE, FabricationKind.EMAIL, FabricationKind.LINK, FabricationKind.WRONG_CITATION,
    }
)  # fmt: skip
"""Changed figures, links and citations: none may be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """An entry with what checking its sentences gave; ``false`` is None where it has none.

    ``anew_ms``: milliseconds of processor for the true sentence, its passage not read before; ``again_ms``: for a
    sentence after it.
    """

    entry: Fabrication
    true: Verified
    false: Verified | None
    anew_ms: float
    again_ms: float


def cited_by(entry: Fabrication) -> CitedText:
    """The words that an entry cites, with the title of their document, which a passage always brings along."""
    title = _titles().get(entry.source.path, "")
    return CitedText(text=entry.source.words, around=(title,) if title else ())


@cache
def _titles() -> dict[str, str]:
    return {one.path: one.title for one in read_manifest()}


def check(entry: Fabrication, trusted: Trusted) -> Checked:
    """Both sentences of an entry against the words that they cite."""
    cited = [cited_by(entry)]
    read_text.cache_clear()
    started = process_time()
    true = verify(entry.true_sentence, cited, trusted)
    first = process_time()
    other = verify(entry.false_sentence or f"{entry.true_sentence} ", cited, trusted)
    return Checked(
        entry=entry,
        true=true,
        false=other if entry.false_sentence else None,
        anew_ms=1_000 * (first - started),
        again_ms=1_000 * (process_time() - first),
    )


def changed_digits(entry: Fabrication) -> Iterator[str]:
    """The true sentence of an entry with one digit changed into another, for every digit and every other."""
    sentence = entry.true_sentence
    for m in re.finditer(r"\d", sentence):
        for digit in "0123456789".replace(m[0], ""):
            yield f"{sentence[: m.start()]}{digit}{sentence[m.end() :]}"


def digits_withheld(entries: Sequence[Fabrication], trusted: Trusted) -> Share:
    """Of all true sentences with a digit changed, those that are withheld."""
    return share_of(
        [
            not verify(changed, [cited_by(entry)], trusted).is_supported
            for entry in entries
            for changed in changed_digits(entry)
        ]
    )


def figures_of(checked: Sequence[Checked]) -> dict[str, Share]:
    """Shares by the names of ``floors.toml``, then one for each kind."""
    planted = [(one.entry.kind, not one.false.is_supported) for one in checked if one.false is not None]
    figures = {
        "exact_withheld": share_of([withheld for kind, withheld in planted if kind in EXACT]),
        "others_withheld": share_of([withheld for kind, withheld in planted if kind not in EXACT]),
        "true_shown": share_of([one.true.is_supported for one in checked]),
    }
    kinds = [kind for kind in FabricationKind if kind is not FabricationKind.TRUE]
    return figures | {kind.value: share_of([withheld for one, withheld in planted if one is kind]) for kind in kinds}


def sample_trusted(profile: Path = SAMPLE_PROFILE) -> Trusted:
    """What the sample commune's profile vouches for. Raises OSError, KeyError or tomllib.TOMLDecodeError."""
    data = tomllib.loads(profile.read_text(encoding="utf-8"))
    commune, services = data["commune"], data["service"]
    return Trusted(
        names=(commune["name"], *commune.get("aliases", ())),
        links=(commune["website"],),
        contacts=tuple(
            Contact(
                words=" ".join((one["name"], *one.get("aliases", ()))),
                phone=one.get("phone", ""),
                email=one.get("email", ""),
            )
            for one in services
        ),
    )


def failure_lines(checked: Sequence[Checked]) -> list[str]:
    """False sentences that would be shown, and true ones withheld with what they were found to lack."""
    shown = [
        f"shown     {c.entry.id} {c.entry.kind}: {c.entry.false_sentence}"
        for c in checked
        if c.false is not None and c.false.is_supported
    ]
    withheld = [
        f"withheld  {c.entry.id}: {c.true.sentence} ({'; '.join(f'{one.kind}: {one.words}' for one in c.true.lacks)})"
        for c in checked
        if not c.true.is_supported
    ]
    return shown + withheld


def report(name: str, checked: Sequence[Checked], trusted: Trusted) -> dict[str, Share]:
    """Print the figures of one half, and give them."""
    changed = {"changed_digit_withheld": digits_withheld([one.entry for one in checked], trusted)}
    figures = figures_of(checked) | changed
    for figure, share in figures.items():
        say(f"{name}.{figure}: {share}")
    for label, times in (
        ("its passage read anew", [one.anew_ms for one in checked]),
        ("its passage read already", [one.again_ms for one in checked]),
    ):
        say(f"{name}, a sentence, {label}: " + ", ".join(f"p{p} {percentile(times, p):.1f} ms" for p in (50, 95, 100)))
    return figures


def check_floors(measured: Mapping[str, SetFigures]) -> bool:
    """Print each figure beside its floor; whether none is below."""
    floors = {name: pinned for name, pinned in read_floors(FLOORS_FILE).items() if name in measured}
    lines = compare(floors, measured)
    for line in lines:
        say(f"{line.state:<10} {line.set_name}.{line.figure} (floor {line.floor:.3f})")
    return is_open(lines)


def say(line: str) -> None:
    """One line of output, at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every measured figure holds its floor, 1 below one."""
    parser = argparse.ArgumentParser(prog="python -m eval.fabrications", description="Planted fabrications withheld")
    parser.add_argument("--split", choices=("dev", "test", *_FILES, "all"), default="dev")
    parser.add_argument("--failures", action="store_true", help="list false sentences shown and true ones withheld")
    parser.add_argument("--json", type=Path, help="write every figure to this file")
    options = parser.parse_args(arguments)
    if options.failures and options.split in JUDGING:
        parser.error("the failures of the fresh half that judges are not looked at")
    file = _FILES.get(options.split, FABRICATIONS)
    entries, trusted = read_fabrications(file), sample_trusted()
    check(entries[0], trusted)  # reads the lists of words, which a server does once
    measured: dict[str, SetFigures] = {}
    for split in ("dev", "test") if options.split == "all" else (options.split,):
        name = f"fabrications_{split}"
        checked = [check(entry, trusted) for entry in entries if entry.split == split]
        figures = report(name, checked, trusted)
        values = {figure: share.value for figure, share in figures.items()}
        measured[name] = SetFigures(digest=digest_of([file]), figures=values)
        for line in failure_lines(checked) if options.failures else ():
            say(line)
    if options.json:
        options.json.parent.mkdir(parents=True, exist_ok=True)
        sets = {name: {"digest": one.digest, "figures": dict(one.figures)} for name, one in measured.items()}
        options.json.write_text(json.dumps({"sets": sets}, indent=1), encoding="utf-8")
    return 0 if check_floors(measured) else 1


if __name__ == "__main__":
    sys.exit(main())
