"""How many typed facts the development documents hold, and which figures no typed fact covers.

    PARVIS_SHARED_DATA=… python -m eval.facts [--misses N] [commune …]

Reads documents as an ingestion does, then the typed facts of every passage. A figure that looks like money, an
hour, a rate or a phone number and that no fact covers is a miss: the shapes met most often are printed, digits masked.
Then the marker families of the annotated sentences: how many faulty and clean ones hold each, and how many annotated
exceptions an exception, a contrast or an open door touches. Prints figures and asserts none.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from domain.ids import CommuneSlug, SourceName
from domain.passage import Passage
from eval.answer_sets import read_lines
from eval.bench_reading import KINDS, measure
from eval.retrieval import shared_data
from french.facts import facts_in
from french.markers import MarkerFamily, markers_in
from french.typed_span import flat
from ingest.cage.pool import Cage
from storage.opening import Installation, open_installation

# What looks like a fact of a kind, on flat text, read far more loosely than the facts themselves.
_LOOKS_LIKE = {
    "€": re.compile(r"\d ?(?:€|euros?\b)"),
    "h": re.compile(r"\d ?h(?:eures?)?(?![a-z])"),
    "%": re.compile(r"\d ?(?:%|pour ?cents?\b)"),
    "phone": re.compile(r"(?<!\d)0\d(?:[ .\-/]?\d\d){4}(?!\d)"),
    "date": re.compile(
        r"\d{1,2}(?:er)? (?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre)\b"
    ),
    "ans": re.compile(r"\d ?ans?\b"),
    "@": re.compile(r"\w ?@ ?\w"),
}
_AROUND = 14
"""Code points shown on each side of a miss."""

_EXCEPTIONS = frozenset({MarkerFamily.EXC, MarkerFamily.OPP, MarkerFamily.OPEN})


@dataclass(slots=True, kw_only=True)
class Coverage:
    """Counts over passages: facts a kind, figures that look like one, and the shapes of those that none covers."""

    passages: int = 0
    characters: int = 0
    seconds: float = 0.0
    facts: Counter[str] = field(default_factory=Counter)
    seen: Counter[str] = field(default_factory=Counter)
    misses: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, text: str) -> None:
        """Read one passage."""
        start = perf_counter()
        facts = facts_in(text)
        self.seconds += perf_counter() - start
        self.passages += 1
        self.characters += len(text)
        self.facts.update(fact.kind.value for fact in facts)
        line = flat(text)
        for name, pattern in _LOOKS_LIKE.items():
            for m in pattern.finditer(line):
                self.seen[name] += 1
                if not any(fact.start <= m.start() < fact.end for fact in facts):
                    self.misses.setdefault(name, Counter())[shape(line, m.start(), m.end())] += 1


def shape(line: str, start: int, end: int) -> str:
    """What stands around a figure on its line, digits masked, so that like misses count together."""
    first = max(line.rfind("\n", 0, start) + 1, start - _AROUND)
    last = line.find("\n", end)
    around = line[first : min(last if last >= 0 else len(line), end + _AROUND)]
    return re.sub(r"\d", "9", around)


def passages_of(installation: Installation, communes: Sequence[str]) -> Iterator[Passage]:
    """Every passage of every indexed document of the communes."""
    for name in communes:
        store = installation.commune(CommuneSlug(name)).documents
        for source in KINDS:
            for document in store.documents(SourceName(source)):
                yield from store.passages_of(document.id)


def read_documents(data: Path, only: Sequence[str]) -> Coverage:
    """The coverage over ``data``/docs, ingested into a folder that is then deleted."""
    coverage = Coverage()
    with TemporaryDirectory() as folder:
        installation = open_installation(Path(folder))
        try:
            with Cage(workers=2) as cage:
                measured = measure(data, installation, cage, only)
            for passage in passages_of(installation, sorted({one.folder.name for one in measured})):
                coverage.add(passage.text)
        finally:
            installation.close()
    return coverage


def marker_lines(rows: Sequence[Mapping[str, object]]) -> Iterator[str]:
    """Families over annotated sentences: how many faulty and clean ones hold each; annotated exceptions touched."""
    clean = [markers_in(str(row["text"])) for row in rows if row["clean"]]
    faulty = [markers_in(str(row["text"])) for row in rows if not row["clean"]]
    for family in MarkerFamily:
        hits = [sum(any(m.family is family for m in markers) for markers in group) for group in (faulty, clean)]
        yield f"{family.value:6} {hits[0]:4} of {len(faulty)} faulty {hits[1]:4} of {len(clean)} clean"
    touched = total = 0
    for row in rows:
        text, spans = str(row["text"]), row["exception_spans"]
        for span in spans if isinstance(spans, list) else []:
            start = text.find(str(span))
            total += 1
            near = range(start - 20, start + len(str(span)))
            touched += start >= 0 and any(m.family in _EXCEPTIONS and m.start in near for m in markers_in(text))
    yield f"annotated exceptions with an EXC, OPP or OPEN marker in or just before them: {touched} of {total}"


def coverage_lines(coverage: Coverage, shown: int) -> Iterator[str]:
    """The figures, then for each look the ``shown`` shapes missed most often."""
    rate = coverage.seconds / max(coverage.passages, 1) * 1000
    yield f"{coverage.passages} passages, {coverage.characters} code points, {rate:.2f} ms a passage"
    yield "facts: " + ", ".join(f"{kind} {count}" for kind, count in coverage.facts.most_common())
    for name, seen in coverage.seen.most_common():
        misses = coverage.misses.get(name, Counter())
        missed = sum(misses.values())
        yield f"{name}: {seen - missed} of {seen} covered ({(seen - missed) / seen:.1%})"
        yield from (f"    {count:4} {text}" for text, count in misses.most_common(shown))


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Always 0: nothing is asserted."""
    parser = argparse.ArgumentParser(prog="python -m eval.facts", description="Typed facts, measured")
    parser.add_argument("communes", nargs="*", help="folder names; all when empty")
    parser.add_argument("--misses", type=int, default=12, help="shapes to print for each kind of figure")
    options = parser.parse_args(arguments)
    data = shared_data()
    if data is None:
        sys.stdout.write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside documents\n")
        return 0
    for line in coverage_lines(read_documents(data, options.communes), options.misses):
        sys.stdout.write(line + "\n")
    for line in marker_lines(read_lines(data / "gold" / "sentences.jsonl")):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
