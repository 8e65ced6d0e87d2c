"""``parvis check-text``: what is hard to read or entangled in texts that are not published yet."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from app.check_text_json import BadLine, findings_of, given_texts, listed_acronyms
from app.console import complain
from domain.errors import UnreadableSource

EXIT_BAD_LINES = 2


def check_text(
    file: Annotated[
        Path, typer.Argument(help="JSON Lines: {id, text}, and context where there is one; - to read them here.")
    ],
    glossary: Annotated[
        Path | None, typer.Option("--glossary", help="Acronyms that the commune explains, one a line.")
    ] = None,
) -> None:
    """Print each finding as one line of JSON: id, rule, severity, span, quote, why, advice, proposal.

    A line that cannot be used is named on standard error and the others go on; the exit code is then 2.
    """
    explained = frozenset[str]() if glossary is None else listed_acronyms(_text_of(glossary).splitlines())
    texts = findings = bad = 0
    for given in given_texts(_lines_of(file)):
        if isinstance(given, BadLine):
            bad += 1
            complain(f"{file.name or file}, line {given.number}: {given.reason}; left out", 0)
            continue
        texts += 1
        for finding in findings_of(given, explained):
            findings += 1
            sys.stdout.write(f"{json.dumps(finding, ensure_ascii=False)}\n")
    complain(f"{texts} texts, {findings} findings, {bad} lines left out", 0)
    if bad:
        raise typer.Exit(EXIT_BAD_LINES)


def _lines_of(file: Path) -> Iterable[bytes]:
    if str(file) == "-":
        return sys.stdin.buffer
    try:
        return file.read_bytes().split(b"\n")
    except OSError as error:
        raise UnreadableSource(f"{file} cannot be read ({error.strerror}); name a file of JSON Lines") from error


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableSource(f"{file} cannot be read as UTF-8 text ({error}); name a list of acronyms") from error
