"""Which planted contradictions the detectors find, and which look-alikes they take for one.

    python -m eval.contradictions [--split dev|forms|test|test2] [--misses]

Reads a half of ``eval/planted`` as an ingestion does, as a source of the sample commune, and compares its documents.
With PARVIS_SHARED_DATA, ``--real COMMUNE …`` prints every alarm of development communes, to be read by a person.
A contradiction is found when one observation of a rule of the family holds both its places; a look-alike is an alarm
when any does, « à vérifier » (CT-05) too. Prints figures and asserts none. ``test2`` judges only: what it
misses is not listed.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from clarity.contradictory.detecting import compared, kept_of
from clarity.contradictory.wording import town_words
from clarity.observation import Observation
from clarity.read_text import read_passages
from domain.clock import SystemClock
from domain.ids import CommuneSlug, SourceName
from domain.in_force import ActsInForce
from domain.ports import DocumentStore
from domain.profile import CommuneProfile, Service
from eval.bench_reading import measure
from eval.intervals import Share
from eval.planted_set import (
    FRESH_PLANTED,
    FRESH_SPLIT,
    PLANTED,
    PLANTED_DAY,
    PLANTED_FORMS,
    PlantedPair,
    read_planted_pairs,
)
from eval.retrieval import shared_data
from eval.routing import sample_profile
from ingest.cage.pool import Cage
from ingest.source_run import ingest_source
from storage.opening import open_installation

SOURCE = SourceName("planted")
SETS = {
    "dev": (PLANTED, "dev"),
    "forms": (PLANTED_FORMS, "dev"),
    "test": (PLANTED, "test"),
    FRESH_SPLIT: (FRESH_PLANTED, FRESH_SPLIT),
}
"""Folder and half of each set. « forms » is for development as « dev » is; the others judge, once for a version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """What was observed of a commune's documents. ``paths`` by document; times in seconds."""

    observations: tuple[Observation, ...]
    paths: dict[str, str]
    reading_s: float
    comparing_s: float

    def pairs(self) -> Iterator[frozenset[tuple[str, str]]]:
        """For each observation, (path, quote) of its places."""
        for one in self.observations:
            places = (one.place, *one.related)
            yield frozenset((self.paths[place.document_id or ""], place.quote) for place in places)


def compare(store: DocumentStore, profile: CommuneProfile) -> Compared:
    """Compare every document of a store on the planted day."""
    documents = {document.id: document for document in store.documents()}
    start = perf_counter()
    kept = {one: kept_of(read_passages(document, store.passages_of(one))) for one, document in documents.items()}
    read = perf_counter()
    acts = ActsInForce(documents.values(), store.decisions(), store.successions())
    found = tuple(compared(documents, kept, town_words(profile), acts, PLANTED_DAY))
    return Compared(
        observations=found,
        paths={one: document.path for one, document in documents.items()},
        reading_s=read - start,
        comparing_s=perf_counter() - read,
    )


def compare_planted(split: str) -> Compared:
    """What is observed of a half of the planted documents."""
    with planted_documents(split) as (store, profile):
        return compare(store, profile)


@contextmanager
def planted_documents(split: str) -> Iterator[tuple[DocumentStore, CommuneProfile]]:
    """A half of the planted documents, ingested as a source of the sample commune; deleted at the end."""
    profile = sample_profile()
    with TemporaryDirectory() as folder:
        installation = open_installation(Path(folder))
        try:
            stores = installation.add_commune(profile.slug, profile.name)
            folder_of, half = SETS[split]
            with Cage(workers=1) as cage:
                clock = SystemClock()
                ingest_source(folder_of / half, SOURCE, profile, stores.documents, stores.originals, clock, cage)
            yield stores.documents, profile
        finally:
            installation.close()


def is_found(pair: PlantedPair, found: Compared) -> bool:
    """Whether one observation holds both places of a pair."""
    wanted = {(place.path, " ".join(place.quote.split())) for place in pair.places}
    return any(
        all(any(path == p and quote in " ".join(q.split()) for p, q in held) for path, quote in wanted)
        for held in found.pairs()
    )


def planted_lines(split: str, *, misses: bool) -> Iterator[str]:
    """The figures of a half, then what was missed or wrongly found."""
    found = compare_planted(split)
    folder, half = SETS[split]
    pairs = [pair for pair in read_planted_pairs(folder) if pair.split == half]
    real, alike = [p for p in pairs if p.contradiction], [p for p in pairs if not p.contradiction]
    hits, alarms = [p for p in real if is_found(p, found)], [p for p in alike if is_found(p, found)]
    yield f"{split}: contradictions found: {Share(hits=len(hits), total=len(real))}"
    yield f"{split}: look-alikes alarmed: {Share(hits=len(alarms), total=len(alike))}"
    yield f"{split}: observations in all: {len(found.observations)}"
    if misses:
        yield from (f"    missed {pair.id} {pair.kind}: {pair.note}" for pair in real if pair not in hits)
        yield from (f"    alarmed {pair.id} {pair.kind}: {pair.note}" for pair in alarms)


def real_lines(data: Path, communes: Sequence[str]) -> Iterator[str]:
    """Every alarm of development communes, with both passages."""
    with TemporaryDirectory() as folder, Cage(workers=2) as cage:
        installation = open_installation(Path(folder))
        try:
            names = sorted({one.folder.name for one in measure(data, installation, cage, communes)})
            for name in names:
                slug = CommuneSlug(name)
                services = (Service(slug="mairie", name="Mairie", aliases=("mairie",)),)
                profile = CommuneProfile(slug=slug, name=name.rpartition("-")[0].replace("-", " "), services=services)
                found = compare(installation.commune(slug).documents, profile)
                times = f"read in {found.reading_s:.1f} s, compared in {found.comparing_s:.2f} s"
                yield f"{name}: {len(found.paths)} documents, {len(found.observations)} alarms, {times}"
                for one in found.observations:
                    yield f"  {one.rule} {one.measures[0][1]}"
                    for place in (one.place, *one.related):
                        yield f"    {found.paths[place.document_id or '']} « {place.quote} »"
        finally:
            installation.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Always 0: nothing is asserted."""
    parser = argparse.ArgumentParser(prog="python -m eval.contradictions", description="Contradictions, measured")
    parser.add_argument("--split", choices=sorted(SETS), default="dev", help="test: once, for a version")
    parser.add_argument("--misses", action="store_true", help="list what was missed and wrongly found")
    parser.add_argument("--real", nargs="*", metavar="COMMUNE", help="alarms of development communes; all when empty")
    options = parser.parse_args(arguments)
    if options.misses and options.split == FRESH_SPLIT:
        parser.error("what is missed of the fresh half that judges is not looked at")
    data = shared_data()
    if options.real is None:
        lines = planted_lines(options.split, misses=options.misses)
    elif data is None:
        lines = iter(("SKIPPED: PARVIS_SHARED_DATA names no folder of outside documents",))
    else:
        lines = real_lines(data, options.real)
    for line in lines:
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
