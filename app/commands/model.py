"""``parvis model``: the models of search, taken elsewhere, measured and changed."""

from pathlib import Path
from typing import Annotated

import typer

from app.console import JsonOption, out, print_json

model = typer.Typer(help="Models of search.", no_args_is_help=True)


@model.callback()
def models() -> None:
    """Models of search."""


@model.command()
def export(
    folder: Annotated[Path, typer.Argument(help="Folder to write: new, empty, or an earlier export.")],
    as_json: JsonOption = False,
) -> None:
    """Write the embedding that ships with Parvis as a folder that SentenceTransformer loads."""
    from models.sentence_transformers_folder import export_model
    from models.static_embedding import StaticEmbedding

    embedding = StaticEmbedding()
    export_model(embedding, folder)
    if as_json:
        print_json({"model": embedding.name, "dimensions": embedding.dimensions, "folder": str(folder)})
    else:
        told = f"{embedding.name}, {embedding.dimensions} dimensions, written to {folder}"
        out().print(f"{told}; load it with SentenceTransformer({str(folder)!r})", markup=False)
