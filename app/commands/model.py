"""``parvis model``: the models of search, taken elsewhere, measured and changed."""

from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, bar, out, print_json

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


@model.command()
def reindex(
    commune: CommuneOption = "",
    force: Annotated[bool, typer.Option("--force", help="Rebuild also what is up to date.")] = False,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Rebuild the indexes that are behind: made with another model, by another version, or damaged.

    The former ones serve meanwhile; the server, if it runs, then serves the new ones. Without --commune, all of them.
    """
    from app.house import open_house
    from app.reindexing import reindex_commune

    with open_house(settings_for(data)) as house:
        slugs = [house.resolve(commune)] if commune else house.slugs()
        built = {}
        for slug in slugs:
            with bar(f"indexing passages of {slug}", quiet=as_json) as progress:
                built[slug] = reindex_commune(house, slug, progress.update, force=force)
    if as_json:
        print_json({"communes": {slug: {v.value: n for v, n in of.items()} for slug, of in built.items()}})
        return
    for slug, of in built.items():
        told = ", ".join(f"{visibility.value} rebuilt, {count} passages" for visibility, count in of.items())
        out().print(f"{slug}: {told or 'up to date'}", markup=False)
