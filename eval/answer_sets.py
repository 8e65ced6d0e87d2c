"""The two question sets that judge answers: the sample commune's, written by us, and the gold one on real communes.

Finds the documents of each commune, says which folders are its sources, and turns annotations into
``Expectation``. The gold set is found through the environment variable ``PARVIS_SHARED_DATA`` only.
"""

import hashlib
import json
import os
import tomllib
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from eval.answer_scoring import Expectation, Page

SHARED_DATA = "PARVIS_SHARED_DATA"
GOLD_QUESTIONS = "gold/questions.jsonl"
GOLD_COMMUNES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "Île-de-Bréhat": ("ile-de-brehat-22", ("sites/ile-de-brehat-22",)),
    "Pierrefonds": ("pierrefonds-60", ("pdf/pierrefonds-60", "misc/pierrefonds-60-web-md")),
    "Flaux": ("flaux-30", ("pdf/flaux-30", "sites/flaux-30")),
    "Couthenans": ("couthenans-70", ("pdf/couthenans-70", "sites/couthenans-70")),
    "Roppe": ("roppe-90", ("pdf/roppe-90", "sites/roppe-90")),
    "CIAS du Sud de Mayotte": ("cias-ccsud", ("sites/cias-ccsud",)),
    "Criel-sur-Mer": ("criel-sur-mer-76", ("sites/criel-sur-mer-76",)),
    "Antheuil-Portes": ("antheuil-portes-60", ("pdf/antheuil-portes-60", "sites/antheuil-portes-60")),
}
"""Display name in the gold set: slug, folders under ``docs/``. The first part of a folder names its source."""

SHARED_SOURCE = "servicepublic/fiches-txt"
"""The national fiches, one more source of every commune, as in the reference figure « filtré sur la commune »."""


GOLD_DAY = "2026-05-04"
SAMPLE_DAY = "2026-11-24"
"""The days on which the questions are asked, so that a figure does not move with the calendar: just after the newest
gold documents, and the day on which the sample commune's calendar stops (corpus/README.md)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFolder:
    """A source to ingest; ``prefix`` is what annotations write before the path inside it, empty or ending in ``/``."""

    name: str
    folder: Path
    prefix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneSet:
    """The questions of one commune. ``lines`` are what ``parvis answer`` reads; ``profile``: commune.toml."""

    slug: str
    name: str
    is_real: bool
    sources: tuple[SourceFolder, ...]
    lines: tuple[Mapping[str, object], ...]
    expectations: tuple[Expectation, ...]
    profile: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """A set by its name in ``floors.toml``; ``digest`` covers the questions and every byte of the documents."""

    name: str
    communes: tuple[CommuneSet, ...]
    digest: str


def shared_data() -> Path | None:
    """The folder of outside data, None when the variable is not set or names nothing."""
    value = os.environ.get(SHARED_DATA, "")
    return Path(value) if value and Path(value).is_dir() else None


def gold_set(data: Path) -> QuestionSet:
    """The gold questions, one commune at a time. Raises OSError when a file of the set is missing."""
    docs = data / "docs"
    by_commune: dict[str, list[Mapping[str, object]]] = defaultdict(list)
    for record in read_lines(data / GOLD_QUESTIONS):
        by_commune[str(record["commune"])].append(record)
    communes = tuple(_gold_commune(docs, name, by_commune[name]) for name in GOLD_COMMUNES if name in by_commune)
    folders = {source.folder for commune in communes for source in commune.sources}
    return QuestionSet(name="gold", communes=communes, digest=digest_of([data / GOLD_QUESTIONS, *sorted(folders)]))


def _gold_commune(docs: Path, name: str, records: Sequence[Mapping[str, object]]) -> CommuneSet:
    slug, folders = GOLD_COMMUNES[name]
    sources = tuple(
        SourceFolder(name=folder.split("/")[0], folder=docs / folder, prefix=f"{folder}/")
        for folder in (*folders, SHARED_SOURCE)
    )
    return _commune_set(slug=slug, name=name, is_real=True, sources=sources, records=records, day=GOLD_DAY)


def sample_set(profile: Path) -> QuestionSet:
    """The sample commune's questions: ``profile`` is its commune.toml, ``questions.jsonl`` lies beside it."""
    questions = profile.parent / "questions.jsonl"
    slug, name, sources = read_profile(profile)
    commune = _commune_set(
        slug=slug,
        name=name,
        is_real=False,
        sources=sources,
        records=read_lines(questions),
        day=SAMPLE_DAY,
        profile=profile,
    )
    folders = [source.folder for source in sources]
    return QuestionSet(name="sample", communes=(commune,), digest=digest_of([questions, profile, *folders]))


def read_profile(profile: Path) -> tuple[str, str, tuple[SourceFolder, ...]]:
    """Slug, display name and sources of a ``commune.toml`` that the product accepts; nothing else is read here."""
    table = tomllib.loads(profile.read_text(encoding="utf-8"))
    sources = tuple(
        SourceFolder(name=str(entry["name"]), folder=profile.parent / str(entry["folder"]), prefix="")
        for entry in table.get("source", [])
    )
    return str(table["commune"]["slug"]), str(table["commune"]["name"]), sources


