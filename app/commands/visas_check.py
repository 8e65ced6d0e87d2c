"""``parvis visas check``: the visas of a draft at the day of its meeting."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from api.visa_check_json import check_json, remark_sentence
from app.commands.options import settings_for
from app.commands.visas_force import day_given
from app.console import CommuneOption, DataOption, JsonOption, out, print_json
from app.house import open_house
from app.legal import open_legal
from app.settings import Settings
from app.visa_draft import draft_text
from domain.known_acts import known_acts
from prompts.catalogue import text
from visas.checking.check import check_draft
from visas.checking.commune_acts import CommuneActs, commune_acts
from visas.checking.outcome import DraftCheck


def check_visas(
    file: Annotated[Path, typer.Argument(help="The draft: text, ODT, DOCX or PDF.")],
    at: Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="Day of the meeting.")],
    subject: Annotated[str, typer.Option("--about", help="Subject; read from the draft when empty.")] = "",
    model: Annotated[str, typer.Option("--model", metavar="YYYY-MM-DD", help="Day of the act copied from.")] = "",
    commune: CommuneOption = "",
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Say of each visa of a draft where it stands on the day of the meeting, and what may take its place.

    With --commune, the commune's own acts are held against its register.
    """
    day = day_given("--date", at)
    model_day = day_given("--model", model) if model else None
    settings = settings_for(data)
    words = draft_text(file)
    acts = _register(settings, commune) if commune else None
    check = check_draft(open_legal(settings), words, day, subject=subject, model_day=model_day, acts=acts)
    if as_json:
        print_json(check_json(check))
        return
    for line in check_lines(check):
        out().print(line, markup=False)


def check_lines(check: DraftCheck) -> Iterator[str]:
    """A check for people, in the agents' language: a line for each reference, what to do under it."""
    for visa in check.visas:
        yield f"{text(f'visa_verdict.{visa.verdict.value}')} : {visa.text}"
        for one in visa.references:
            for reason in one.reasons:
                yield f"    {one.reference.surface} : {text(f'visa_reason.{reason.value}')}"
            for proposal in one.proposals:
                source = f" ({proposal.source})" if proposal.source else ""
                yield f"    -> {proposal.after}{source}{f' {proposal.note}' if proposal.note else ''}"
    for remark in check.remarks:
        yield f"- {remark_sentence(remark)}"


def _register(settings: Settings, commune: str) -> CommuneActs:
    with open_house(settings) as house:
        documents = house.stores(house.resolve(commune)).documents
        return commune_acts(known_acts(documents.documents(), documents.decisions()), documents.successions())
