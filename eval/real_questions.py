"""The judging set on real communes: ``real_questions.jsonl`` and the documents, as questions and expectations.

The file holds the questions in our own words and, of the documents, only digests, offsets and checks: nothing of them
can be read from it. With the documents (``PARVIS_SHARED_DATA``) each place is read back; a file or a page that is no
longer what was annotated is an error, never a question silently left out. Conventions: ``docs/question-sets.md``.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from eval.answer_scoring import Expectation, Page
from eval.answer_sets import (
    GOLD_COMMUNES,
    GOLD_DAY,
    SHARED_SOURCE,
    CommuneSet,
    QuestionSet,
    SourceFolder,
    digest_of,
    question_line,
    read_lines,
)
from eval.real_places import PlaceMoved, digest_of_file, resolve

REAL_QUESTIONS = Path(__file__).with_name("real_questions.jsonl")
VALUE_ROLES = ("value", "rule", "exception")
"""Roles whose words must all be in the answer."""
ANSWERING_ROLES = frozenset({*VALUE_ROLES, "also_ok", "conflict"})
ROLES = (*VALUE_ROLES, "also_ok", "conflict", "must_not", "near")
CONFLICT_OPENING = "signaler l'écart : "
"""What ``eval.values`` knows as the opening of an element that asks to tell of a gap."""


class Found(NamedTuple):
    """What a place says, and the pages that say it: one for each file with the same bytes."""

    role: str
    words: str
    pages: frozenset[Page]


Files = Mapping[str, Sequence[tuple[str, str, Path]]]
"""For each digest, the files of a commune that have it: source, path in it, file."""


def real_set(data: Path, questions: Path = REAL_QUESTIONS) -> QuestionSet:
    """Every commune of ``questions``. Raises PlaceMoved when a document or a page is no longer what was annotated,
    ValueError on a commune or a role that is unknown, OSError.
    """
    by_slug: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for record in read_lines(questions):
        by_slug[str(record["commune"])].append(record)
    known = {slug: (name, folders) for name, (slug, folders) in GOLD_COMMUNES.items()}
    if unknown := sorted(set(by_slug) - set(known)):
        raise ValueError(f"{questions.name}: no such commune: {', '.join(unknown)}")
    digests: dict[Path, str] = {}
    communes = tuple(
        _commune(data / "docs", slug, *known[slug], by_slug[slug], digests) for slug in known if slug in by_slug
    )
    folders = {source.folder for commune in communes for source in commune.sources}
    return QuestionSet(name="real", communes=communes, digest=digest_of([questions, *sorted(folders)]))


def _commune(
    docs: Path,
    slug: str,
    name: str,
    folders: Sequence[str],
    records: Sequence[Mapping[str, object]],
    digests: dict[Path, str],
) -> CommuneSet:
    sources = tuple(
        SourceFolder(name=folder.split("/")[0], folder=docs / folder, prefix=f"{folder}/")
        for folder in (*folders, SHARED_SOURCE)
    )
    files = files_by_digest(sources, digests)
    return CommuneSet(
        slug=slug,
        name=name,
        is_real=True,
        sources=sources,
        lines=tuple(question_line(record, slug, GOLD_DAY) for record in records),
        expectations=tuple(expectation(record, files) for record in records),
    )


def files_by_digest(sources: Iterable[SourceFolder], digests: dict[Path, str]) -> Files:
    """The files of ``sources`` by digest; ``digests`` remembers those of files already read."""
    files: dict[str, list[tuple[str, str, Path]]] = defaultdict(list)
    for source in sources:
        for file in sorted(path for path in source.folder.rglob("*") if path.is_file()):
            if file not in digests:
                digests[file] = digest_of_file(file)
            files[digests[file]].append(
                (source.name, unicodedata.normalize("NFC", file.relative_to(source.folder).as_posix()), file)
            )
    return files


def expectation(record: Mapping[str, object], files: Files) -> Expectation:
    """A record in the terms of the scoring: every ``value``, ``rule``, ``exception`` and ``conflict`` is expected."""
    found = [_found(place, str(record["id"]), files) for place in places_of(record)]
    said = {role: tuple(f.words for f in found if f.role == role) for role in ROLES}
    expected = tuple(f.words for f in found if f.role in VALUE_ROLES)
    right = [f.pages for f in found if f.role in VALUE_ROLES or f.role == "also_ok"]
    return Expectation(
        id=str(record["id"]),
        kind=str(record["kind"]),
        commune=str(record["commune"]),
        is_real=True,
        pages=frozenset().union(*right) if expected else frozenset(),
        expected=(*expected, *(f"{CONFLICT_OPENING}{words}" for words in said["conflict"])),
        rule=said["rule"],
        exception=said["exception"],
        must_not=said["must_not"],
        conflicts=said["conflict"],
        conflict_pages=frozenset().union(*(f.pages for f in found if f.role == "conflict")),
        spans=expected,
        is_scan=bool(record.get("scan")),
        split=str(record["split"]),
    )


def places_of(record: Mapping[str, object]) -> list[Mapping[str, object]]:
    """The places of a record. Raises ValueError when they are not a list."""
    places = record["places"]
    if not isinstance(places, list):
        raise ValueError(f"places must be a list, got {type(places).__name__}")
    return places


def _found(place: Mapping[str, object], question: str, files: Files) -> Found:
    role = str(place["role"])
    if role not in ROLES:
        raise ValueError(f"{question}: {role} is no role: one of {', '.join(ROLES)}")
    same = files.get(str(place["digest"]), ())
    if not same:
        raise PlaceMoved(
            f"{question}: no file of its commune has the digest {str(place['digest'])[:12]}…;"
            " get the documents of the annotation again, or annotate the question again"
        )
    page = None if place["page"] is None else int(str(place["page"]))
    try:
        words = str(place["label"]) if "label" in place else resolve(place, same[0][2])
    except PlaceMoved as error:
        raise PlaceMoved(f"{question}: {error}") from error
    pages = frozenset(Page(source, path, page) for source, path, _ in same)
    return Found(role, f"{words} {place['unit']}" if "unit" in place else words, pages)
