"""``parvis pairs``: questions on a rule and on its special case, read once by an editor, then asked by the report."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, out, print_json
from app.house import open_house
from app.reporting import today_in
from clarity.reporting.observed_json import read_observation
from domain.contrastive_pair import ContrastivePair, PairState
from domain.document import Document
from domain.errors import BadInput
from domain.ids import DocumentId
from eval.failing.pairs_file import Judge, pairs_csv, pairs_jsonl, read_pairs
from eval.failing.places import Places
from eval.failing.proposing import proposed_pairs
from storage.opening import CommuneStores

FORMS = (".csv", ".jsonl")

pairs = typer.Typer(help="Pairs of questions that tell a rule from its special cases.", no_args_is_help=True)


@pairs.callback()
def contrastive() -> None:
    """Pairs of questions that tell a rule from its special cases."""


@pairs.command("export")
def export_pairs(
    file: Annotated[Path, typer.Argument(help="File to write, in .csv or .jsonl.")],
    commune: CommuneOption = "",
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Write the pairs: those that were judged, then those that the last report proposes, without a decision."""
    _check_form(file)
    with open_house(settings_for(data)) as house:
        slug = house.resolve(commune)
        stores = house.stores(slug)
        places = Places(stores.documents)
        held = all_pairs(stores, places.documents)
        names = {document.id: name for name, document in named(places.documents).items()}
    form = pairs_csv if file.suffix.lower() == ".csv" else pairs_jsonl
    try:
        file.write_text(form(held, lambda document: names.get(document, document)), encoding="utf-8", newline="")
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}; choose another place") from error
    _tell(str(slug), held, as_json, f"in {file}: write oui or non under decision, then parvis pairs import {file}")


@pairs.command("import")
def import_pairs(
    file: Annotated[Path, typer.Argument(help="The file of parvis pairs export, with decisions.")],
    author: Annotated[str, typer.Option("--author", help="Who has read the pairs; kept with each.")],
    commune: CommuneOption = "",
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Keep what an editor decided; nothing is kept when one line cannot be read."""
    _check_form(file)
    if not author.strip():
        raise BadInput("--author is empty: say who has read the pairs")
    with open_house(settings_for(data)) as house:
        slug = house.resolve(commune)
        stores = house.stores(slug)
        documents = named(Places(stores.documents).documents)
        judged = read_pairs(file, documents, Judge(author=author.strip(), on=today_in(house, slug)))
        stores.pairs.judge(judged)
        kept = list(stores.pairs.pairs())
    _tell(str(slug), kept, as_json, f"{len(judged)} of them in {file}; parvis report --ask puts the validated ones")


def all_pairs(stores: CommuneStores, documents: Iterable[Document]) -> list[ContrastivePair]:
    """Those that were judged, then the proposals that nobody has judged."""
    judged = list(stores.pairs.pairs())
    open_ones = (one for one in stores.report.findings() if one.rule.startswith("NX-") and one.state.is_open)
    titles = {document.id: document.title for document in documents}
    proposed = proposed_pairs((read_observation(one.observed) for one in open_ones), titles)
    known = {pair.id for pair in judged}
    return [*judged, *(pair for pair in proposed if pair.id not in known)]


def named(documents: Iterable[Document]) -> dict[str, Document]:
    """Documents by ``source/path``, as the file names them."""
    return {f"{document.source}/{document.path}": document for document in documents}


def _check_form(file: Path) -> None:
    if file.suffix.lower() not in FORMS:
        raise BadInput(f"{file}: the name must end in {' or '.join(FORMS)}")


def _tell(slug: str, held: Iterable[ContrastivePair], as_json: bool, more: str) -> None:
    counts = dict.fromkeys((state.value for state in PairState), 0)
    documents: set[DocumentId] = set()
    for pair in held:
        counts[pair.state.value] += 1
        documents.add(pair.document_id)
    if as_json:
        print_json({"commune": slug, "pairs": dict(counts), "documents": len(documents)})
        return
    told = ", ".join(f"{count} {state}" for state, count in counts.items())
    out().print(f"pairs: {told}, on {len(documents)} documents; {more}", markup=False)
