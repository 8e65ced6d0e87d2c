"""``parvis visas resolve`` and ``parvis visas in-force``: where articles and texts stand on a day."""

import json
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from answering.answer_json import JsonValue
from api.legal_json import resolution_json
from app.commands.options import settings_for
from app.console import DataOption, JsonOption, out, print_json
from app.legal import open_legal
from domain.clock import SystemClock
from domain.errors import BadInput
from domain.legal_base import LegalBase
from domain.legal_codes import code_named
from domain.legal_number import article_number
from visas.resolving.keys import Target
from visas.resolving.resolution import Resolution
from visas.resolving.resolve import resolve, resolve_target


def resolve_keys(
    keys: Annotated[list[str], typer.Argument(help="Keys of docs/legal-base.md: cgct:L2122-22, loi:84-53#34.")],
    at: Annotated[str, typer.Option("--at", metavar="YYYY-MM-DD", help="Day of the meeting; today when empty.")] = "",
    about: Annotated[str, typer.Option("--about", help="Subject of the draft, for numbers used twice.")] = "",
    model: Annotated[str, typer.Option("--model", metavar="YYYY-MM-DD", help="Day of the act copied from.")] = "",
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say where articles and texts stand on a day, and what took over."""
    day = day_given("--at", at) if at else SystemClock().now().date()
    model_day = day_given("--model", model) if model else None
    base = open_legal(settings_for(data), lambda why: print(f"parvis: {why}; the other bases answer", file=sys.stderr))
    found = [(key, resolve(base, key, day, about=about, model_day=model_day)) for key in keys]
    unknown = [key for key, resolutions in found if not resolutions]
    if unknown:
        raise BadInput(f"{unknown[0]!r} is no key of an article or a text; write cgct:L2122-22, loi:2015-991, code:ccp")
    resolutions = [one for _, ones in found for one in ones]
    if as_json:
        print_json({"resolutions": [resolution_json(one) for one in resolutions]})
        return
    for one in resolutions:
        for line in resolution_lines(one):
            out().print(line, markup=False)


def in_force(
    file: Annotated[Path, typer.Argument(help="JSON Lines: id, code, article, date.")],
    data: DataOption = "",
) -> None:
    """Print, for each line, {id, verdict, start, end, covered_until}; a line that cannot be read gives {id, error}."""
    base = open_legal(settings_for(data), lambda why: print(f"parvis: {why}; the other bases answer", file=sys.stderr))
    for record in _lines(file):
        print(json.dumps(force_line(base, record), ensure_ascii=False))


def force_line(base: LegalBase, record: object) -> dict[str, JsonValue]:
    """The answer to one line of ``in-force``. Dates are those of the version in force, else of the nearest."""
    if not isinstance(record, dict):
        return {"id": None, "error": "not a JSON object with id, code, article, date"}
    named = {"id": record.get("id")}
    code, article = record.get("code"), record.get("article")
    if not isinstance(code, str) or not isinstance(article, str) or not article_number(article):
        return {**named, "error": "code and article must be texts"}
    try:
        day = date.fromisoformat(str(record.get("date")))
    except ValueError:
        return {**named, "error": f"{record.get('date')!r} is not a day; write YYYY-MM-DD"}
    short = code if ":" in code else code_named(code)
    if short is None:
        return {**named, "error": f"{code!r} names no code; see docs/legal-base.md"}
    number = article_number(article)
    key = f"{short}{'#' if ':' in short else ':'}{number}"
    one = resolve_target(base, Target(key=key, code=short, number=number), day)
    version = one.version
    return {
        **named,
        "verdict": one.state.value,
        "start": version.start.isoformat() if version else None,
        "end": version.end.isoformat() if version and version.end else None,
        "covered_until": one.coverage.until.isoformat() if one.coverage else None,
    }


def resolution_lines(one: Resolution) -> Iterator[str]:
    """A resolution for people: one line, then what to do about it."""
    version = one.version
    span = f", {version.start} to {version.end or 'now'}" if version else ""
    yield f"{one.key} on {one.at}: {one.state.value} ({one.verdict.value}){span}"
    for caution in sorted(one.cautions):
        yield f"    {caution.value}" + (f": {one.corrected_date}" if one.corrected_date else "")
    for sense in one.senses:
        yield f"    from {sense.start} to {sense.end or 'now'}: {sense.heading}"
    for r in one.replacements:
        since = f" since {r.since}" if r.since else ""
        yield f"    -> {r.new or '(nothing)'} ({r.link}{since}; {r.source}){' ' + r.note if r.note else ''}"
    for candidate in one.candidates:
        yield f"    perhaps {candidate}"
    if one.url:
        yield f"    {one.url}"
    if one.coverage:
        yield f"    known until {one.coverage.until} ({one.coverage.source})"


def day_given(option: str, text: str) -> date:
    """The day of an option. Raises BadInput naming it."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{option} {text!r} is not a day; write YYYY-MM-DD") from None


def _lines(file: Path) -> Iterator[object]:
    try:
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                if line.strip():
                    try:
                        yield json.loads(line)
                    except ValueError:
                        yield None
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read: {error}") from error
