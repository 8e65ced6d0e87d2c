"""``parvis decisions``: what the council decided on a subject, dated, with votes and links."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from api.decisions_export import Found, decisions_csv, decisions_ods
from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, complain, out, print_json
from app.doorway import doorway
from domain.errors import BadInput
from prompts.catalogue import text

ALL = 100_000
"""More than any register holds: a file gets every decision found."""
_WRITERS = {".csv": decisions_csv, ".ods": decisions_ods}


def decisions(
    query: Annotated[str, typer.Argument(help="A question or words; every decision without them.")] = "",
    commune: CommuneOption = "",
    since: Annotated[str, typer.Option("--since", help="First day of session (YYYY-MM-DD).")] = "",
    until: Annotated[str, typer.Option("--until", help="Last day of session (YYYY-MM-DD).")] = "",
    kind: Annotated[str, typer.Option("--kind", help="Kind of document: deliberation, proces_verbal…")] = "",
    matter: Annotated[str, typer.Option("--matter", help="Matter (@CTES): 7, or 7.5.")] = "",
    vote: Annotated[str, typer.Option("--vote", help="unanimite, majorite or rejet.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="Most decisions to show.")] = 20,
    file: Annotated[Path | None, typer.Option("--out", help="Write all that is found: .csv or .ods.")] = None,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Find what the council decided, in the register and the deciding parts of the minutes."""
    writer = _WRITERS.get(file.suffix.lower()) if file else None
    if file and writer is None:
        raise BadInput(text("decisions.refused_file", file=str(file)))
    settings = settings_for(data)
    filters = {"since": since, "until": until, "kind": kind, "matter": matter, "vote": vote}
    with doorway(settings) as work:
        found = work.decisions(query, commune=commune, filters=filters, limit=ALL if file else limit)
    shown: Any = found["decisions"]
    if file and writer:
        try:
            file.write_bytes(writer(shown, settings.base_url))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise BadInput(text("decisions.refused_place", file=str(file), reason=reason)) from error
    if as_json:
        print_json(found)
        return
    if found["is_reduced"]:
        complain(text("decisions.reduced"), 0)
    place = text("decisions.written_in", file=str(file)) if file else ""
    counts = {"found": str(found["found"]), "known": str(found["in_register"])}
    out().print(text("decisions.counted", place=place, **counts), markup=False)
    if found["is_approximate"]:
        out().print(text("decisions.approximate_all"), markup=False)
    for one in [] if file else shown:
        out().print(_line(one), markup=False)


def _line(one: Found) -> str:
    near = f" [{text('decisions.approximate')}]" if one["is_approximate"] else ""
    place = f"{one['path']}, p. {one['page']}" if one["page"] else str(one["path"])
    after = one["followed_by"] if isinstance(one["followed_by"], Sequence) else ()
    later = [_follower(other) for other in after if isinstance(other, Mapping)]
    head = f"{one['day'] or text('decisions.no_day')}  {one['number'] or '-'}  {one['title']}{near}"
    return f"{head}\n    {_vote(one['vote'])}; {place}{''.join(later)}"


def _vote(vote: object) -> str:
    if not isinstance(vote, Mapping):
        return text("decisions.no_vote")
    names = ("in_favour", "against", "abstentions")
    counts = [text(f"decisions.{name}", count=str(vote[name])) for name in names if vote.get(name) is not None]
    outcome = [text(f"decisions.vote_{vote['outcome']}")] if vote.get("outcome") else []
    return ", ".join([*outcome, *counts]) or text("decisions.no_vote")


def _follower(other: Mapping[str, object]) -> str:
    relation = text(f"decisions.relation_{other['relation']}")
    return f"\n    {relation} : {other['day'] or ''} {other['number'] or other['title']}"
