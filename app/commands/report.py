"""``parvis report``: which documents of a commune people and machines misread, and what to correct first.

Exit codes: 0 done; 1 done, and a new finding blocks; 2 nothing could be reported.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, cast

import typer

from answering.answer_json import JsonValue
from api.report_file import report_digest, report_file
from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, complain, out, print_json
from app.house import open_house
from app.judging import Answered
from app.reporting import reported, today_in
from app.settings import Settings, product_version
from app.trying import ask_assistant
from clarity.exports.report_csv import report_csv
from clarity.exports.report_json import report_json
from clarity.exports.report_ods import report_ods
from clarity.exports.report_sarif import report_sarif
from clarity.reporting.report import Report
from clarity.reporting.wording import rule_title
from domain.errors import AlreadyRunning, BadInput, ParvisError
from domain.finding import FindingState, Severity
from domain.ids import CommuneSlug

RUNS = 2
"""As GOV.UK measures: an answer that changes from one time to the next is told (QA-10)."""
EXIT_BLOCKS = 1
EXIT_ERROR = 2
_COMES = (FindingState.NEW, FindingState.REOPENED)

CsvOption = Annotated[Path | None, typer.Option("--csv", help="Write the findings for a spreadsheet.")]
OdsOption = Annotated[Path | None, typer.Option("--ods", help="Write the whole report as an ODS spreadsheet.")]
SarifOption = Annotated[Path | None, typer.Option("--sarif", help="Write the findings as SARIF 2.1.0.")]
HtmlOption = Annotated[Path | None, typer.Option("--html", help="Write the report as one HTML file for editors.")]
DigestOption = Annotated[Path | None, typer.Option("--digest", help="Write the five documents to take first, as text.")]
FileOption = Annotated[Path | None, typer.Option("--out", help="Write the JSON of --json to this file.")]
FullOption = Annotated[
    bool, typer.Option("--incremental/--full", help="Read only what may have changed, or every document again.")
]
AskOption = Annotated[
    bool, typer.Option("--ask", help="Put the commune's questions.jsonl and its validated pairs to its assistant.")
]
QuestionsOption = Annotated[Path | None, typer.Option("--questions", help="Ask the questions of this file instead.")]
RunsOption = Annotated[int, typer.Option("--runs", min=1, max=10, help="How often each question is asked.")]
DayOption = Annotated[str, typer.Option("--day", help="Report as on that day (YYYY-MM-DD); today when empty.")]


def report(
    commune: CommuneOption = "",
    incremental: FullOption = True,
    day: DayOption = "",
    out_file: FileOption = None,
    csv_file: CsvOption = None,
    ods_file: OdsOption = None,
    sarif_file: SarifOption = None,
    html_file: HtmlOption = None,
    digest_file: DigestOption = None,
    ask: AskOption = False,
    questions: QuestionsOption = None,
    runs: RunsOption = RUNS,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Find what people and machines misread in a commune's documents, and follow it from run to run."""
    try:
        with open_house(settings_for(data)) as house:
            slug = house.resolve(commune)
            chosen = _day(day) if day else today_in(house, slug)
        asked = _asked(settings_for(data), slug, chosen, questions, runs, quiet=as_json) if ask or questions else None
        with open_house(settings_for(data)) as house:
            found = reported(house, slug, day=chosen, is_full=not incremental, quiet=as_json, asked=asked)
    except (BadInput, AlreadyRunning):
        raise
    except ParvisError as error:
        raise typer.Exit(complain(str(error), EXIT_ERROR)) from error
    for file, content in (
        (out_file, lambda: _json_bytes(report_json(found))),
        (html_file, lambda: report_file(found).encode()),
        (digest_file, lambda: report_digest(found).encode()),
        (csv_file, lambda: report_csv(found).encode()),
        (ods_file, lambda: report_ods(found)),
        (sarif_file, lambda: _json_bytes(report_sarif(found, version=product_version()))),
    ):
        _write(file, content)
    if as_json:
        print_json(cast(JsonValue, report_json(found)))
    else:
        _tell(found)
    if new_blocking(found):
        raise typer.Exit(EXIT_BLOCKS)


def new_blocking(found: Report) -> int:
    """How many findings that block came in the last run."""
    return sum(
        view.finding.state in _COMES and view.finding.severity is Severity.BLOQUANT
        for card in found.cards
        for view in card.findings
    )


def _asked(
    settings: Settings, slug: CommuneSlug, day: date, questions: Path | None, runs: int, *, quiet: bool
) -> Answered:
    found = ask_assistant(settings, slug, day=day, file=questions, runs=runs, quiet=quiet)
    if found.unplaced:
        names = ", ".join(found.unplaced)
        complain(f"not judged, no public document stands at the path that they name: {names}", EXIT_ERROR)
    return found


def _day(text: str) -> date:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a calendar day has no timezone
    except ValueError as error:
        raise BadInput(f"--day {text!r} is no day; write it as 2031-03-28") from error


def _json_bytes(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _write(file: Path | None, content: Callable[[], bytes]) -> None:
    if file is None:
        return
    try:
        file.write_bytes(content())
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}; choose another place") from error


def _tell(found: Report) -> None:
    console, run = out(), found.run
    assert run is not None, "a report was just run"
    console.print(
        f"{found.commune}, {found.day.isoformat()}: {run.files} files, {run.read} read, {run.checked} checked now, "
        f"{run.legible} legible; {found.priority} findings to correct first",
        markup=False,
    )
    console.print(", ".join(f"{count} {state}" for state, count in found.states.items()) or "no finding", markup=False)
    paired = found.paired
    told = f"{paired.pairs_right} of {paired.pairs}, on {paired.day.isoformat()}" if paired else "not calculated"
    console.print(f"pairs of rule and special case told apart: {told}", markup=False)
    for rank, action in enumerate(found.actions, 1):
        console.print(
            f"{rank:>3}. {rule_title(action.rule)} · {action.card.title} ({action.rule}, {action.severity.value}, "
            f"{action.effort.value}, {len(action.findings)} passages, {action.questions} questions)",
            markup=False,
        )
