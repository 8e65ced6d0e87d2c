"""``parvis visas watch``: what became of the visas of a commune's models and recent acts."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

import typer

from api.watch_view import watch_json
from app.commands.options import settings_for
from app.commands.visas_force import day_given
from app.console import CommuneOption, DataOption, JsonOption, out, print_json
from app.house import open_house
from app.reporting import today_in
from app.watching import watch_commune
from domain.legal_watch import ChangeKind, VisaChange, WatchRun
from prompts.catalogue import text
from visas.watching.watching import news_since, told_since


def watch_visas(
    since: Annotated[str, typer.Option("--since", metavar="YYYY-MM-DD", help="Tell what is news since that day.")] = "",
    at: Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="Check as on that day; today if empty.")] = "",
    commune: CommuneOption = "",
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Check the visas of models and recent acts again, and tell what changed since a month, or the run before.

    Which texts: [watch] of commune.toml. `parvis legi update` and `import` run it for every commune.
    """
    wanted = day_given("--since", since) if since else None
    with open_house(settings_for(data)) as house:
        slug = house.resolve(commune)
        today = day_given("--date", at) if at else today_in(house, slug)
        store = house.stores(slug).watch
        previous = next(iter(store.runs(limit=1)), None)
        run = watch_commune(house, slug, day=today, quiet=as_json)
        changes = store.changes()
    from_day = wanted or told_since(today, previous)
    if as_json:
        print_json(watch_json(run, changes, commune=slug, since=from_day))
        return
    for line in watch_lines(run, changes, from_day):
        out().print(line, markup=False)


def watch_lines(run: WatchRun, changes: Sequence[VisaChange], since: date) -> Iterator[str]:
    """A run for agents, in French: what is news first, the rest counted."""
    counts = {"models": run.models, "acts": run.acts, "visas": run.visas, "changes": run.changes}
    yield text("watch.checked", day=_day(run.day), settled=str(run.settled), **{n: str(c) for n, c in counts.items()})
    if run.known_until is None:
        yield text("watch.base_untold")
    else:
        yield text(f"watch.base_{'loaded' if run.is_loaded else 'shipped'}", until=_day(run.known_until))
    news = news_since(changes, since)
    if news:
        yield text("watch.news", count=str(len(news)), since=_day(since))
    else:
        yield text("watch.nothing_new", since=_day(since))
    for change in news:
        yield from _change_lines(change)
    if len(changes) > len(news):
        yield text("watch.older", count=str(len(changes) - len(news)))


def _change_lines(change: VisaChange) -> Iterator[str]:
    when = ""
    if change.day is not None:
        ahead = change.kind is ChangeKind.FIN_PREVUE
        when = " " + text("watch.from_day" if ahead else "watch.since_day", day=_day(change.day))
    yield f"{text(f'watch.kind_{change.kind.value}')}{when} : {change.surface} ({change.key})"
    number = f" {change.number}" if change.number else ""
    day = f", {_day(change.act_day)}" if change.act_day else ""
    yield f"    {text(f'watch.role_{change.role.value}')}{number} « {change.title} »{day}"
    yield f"    {text(f'watch.why_{change.kind.value}')}" + (f" {change.changed_by}" if change.changed_by else "")
    for _, wording in change.wordings:
        yield f"    -> {text('watch.instead', wording=wording)}"
    if change.url:
        yield f"    {change.url}"


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
