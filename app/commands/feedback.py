"""``parvis feedback``: what residents said of the answers, for who works on the documents."""

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from answering.answer_json import JsonValue
from answering.routing.masking import mask
from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, out, print_json
from app.house import open_house
from clarity.exports.report_rows import defused
from domain.errors import BadInput
from domain.feedback import Feedback
from domain.profile import CommuneProfile

COLUMNS = ("jour", "utile", "statut", "raison", "documents", "question")
"""Of the CSV file, which agents open: French."""

feedback = typer.Typer(help="What residents said of the answers.", no_args_is_help=True)


@feedback.callback()
def opinions() -> None:
    """What residents said of the answers."""


@feedback.command()
def export(
    commune: CommuneOption = "",
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day exported.")] = None,
    file: Annotated[Path | None, typer.Option("--csv", help="CSV file to write.")] = None,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Export opinions, the oldest first; what a question gives away of a person is masked again."""
    if as_json == (file is not None):
        raise BadInput("say how to export: either --json, or --csv and the file to write")
    first = since.date() if since else date.min
    with open_house(settings_for(data)) as house:
        slug = house.resolve(commune)
        profile = house.profile(slug)
        held = [masked(one, profile) for one in house.stores(slug).feedback.since(first)]
    if file is None:
        print_json({"commune": str(slug), "feedback": [feedback_json(one) for one in held]})
        return
    try:
        file.write_text(feedback_csv(held), encoding="utf-8", newline="")
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}; choose another place") from error
    out().print(f"{len(held)} opinions in {file}", markup=False)


def masked(one: Feedback, profile: CommuneProfile) -> Feedback:
    """``one`` with its question masked by today's rules: it may have been kept under older ones."""
    return Feedback(
        on=one.on,
        is_helpful=one.is_helpful,
        status=one.status,
        reason=one.reason,
        documents=one.documents,
        question=mask(one.question, profile).text,
    )


def feedback_json(one: Feedback) -> dict[str, JsonValue]:
    """Of ``docs/schemas/feedback.schema.json``."""
    return {
        "on": _day(one.on),
        "is_helpful": one.is_helpful,
        "status": one.status.value,
        "reason": one.reason.value if one.reason else None,
        "documents": list(one.documents),
        "question": one.question,
    }


def feedback_csv(held: Sequence[Feedback]) -> str:
    """Semicolons and a byte order mark, as French spreadsheets read them; no cell is a formula."""
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for one in held:
        reason = one.reason.value if one.reason else ""
        useful = "oui" if one.is_helpful else "non"
        lines.writerow((_day(one.on), useful, one.status.value, reason, " ".join(one.documents), defused(one.question)))
    return "\ufeff" + written.getvalue()


def _day(day: date) -> str:
    return day.isoformat()