def _commune_set(
    *,
    slug: str,
    name: str,
    is_real: bool,
    sources: tuple[SourceFolder, ...],
    records: Sequence[Mapping[str, object]],
    day: str,
    profile: Path | None = None,
) -> CommuneSet:
    twins = twins_of(sources)
    return CommuneSet(
        slug=slug,
        name=name,
        is_real=is_real,
        sources=sources,
        lines=tuple(question_line(record, slug, day) for record in records),
        expectations=tuple(expectation(r, slug, sources, twins, is_real=is_real) for r in records),
        profile=profile,
    )


def question_line(record: Mapping[str, object], slug: str, day: str) -> dict[str, object]:
    """What the command is told of a question, asked on ``day`` unless it says: never anything of the annotation."""
    line: dict[str, object] = {"id": record["id"], "question": record["question"], "commune": slug, "date": day}
    return line | {key: record[key] for key in ("history", "date") if record.get(key)}


def expectation(
    record: Mapping[str, object],
    slug: str,
    sources: Sequence[SourceFolder],
    twins: Mapping[tuple[str, str], frozenset[tuple[str, str]]],
    *,
    is_real: bool,
) -> Expectation:
    """An annotation in the terms of the scoring; a page of a file holds for every file with the same bytes.

    Only the page of the annotation, those of ``also_ok`` and that of an ``exception`` said elsewhere are right; the
    pages of ``conflict`` are kept apart.
    """
    answering = [*_places(record), *_records(record, "also_ok"), *_exceptions(record)] if _places(record) else []
    return Expectation(
        id=str(record["id"]),
        kind=str(record["kind"]),
        commune=slug,
        is_real=is_real,
        pages=_pages(answering, record, sources, twins),
        expected=_strings(record.get("expected")) if answering else (),
        must_not=_strings(record.get("must_not")),
        conflicts=tuple(str(c["span"]) for c in _records(record, "conflict") if c.get("span")),
        conflict_pages=_pages(_records(record, "conflict"), record, sources, twins),
        spans=tuple(str(record[key]) for key in ("answer_span", "exception_span") if record.get(key)),
        is_scan=bool(record.get("scan")),
        split=str(record.get("split") or ""),
    )


def _pages(
    places: Iterable[Mapping[str, object]],
    record: Mapping[str, object],
    sources: Sequence[SourceFolder],
    twins: Mapping[tuple[str, str], frozenset[tuple[str, str]]],
) -> frozenset[Page]:
    pages: set[Page] = set()
    for place in places:
        number = None if place.get("page") is None else int(str(place["page"]))
        located = locate(str(place["source_path"]), str(place.get("source") or record.get("source") or ""), sources)
        pages |= {Page(source, path, number) for source, path in twins.get(located, frozenset({located}))}
    return frozenset(pages)


def locate(path: str, source: str, sources: Sequence[SourceFolder]) -> tuple[str, str]:
    """(source, path in it) of an annotated path, NFC. Raises ValueError when no source of the commune holds it."""
    path = unicodedata.normalize("NFC", path)
    if source:
        return source, path
    for candidate in sources:
        prefix = unicodedata.normalize("NFC", candidate.prefix)
        if prefix and path.startswith(prefix):
            return candidate.name, path.removeprefix(prefix)
    raise ValueError(f"{path} is in none of the sources {[s.name for s in sources]}: correct the annotation")


def twins_of(sources: Iterable[SourceFolder]) -> dict[tuple[str, str], frozenset[tuple[str, str]]]:
    """For each file of the sources, the files with the same bytes, itself included."""
    groups: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for source in sources:
        for file in sorted(p for p in source.folder.rglob("*") if p.is_file()):
            path = unicodedata.normalize("NFC", file.relative_to(source.folder).as_posix())
            groups[hashlib.sha256(file.read_bytes()).hexdigest()].add((source.name, path))
    return {key: frozenset(group) for group in groups.values() for key in group}


def digest_of(places: Iterable[Path]) -> str:
    """SHA-256, in hexadecimal, of files and of all files of folders: their names and their bytes."""
    total = hashlib.sha256()
    for place in places:
        files = sorted(p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place]
        for file in files:
            name = file.relative_to(place).as_posix() if place.is_dir() else file.name
            total.update(unicodedata.normalize("NFC", name).encode() + b"\0")
            total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def read_lines(path: Path) -> list[Mapping[str, object]]:
    """The objects of a JSON Lines file. Raises OSError, or ValueError on a line that is not an object."""
    records: list[Mapping[str, object]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip():
            record = json.loads(line)
            if not isinstance(record, dict):
                raise ValueError(f"{path.name}, line {number}: an object is expected")
            records.append(record)
    return records


def _places(record: Mapping[str, object]) -> list[Mapping[str, object]]:
    return [record] if record.get("source_path") else []


def _exceptions(record: Mapping[str, object]) -> list[Mapping[str, object]]:
    place = record.get("exception")
    return [place] if isinstance(place, dict) else []


def _records(record: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = record.get(key) or []
    return value if isinstance(value, list) else []


def _strings(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return tuple(str(v) for v in value) if isinstance(value, list) else (str(value),)
