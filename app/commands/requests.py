"""``parvis requests``: what residents sent, for a ticketing tool or the commune's own request management (GRU)."""

import csv
import io
import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from answering.answer_json import JsonValue
from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, out, print_json
from app.house import open_house
from clarity.exports.report_rows import defused
from domain.clock import local_time
from domain.errors import BadInput
from domain.request import Message, Request, RequestState
from prompts.catalogue import text

COLUMNS = (
    "reference",
    "etat",
    "service",
    "envoyee_le",
    "delais_depuis",
    "accusee_le",
    "close_le",
    "effacee_le",
    "transmise_a",
    "nom",
    "courriel",
    "telephone",
    "message",
    "question",
    "echanges",
)
"""Of the CSV file, which agents open: French. Times are the commune's."""

requests = typer.Typer(help="What residents sent to the commune's services.", no_args_is_help=True)


@requests.callback()
def sent() -> None:
    """What residents sent to the commune's services."""


@requests.command()
def export(
    commune: CommuneOption = "",
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day, of sending, that is exported.")
    ] = None,
    state: Annotated[
        list[RequestState] | None, typer.Option(help="Only those in this state; may be given again.")
    ] = None,
    file: Annotated[Path | None, typer.Option("--csv", help="CSV file to write, for its owner only.")] = None,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Export requests whole, the oldest first. They name people: keep the file as one keeps the requests."""
    if as_json == (file is not None):
        raise BadInput("say how to export: either --json, or --csv and the file to write")
    with open_house(settings_for(data)) as house:
        slug = house.resolve(commune)
        timezone = house.profile(slug).timezone
        held = [
            one
            for one in house.stores(slug).requests.list(state or None)
            if since is None or local_time(one.sent_at, timezone).date() >= since.date()
        ]
    if file is None:
        print_json({"commune": str(slug), "requests": [request_json(one) for one in held]})
        return
    try:
        _write_private(file, requests_csv(held, timezone))
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}; choose another place") from error
    out().print(f"{len(held)} requests in {file}", markup=False)


def request_json(one: Request) -> dict[str, JsonValue]:
    """Of ``docs/schemas/requests.schema.json``; times in UTC. Neither the secret of its link nor who holds it now."""
    contact = one.draft.contact
    messages: list[JsonValue] = [
        {"side": said.side.value, "author": said.author, "sent_at": _utc(said.sent_at), "text": said.text}
        for said in one.messages
    ]
    return {
        "reference": str(one.reference),
        "state": one.state.value,
        "service": one.draft.service,
        "sent_at": _utc(one.sent_at),
        "counts_from": _utc(one.counts_from),
        "acknowledged_at": _utc(one.acknowledged_at),
        "closed_at": _utc(one.closed_at),
        "erased_at": _utc(one.erased_at),
        "transmitted_to": one.transmitted_to,
        "contact": {"name": contact.name, "email": contact.email, "phone": contact.phone},
        "message": one.draft.message,
        "question": one.draft.question,
        "answer_shown": one.draft.answer_shown,
        "messages": messages,
    }


def requests_csv(held: Sequence[Request], timezone: str) -> str:
    """Semicolons and a byte order mark, as French spreadsheets read them; no cell is a formula."""
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for one in held:
        lines.writerow([defused(cell) for cell in _cells(one, timezone)])
    return "\ufeff" + written.getvalue()


def _cells(one: Request, timezone: str) -> tuple[str, ...]:
    moments = (one.sent_at, one.counts_from, one.acknowledged_at, one.closed_at, one.erased_at)
    talk = (f"[{_local(said.sent_at, timezone)}, {_author(said)}] {said.text}" for said in one.messages)
    return (
        one.reference,
        one.state.value,
        one.draft.service,
        *(_local(moment, timezone) for moment in moments),
        one.transmitted_to,
        one.draft.contact.name,
        one.draft.contact.email,
        one.draft.contact.phone,
        one.draft.message,
        one.draft.question,
        "\n\n".join(talk),
    )


def _author(said: Message) -> str:
    return said.author or text(f"requests_export.{said.side.value}")


def _utc(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).isoformat()


def _local(moment: datetime | None, timezone: str) -> str:
    return "" if moment is None else f"{local_time(moment, timezone):%Y-%m-%d %H:%M}"


def _write_private(file: Path, words: str) -> None:
    """For its owner only, also where a file of that name was open to others. Raises OSError."""
    with open(os.open(file, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as held:
        os.fchmod(held.fileno(), 0o600)
        held.write(words.encode())
