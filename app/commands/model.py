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


@model.command()
def weights(
    questions: Annotated[Path, typer.Option("--questions", help="JSON Lines, as corpus/questions.jsonl.")],
    commune: CommuneOption = "",
    apply: Annotated[bool, typer.Option("--apply", help="Use them, if they are shown to be better.")] = False,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Measure, on a commune's own questions, what each arm of search should weigh; nothing changes without --apply."""
    from app.doorway import doorway
    from app.weighing import apply as put_to_use
    from app.weighing import proposal_json, weigh
    from eval.weighing import read_paged_questions

    settings = settings_for(data)
    asked = read_paged_questions(questions)
    with doorway(settings) as work, bar("searching", quiet=as_json) as progress:
        slug, embedding, proposal = weigh(work, settings, asked, commune=commune, progress=progress.update)
    is_applied = apply and proposal.is_shown
    if is_applied:
        put_to_use(settings, slug, embedding, proposal)
    if as_json:
        print_json(proposal_json(slug, embedding, proposal, is_applied=is_applied))
        return
    console = out()
    console.print(f"{slug} · {embedding} · {proposal.questions} questions with their page", markup=False)
    for name, of in (("now", proposal.current), ("best", proposal.proposed)):
        console.print(f"  {name}: " + ", ".join(f"{arm} {value:g}" for arm, value in of.items()), markup=False)
    told = f"{proposal.before:.3f} -> {proposal.after:.3f}, gain {proposal.gain}"
    console.print(f"  MRR@10 on questions held out: {told}", markup=False)
    if is_applied:
        console.print("  applied from the next question on", markup=False)
    elif proposal.is_shown:
        console.print("  shown to be better: --apply puts them to use", markup=False)
    else:
        console.print("  not shown to be better: nothing is changed", markup=False)
