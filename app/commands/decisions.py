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
        raise BadInput(f"{file}: give a name that ends with .csv or .ods")
    settings = settings_for(data)
    filters = {"since": since, "until": until, "kind": kind, "matter": matter, "vote": vote}
    with doorway(settings) as work:
        found = work.decisions(query, commune=commune, filters=filters, limit=ALL if file else limit)
    shown: Any = found["decisions"]
    if file and writer:
        try:
            file.write_bytes(writer(shown, settings.base_url))
        except OSError as error:
            raise BadInput(f"{file} cannot be written: {error.strerror}; choose another place") from error
    if as_json:
        print_json(found)
        return
    if found["is_reduced"]:
        complain("the index does not answer: titles and deciding parts were compared without it", 0)
    out().print(f"{found['found']} of {found['in_register']} decisions{f' in {file}' if file else ''}", markup=False)
    for one in [] if file else shown:
        out().print(_line(one), markup=False)


def _line(one: Found) -> str:
    vote = one["vote"] if isinstance(one["vote"], Mapping) else {}
    counts = [f"{vote[name]} {name}" for name in ("in_favour", "against", "abstentions") if vote.get(name) is not None]
    told = ", ".join([*([str(vote["outcome"])] if vote.get("outcome") else []), *counts]) or "vote not told"
    place = f"{one['path']}, p. {one['page']}" if one["page"] else str(one["path"])
    after = one["followed_by"] if isinstance(one["followed_by"], Sequence) else ()
    named = [one for one in after if isinstance(one, Mapping)]
    later = [f"\n    {f['relation']}: {f['day'] or ''} {f['number'] or f['title']}" for f in named]
    return f"{one['day'] or 'no day'}  {one['number'] or '-'}  {one['title']}\n    {told}; {place}{''.join(later)}"
