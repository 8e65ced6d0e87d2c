"""How well legal references are recognised: exact lines, precision, recall and F1 of keys, per kind, lines a second.

    python -m eval.references [--diff] [--failures N]

Two sets: ``eval/frozen_references.jsonl``, invented lines of real form with their keys and spans, which is a record
of what is recognised; and the visas of ``gold/visas.jsonl`` in PARVIS_SHARED_DATA, judged by the rules of its README
(a key or one of its alternatives; ``:sd`` keys and optional ones never count). ``--diff`` lists every reference
gained or lost against the frozen record and ends with 1 when there is one: run it on each change.
"""

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import process_time

from visas.recognising import recognise

FROZEN_FILE = Path(__file__).with_name("frozen_references.jsonl")
GOLD_PATH = "gold/visas.jsonl"
_NOT_COUNTED = "non_texte"
_REPEATS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenLine:
    """A line of the record: its references as (key, start, end), spans in code points."""

    id: str
    text: str
    references: tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """A line to judge by: for each reference, the keys that are right for it; and the keys that do not count."""

    id: str
    text: str
    keys: tuple[frozenset[str], ...]
    kinds: tuple[str, ...]
    optional: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """Found, missed and needless references by kind; ``failures`` are (id, missed, needless)."""

    lines: int
    exact: int
    found: Counter[str]
    missed: Counter[str]
    needless: Counter[str]
    failures: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]

    @property
    def f1(self) -> float:
        """Over all kinds together."""
        return f1_of(self.found.total(), self.missed.total(), self.needless.total())


def f1_of(found: int, missed: int, needless: int) -> float:
    """Harmonic mean of precision and recall; 0 when nothing was found."""
    return 2 * found / (2 * found + missed + needless) if found else 0.0


def read_frozen(file: Path = FROZEN_FILE) -> list[FrozenLine]:
    """The record, in order."""
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    return [
        FrozenLine(
            id=row["id"],
            text=row["text"],
            references=tuple((one["key"], one["start"], one["end"]) for one in row["references"]),
        )
        for row in rows
    ]


def differences(lines: Sequence[FrozenLine]) -> list[str]:
    """Each reference gained (+) or lost (-) against the record, with its line."""
    told: list[str] = []
    for line in lines:
        now = [(one.key, one.start, one.end) for one in recognise(line.text)]
        for sign, ones in (("-", set(line.references) - set(now)), ("+", set(now) - set(line.references))):
            told.extend(f"{sign} {line.id} {key} {line.text[low:high]!r}" for key, low, high in sorted(ones))
    return told


def frozen_expected(lines: Sequence[FrozenLine]) -> list[Expected]:
    """The record as a set to judge by: keys alone."""
    return [
        Expected(
            id=line.id,
            text=line.text,
            keys=tuple(frozenset({key}) for key, _, _ in line.references if key != _NOT_COUNTED),
            kinds=tuple(kind_of(key) for key, _, _ in line.references if key != _NOT_COUNTED),
            optional=frozenset(),
        )
        for line in lines
    ]


def read_gold(file: Path) -> list[Expected]:
    """The gold visas; what its README calls optional is so."""
    found = []
    for line in file.read_text("utf-8").splitlines():
        row = json.loads(line)
        texts = [one for one in row["expected"] if one["kind"] != _NOT_COUNTED]
        free = {key for one in texts if one["key"].endswith(":sd") for key in (one["key"], *one.get("alt", ()))}
        counted = [one for one in texts if not one["key"].endswith(":sd")]
        found.append(
            Expected(
                id=row["id"],
                text=row["text"],
                keys=tuple(frozenset({one["key"], *one.get("alt", ())}) for one in counted),
                kinds=tuple(one["kind"] for one in counted),
                optional=frozenset(row.get("optional", ())) | free,
            )
        )
    return found


def kind_of(key: str) -> str:
    """The kind that a key tells."""
    head = key.partition(":")[0]
    known = ("loi", "ordonnance", "decret", "arrete", "deliberation", "circulaire", "avis", "convention", "ue", "code")
    return head if head in (*known, "constitution") else "code_article"


def judge(lines: Sequence[Expected], keys_of: Callable[[str], set[str]] | None = None) -> Judged:
    """Compares what is recognised (or what ``keys_of`` gives) with what is expected."""
    found, missed, needless = Counter[str](), Counter[str](), Counter[str]()
    failures = []
    for line in lines:
        now = (keys_of or recognised_keys)(line.text)
        left = set(now)
        lost = []
        for keys, kind in zip(line.keys, line.kinds, strict=True):
            if keys & now:
                found[kind] += 1
                left -= keys
            else:
                missed[kind] += 1
                lost.append(min(keys))
        left -= line.optional
        needless.update(kind_of(key) for key in left)
        if lost or left:
            failures.append((line.id, tuple(lost), tuple(sorted(left))))
    return Judged(
        lines=len(lines),
        exact=len(lines) - len(failures),
        found=found,
        missed=missed,
        needless=needless,
        failures=tuple(failures),
    )


def recognised_keys(text: str) -> set[str]:
    """The keys of a text, « non_texte » aside."""
    return {one.key for one in recognise(text)} - {_NOT_COUNTED}


def lines_a_second(texts: Sequence[str]) -> float:
    """Lines a second of processor time on one core, after one pass."""
    for text in texts:
        recognise(text)
    begun = process_time()
    for _ in range(_REPEATS):
        for text in texts:
            recognise(text)
    return _REPEATS * len(texts) / (process_time() - begun)


def report(name: str, judged: Judged, speed: float, failures: int) -> list[str]:
    """The figures of a set, one line a kind."""
    share = judged.exact / max(1, judged.lines)
    told = [f"{name}: {judged.exact}/{judged.lines} exact lines ({share:.3f}), F1 {judged.f1:.3f}, {speed:.0f} lines/s"]
    for kind in sorted(judged.found | judged.missed | judged.needless):
        counts = judged.found[kind], judged.missed[kind], judged.needless[kind]
        told.append(
            f"  {kind:14} found {counts[0]:3} missed {counts[1]:3} needless {counts[2]:3} F1 {f1_of(*counts):.3f}"
        )
    told.extend(
        f"  {name} {one}: missed {list(lost)}, needless {list(left)}" for one, lost, left in judged.failures[:failures]
    )
    return told


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the figures of both sets."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--diff", action="store_true", help="what changed against the frozen record, and nothing else")
    parser.add_argument("--failures", type=int, default=0, metavar="N", help="show the first N lines that went wrong")
    asked = parser.parse_args(arguments)
    frozen = read_frozen()
    if asked.diff:
        told = differences(frozen)
        sys.stdout.write("\n".join([*told, f"{len(told)} differences in {len(frozen)} lines"]) + "\n")
        return 1 if told else 0
    sets = [("frozen", frozen_expected(frozen))]
    shared = os.environ.get("PARVIS_SHARED_DATA", "")
    gold = Path(shared) / GOLD_PATH
    if shared and gold.exists():
        sets.append(("gold", read_gold(gold)))
    for name, lines in sets:
        told = report(name, judge(lines), lines_a_second([line.text for line in lines]), asked.failures)
        sys.stdout.write("\n".join(told) + "\n")
    if len(sets) == 1:
        sys.stdout.write(f"gold: SKIPPED (no {GOLD_PATH} in PARVIS_SHARED_DATA)\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
