"""``parvis visas``: the legal references of délibérations."""

import json
from pathlib import Path
from typing import Annotated

import typer

from answering.answer_json import JsonValue
from api.visa_check_json import reference_json
from app.console import JsonOption, bar, complain, out, print_json
from domain.errors import BadInput
from visas.recognising import recognise

visas = typer.Typer(help="Legal references of délibérations.", no_args_is_help=True)


@visas.callback()
def references() -> None:
    """Legal references of délibérations."""


@visas.command()
def extract(
    source: Annotated[Path, typer.Argument(help="JSON Lines: id and text; '-' for standard input.")],
    target: Annotated[
        Path | None, typer.Option("--out", help="JSON Lines to write; standard output without it.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Find the legal references of each text of a file; a line that cannot be read is named, and the others go on.

    Ends with code 2 when a line could not be read.
    """
    lines = _lines(source)
    if target is None and as_json:
        raise BadInput("--json tells how it went: say with --out where the references go")
    written: list[str] = []
    bad = found = 0
    with bar("texts", quiet=as_json or target is None) as progress:
        for number, line in enumerate(lines, start=1):
            progress.update(number, len(lines))
            if not line.strip():
                continue
            row = _read(line)
            if isinstance(row, str):
                bad += 1
                complain(f"{source}:{number}: {row}; expected {{id, text}}", 0)
                row = {"id": None, "line": number, "error": row}
            else:
                told: list[JsonValue] = [reference_json(one) for one in recognise(str(row["text"]))]
                found += len(told)
                row = {"id": row["id"], "references": told}
            written.append(json.dumps(row, ensure_ascii=False))
    _write(target, written)
    if as_json:
        print_json({"out": str(target), "texts": len(written) - bad, "references": found, "bad_lines": bad})
    elif target is not None:
        out().print(f"{found} references of {len(written) - bad} texts in {target}", markup=False)
    if bad:
        raise typer.Exit(2)


def _lines(source: Path) -> list[str]:
    try:
        raw = typer.get_binary_stream("stdin").read() if str(source) == "-" else source.read_bytes()
    except OSError as error:
        raise BadInput(f"{source}: cannot be read ({error})") from error
    return raw.decode("utf-8-sig", errors="replace").split("\n")


def _read(line: str) -> dict[str, JsonValue] | str:
    """The row, or what is wrong with it."""
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return f"not JSON ({error})"
    if not isinstance(row, dict) or not isinstance(row.get("text"), str):
        return "no text"
    if not isinstance(row.get("id"), str | int):
        return "no id"
    return {"id": row["id"], "text": row["text"]}


def _write(target: Path | None, rows: list[str]) -> None:
    if target is None:
        stream = typer.get_binary_stream("stdout")
        for row in rows:
            stream.write((row + "\n").encode("utf-8", errors="backslashreplace"))
        return
    fresh = target.with_name(target.name + ".part")
    try:
        with fresh.open("w", encoding="utf-8", errors="backslashreplace") as file:
            file.writelines(row + "\n" for row in rows)
        fresh.replace(target)
    except OSError as error:
        raise BadInput(f"{target}: cannot be written ({error})") from error
    finally:
        fresh.unlink(missing_ok=True)
