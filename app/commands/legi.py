"""``parvis legi``: the base of law that visas are checked against, loaded, kept up to date, described."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from answering.answer_json import JsonValue
from api.legal_json import coverage_json
from app.commands.options import settings_for
from app.commands.visas_force import day_given
from app.console import DataOption, JsonOption, bar, out, print_json
from app.legal import legal_file
from app.legi_building import building, construction
from app.legi_import import archives_in
from app.legi_intervals import are_intervals, import_intervals
from app.legi_loading import Loaded, load, served_base, update_from
from app.watching import WatchOutcome, outcome_json, outcome_line, watch_all
from domain.errors import BadInput
from storage.legal_starter import open_starter

DateOption = Annotated[
    str, typer.Option("--date", metavar="YYYY-MM-DD", help="Watch visas as on that day; today when empty.")
]

legi = typer.Typer(help="The base of law: load it, keep it up to date.", no_args_is_help=True)


@legi.callback()
def base_of_law() -> None:
    """The base of law: load it, keep it up to date."""


@legi.command("import")
def import_(
    source: Annotated[Path, typer.Argument(help="Folder of LEGI archives, one archive, or files of intervals.")],
    until: Annotated[str, typer.Option("--until", metavar="YYYY-MM-DD", help="For intervals: known until then.")] = "",
    at: DateOption = "",
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Load the base from files; the one that serves is replaced when all is read. Killed, it goes on where it was."""
    if not source.exists():
        raise BadInput(f"{source} is not there; give a folder of LEGI archives or of files of intervals")
    if are_intervals(source):
        _import_intervals(source, until, at, data, as_json=as_json)
        return
    settings, watched_on = settings_for(data), _watched_on(at)
    loaded = load(legal_file(settings), archives_in(source), quiet=as_json)
    tell_loaded(loaded, watch_all(settings, day=watched_on, quiet=as_json), as_json=as_json)


@legi.command()
def update(at: DateOption = "", data: DataOption = "", as_json: JsonOption = False) -> None:
    """Fetch what is new from DILA's server and load it; the first time, the full archive (over a gigabyte)."""
    settings, watched_on = settings_for(data), _watched_on(at)
    loaded = update_from(settings.legi_url, legal_file(settings), quiet=as_json)
    tell_loaded(loaded, watch_all(settings, day=watched_on, quiet=as_json), as_json=as_json)


@legi.command()
def status(
    data: DataOption = "",
    with_digest: Annotated[
        bool, typer.Option("--digest", help="SHA-256 of what the base says; reads all of it.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Say which base serves, what it covers and until when."""
    file = legal_file(settings_for(data))
    base = served_base(file)
    facts = base or open_starter()
    value: dict[str, JsonValue] = {
        "base": str(file) if base else "starter facts",
        "is_loaded": base is not None,
        "is_being_made": construction(file).exists(),
        "loaded_until": facts.about().get("loaded_until", ""),
        "missing": facts.about().get("missing", ""),
        "counts": dict(facts.counts()),
        "archives": [{"name": a[0], "kind": a[1], "stamp": a[2], "refused": a[4]} for a in facts.archives()],
        "coverage": [coverage_json(one) for one in facts.coverages()],
        "digest": facts.digest() if with_digest else None,
    }
    if as_json:
        print_json(value)
        return
    for line in status_lines(value):
        out().print(line, markup=False)


def status_lines(value: dict[str, JsonValue]) -> Iterator[str]:
    """The status for people."""
    counts = value["counts"]
    assert isinstance(counts, dict)
    yield f"{value['base']}: " + ", ".join(f"{count} {name}" for name, count in counts.items())
    if value["is_being_made"]:
        yield "another base is being made, or its import was interrupted: repeat the import and it goes on"
    if value["missing"]:
        yield f"no increment {value['missing']}"
    coverage = value["coverage"]
    assert isinstance(coverage, list)
    for one in coverage:
        assert isinstance(one, dict)
        kind = "complete" if one["is_complete"] else "in part"
        yield f"    {one['subject']}: {kind} until {one['until']} ({one['source']})"
    if value["digest"]:
        yield f"digest {value['digest']}"


def tell_loaded(loaded: Loaded, watched: Sequence[WatchOutcome], *, as_json: bool) -> None:
    """Say what an import did, what it noticed, and what the visas of each commune have become."""
    plan, done = loaded.plan, loaded.done
    value: dict[str, JsonValue] = {
        "applied": [one.name for one in plan.apply],
        "known": [one.name for one in plan.known],
        "late": [one.name for one in plan.late],
        "missing": [[one.isoformat(), other.isoformat()] for one, other in plan.missing],
        "articles": sum(one.articles for one in done.archives) if done else 0,
        "texts": sum(one.texts for one in done.archives) if done else 0,
        "removed": sum(one.removed for one in done.archives) if done else 0,
        "refused": sum(one.refused for one in done.archives) if done else 0,
        "refused_files": [*done.refused] if done else [],
        "unreadable_lines": done.unreadable_lines if done else 0,
        "watch": [outcome_json(one) for one in watched],
    }
    if as_json:
        print_json(value)
        return
    out().print(
        f"{len(plan.apply)} archives applied: {value['articles']} articles, {value['texts']} texts, "
        f"{value['removed']} removed, {value['refused']} files refused",
        markup=False,
    )
    for name in plan.late:
        out().print(f"late, not applied: {name.name} is older than the base", markup=False)
    for one, other in plan.missing:
        out().print(f"no increment between {one} and {other}: a repeal may be missing", markup=False)
    for refused in done.refused if done else []:
        out().print(f"refused {refused}", markup=False)
    for outcome in watched:
        out().print(outcome_line(outcome), markup=False)


def _watched_on(at: str) -> date | None:
    return day_given("--date", at) if at else None


def _import_intervals(source: Path, until: str, at: str, data: str, *, as_json: bool) -> None:
    if not until:
        raise BadInput(
            "say with --until YYYY-MM-DD until which day these intervals are complete: after it, nothing is sure"
        )
    day: date = day_given("--until", until)
    settings, watched_on = settings_for(data), _watched_on(at)
    file = legal_file(settings)
    with building(file, fresh=not file.exists(), resumes=False) as build, bar("codes", quiet=as_json) as progress:
        counts = import_intervals(build, source, day, lambda done, total: progress.update(done, total))
        build.finish(file)
    watched = watch_all(settings, day=watched_on, quiet=as_json)
    if as_json:
        told: list[JsonValue] = [outcome_json(one) for one in watched]
        print_json({"intervals": dict(counts), "until": day.isoformat(), "watch": told})
        return
    out().print(f"{sum(counts.values())} versions of articles of {len(counts)} codes, known until {day}", markup=False)
    for outcome in watched:
        out().print(outcome_line(outcome), markup=False)
