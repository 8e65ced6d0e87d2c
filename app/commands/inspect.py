"""``parvis inspect``: what Parvis reads in one file, without a commune and without keeping anything."""

from pathlib import Path
from typing import Annotated

import typer

from app.console import JsonOption, out, print_json
from app.inspection_json import inspection_as_json
from app.inspection_text import print_inspection
from domain.document import FileState
from ingest.cage.pool import Cage
from ingest.inspection.file_inspection import inspect_file

EXIT_WAITING = 4
EXIT_REJECTED = 5


def inspect(
    file: Annotated[Path, typer.Argument(help="The file to look at.")],
    as_json: JsonOption = False,
) -> None:
    """Show how a file would be read: legibility, act, structure, tables, passages, findings. Nothing is stored.

    Exits with 0 when it would be indexed, 4 when it would wait for an optional tool, 5 when it would be set aside.
    """
    with Cage(workers=1) as cage:
        seen = inspect_file(file, cage)
    if as_json:
        print_json(inspection_as_json(seen))
    else:
        print_inspection(out(), seen)
    if seen.state is not FileState.INDEXED:
        raise typer.Exit(EXIT_WAITING if seen.state is FileState.WAITING else EXIT_REJECTED)
