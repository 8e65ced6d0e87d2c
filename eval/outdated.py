"""Which planted outdated facts the rules find, and which look-alikes they take for one.

    python -m eval.outdated [--split dev|forms|test|test2] [--misses]

Reads a half of ``eval/planted`` as an ingestion does, on its day. A case is found when its own rule observes words of
its first place; it is a false alarm when the rule does so on a look-alike. Prints figures and asserts none.
``test2`` judges only: what it misses is not listed.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence

from clarity.observation import Observation
from clarity.outdated.detecting import outdated
from clarity.outdated.replaced_versions import replaced_versions
from clarity.read_text import read_passages
from domain.ids import DocumentId
from domain.ports import DocumentStore
from eval.contradictions import SETS, planted_documents
from eval.intervals import Share
from eval.planted_set import FRESH_SPLIT, PLANTED_DAY, OutdatedCase, read_outdated_cases

Observed = dict[str, tuple[Observation, ...]]
"""By path, what the rules observe of a document."""


def observed(split: str) -> Observed:
    """Every observation on the documents of a half."""
    with planted_documents(split) as (store, _):
        return observed_in(store)


def observed_in(store: DocumentStore) -> Observed:
    """Every observation on the documents of a store, each alone and beside the others (ST-06), on ``PLANTED_DAY``."""
    documents = list(store.documents())
    beside: dict[DocumentId | None, list[Observation]] = defaultdict(list)
    for one in replaced_versions(documents, PLANTED_DAY):
        beside[one.place.document_id].append(one)
    return {
        document.path: (
            *outdated(read_passages(document, store.passages_of(document.id)), PLANTED_DAY),
            *beside[document.id],
        )
        for document in documents
    }


def is_found(case: OutdatedCase, found: Observed) -> bool:
    """Whether the rule of a case observes words of its place, or its place within a longer passage."""
    place = case.places[0]
    quotes = (" ".join(one.place.quote.split()) for one in found.get(place.path, ()) if one.rule == case.rule)
    return any(quote in place.quote or place.quote in quote for quote in quotes)


def lines_of(cases: Sequence[OutdatedCase], found: Observed, *, misses: bool) -> Iterator[str]:
    """The figures, then what was missed or wrongly found."""
    real, alike = [c for c in cases if c.outdated], [c for c in cases if not c.outdated]
    hits, alarms = [c for c in real if is_found(c, found)], [c for c in alike if is_found(c, found)]
    yield f"outdated facts found: {Share(hits=len(hits), total=len(real))}"
    yield f"look-alikes alarmed: {Share(hits=len(alarms), total=len(alike))}"
    if misses:
        yield from (f"    missed {case.id} {case.rule}: {case.note}" for case in real if case not in hits)
        yield from (f"    alarmed {case.id} {case.rule}: {case.note}" for case in alarms)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures. Always 0: nothing is asserted."""
    parser = argparse.ArgumentParser(prog="python -m eval.outdated", description="Outdated facts, measured")
    parser.add_argument("--split", choices=sorted(SETS), default="dev", help="test: once, for a version")
    parser.add_argument("--misses", action="store_true", help="list what was missed and wrongly found")
    options = parser.parse_args(arguments)
    if options.misses and options.split == FRESH_SPLIT:
        parser.error("what is missed of the fresh half that judges is not looked at")
    folder, half = SETS[options.split]
    cases = [case for case in read_outdated_cases(folder) if case.split == half]
    sys.stdout.write(f"{options.split}:\n")
    for line in lines_of(cases, observed(options.split), misses=options.misses):
        sys.stdout.write(line + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
