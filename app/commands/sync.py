"""``parvis sync``: known sources brought up to date from where they lie, for cron, systemd timers and the server."""

import os
from typing import Annotated

import typer

from answering.answer_json import JsonValue
from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, complain, out, print_json
from app.house import open_house
from app.ingesting import Taken, Taking
from app.journalled import Started, started_here
from app.run_reports import report_json, report_line
from app.syncing import sync_commune
from domain.errors import AlreadyRunning, BadInput, ParvisError
from domain.ids import CommuneSlug
from domain.source_run import RunTrigger

EXIT_BAD_INPUT, EXIT_BUSY = 2, 3
LOW_PRIORITY = 15


def sync(
    commune: CommuneOption = "",
    source: Annotated[str, typer.Option("--source", help="Only this source.")] = "",
    due: Annotated[bool, typer.Option("--due", help="Only the sources whose hour in commune.toml has come.")] = False,
    scheduled: Annotated[bool, typer.Option("--scheduled", hidden=True)] = False,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Bring every known source of a commune (of all communes with --due) up to date. Never removes over a fifth."""
    if scheduled:
        os.nice(LOW_PRIORITY)
    started = Started(trigger=RunTrigger.SCHEDULE) if scheduled else started_here(RunTrigger.SYNC)
    taking = Taking(started=started, quiet=as_json or scheduled)
    with open_house(settings_for(data)) as house:
        slugs = house.slugs() if due and not commune else [house.resolve(commune)]
        taken: dict[CommuneSlug, list[Taken]] = {}
        refusals: list[ParvisError] = []
        for slug in slugs:
            try:
                taken[slug] = sync_commune(house, slug, taking, only=source, when_due=due)
            except (BadInput, AlreadyRunning) as refusal:
                refusals.append(refusal)  # one commune does not hold the others
    if as_json:
        print_json(
            {
                "communes": [
                    {"commune": str(slug), "sources": [_as_json(one) for one in ones]} for slug, ones in taken.items()
                ]
            }
        )
    else:
        for report in [one.report for ones in taken.values() for one in ones if one.report]:
            out().print(report_line(report), markup=False)
    refusals += [one.problem for ones in taken.values() for one in ones if one.problem]
    for problem in refusals:
        complain(str(problem), EXIT_BAD_INPUT)
    if refusals:
        are_bad = any(isinstance(problem, BadInput) for problem in refusals)
        raise typer.Exit(EXIT_BAD_INPUT if are_bad else EXIT_BUSY)


def _as_json(taken: Taken) -> dict[str, JsonValue]:
    report = None if taken.report is None else report_json(taken.report)
    problem = None if taken.problem is None else str(taken.problem)
    return {"source": str(taken.source), "report": report, "problem": problem}
