"""Archives of LEGI taken into a legal base, in order, each once; killed anywhere, it goes on and ends the same.

Suppressions go before additions: a path that is removed and brought again in one increment must stay.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from domain.errors import BadInput
from domain.legal_base import Coverage
from domain.legal_record import Record, RecordedArticle, Removal
from ingest.legi.archive_names import ArchiveName, ArchivePlan, archive_name, plan_archives
from ingest.legi.lxml_records import RefusedFile, read_member
from ingest.legi.member_paths import is_suppression_list, member_path, removals
from ingest.legi.tar_archive import Member, members
from prompts import catalogue
from storage.sqlite_legal_base import SqliteLegalBase
from storage.sqlite_legal_build import Advance, LegalBuild

BATCH = 2_000
"""Files of one commit: half a second of work lost by a kill, some ten megabytes held."""

NAMED = 20
"""Refused files that are named; the others are counted."""

_IDENTITY_BYTES = 65_536

Told = Callable[[str, int, int], None]
"""Hears of an archive's name, of bytes read, of how many bytes."""


@dataclass(slots=True, kw_only=True)
class Imported:
    """What an import did."""

    archives: list[Advance] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    unreadable_lines: int = 0


def plan_import(found: Sequence[ArchiveName], served: SqliteLegalBase | None) -> ArchivePlan:
    """What to apply on the base that serves. Raises BadInput when increments have nothing to stand on."""
    rows = [] if served is None else [row for row in served.archives() if row[1] != "intervalles"]
    plan = plan_archives(found, {row[0] for row in rows}, max((row[2] for row in rows), default=""))
    if plan.apply and plan.apply[0].is_increment and not rows:
        raise BadInput("increments alone make no base: give the full archive (Freemium_legi_global_….tar.gz) with them")
    return plan


def archives_in(source: Path) -> dict[ArchiveName, Path]:
    """The LEGI archives of a folder, or the one given. Raises BadInput when there is none."""
    files = sorted(source.iterdir()) if source.is_dir() else [source]
    found = {name: file for file in files if (name := archive_name(file.name)) is not None}
    if not found:
        raise BadInput(f"{source} holds no LEGI archive (LEGI_YYYYMMDD-HHMMSS.tar.gz) and no file of intervals")
    return found


def import_archives(build: LegalBuild, plan: ArchivePlan, files: dict[ArchiveName, Path], told: Told) -> Imported:
    """Take each archive of the plan in, then say what the base covers. Raises BadInput naming an unusable archive."""
    done = Imported()
    for name in plan.apply:
        done.archives.append(_take(build, name, files[name], done, told))
    _cover(build, plan)
    return done


def _take(build: LegalBuild, name: ArchiveName, file: Path, done: Imported, told: Told) -> Advance:
    identity = _identity(file)
    kind = "increment" if name.is_increment else "global"
    at = build.advance(name.name)
    if at is None or at.identity != identity:
        at = Advance(name=name.name, kind=kind, stamp=name.stamp, identity=identity)
    if at.state == "fini":
        return at
    if name.is_increment and at.members == 0:
        at = _suppress(build, file, at, done)
    size = file.stat().st_size
    batch: list[Member] = []
    for member in members(file, skip=at.members):
        batch.append(member)
        if len(batch) == BATCH:
            at = _keep(build, batch, at, done)
            told(name.name, member.taken, size)
            batch = []
    at = _keep(build, batch, replace(at, state="fini"), done)
    told(name.name, size, size)
    return at


def _suppress(build: LegalBuild, file: Path, at: Advance, done: Imported) -> Advance:
    listed: list[Removal] = []
    for member in members(file, wanted=is_suppression_list):
        for one in removals(member.data.decode("ascii", errors="replace")):
            if isinstance(one, Removal):
                listed.append(one)
            else:
                done.unreadable_lines += 1
    gone = build.remove(listed, at)
    return replace(at, removed=gone)


def _keep(build: LegalBuild, batch: Sequence[Member], at: Advance, done: Imported) -> Advance:
    records: list[Record] = []
    refused = 0
    for member in batch:
        where = member_path(member.path)
        if where is None:
            continue
        try:
            record = read_member(where, member.data, member.written_at)
        except RefusedFile as reason:
            refused += 1
            if len(done.refused) < NAMED:
                done.refused.append(f"{where.legi_id}: {reason}")
            continue
        if record is not None:
            records.append(record)
    articles = sum(isinstance(record, RecordedArticle) for record in records)
    after = replace(
        at,
        members=at.members + len(batch),
        articles=at.articles + articles,
        texts=at.texts + len(records) - articles,
        refused=at.refused + refused,
    )
    build.write(records, after)
    return after


def _cover(build: LegalBuild, plan: ArchivePlan) -> None:
    """Codes are complete with their repealed articles; texts only where the folder of repealed texts was there."""
    until = plan.apply[-1].day
    holds_repealed = build.has_folder("TNC_non_vigueur")
    missing = [catalogue.text("legal_base.missing", since=str(one), until=str(other)) for one, other in plan.missing]
    note, unknown = " ".join(missing), catalogue.text("legal_base.no_repealed")
    kinds = {"loi", "ordonnance", "decret", "arrete", "texte"}
    covered = [
        Coverage(
            subject=subject,
            since=None,
            until=until,
            source=f"LEGI ({plan.apply[-1].name})",
            is_complete=holds_repealed if subject in kinds else True,
            note=note if holds_repealed or subject not in kinds else f"{note} {unknown}".strip(),
        )
        for subject in sorted(build.subjects())
    ]
    build.cover(covered)
    build.say("loaded_until", until.isoformat())
    build.say("missing", "; ".join(f"from {one} to {other}" for one, other in plan.missing))


def _identity(file: Path) -> str:
    """Size and beginning of an archive: another file under one name is read again from its start."""
    try:
        with file.open("rb") as opened:
            head = hashlib.sha256(opened.read(_IDENTITY_BYTES)).hexdigest()[:16]
        return f"{file.stat().st_size}-{head}"
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}") from error
