"""``parvis draft``: a délibération from a subject and answers, as text, JSON, ODT or DOCX."""

import json
from pathlib import Path
from typing import Annotated

import typer

from app.chosen_language_model import chosen_language_model
from app.commands.options import settings_for
from app.commands.visas_force import day_given
from app.console import CommuneOption, DataOption, JsonOption, out, print_json
from app.drafting import draft_json, draft_of
from app.house import open_house
from domain.clock import SystemClock
from domain.errors import BadInput
from visas.drafting.answers import Answers, check_answers
from visas.drafting.compose import mark
from visas.drafting.docx_file import docx_file
from visas.drafting.odt_file import odt_file
from visas.drafting.subject import Drafts, Subject
from visas.drafting.subjects_file import shipped_drafts


def draft(
    subject: Annotated[str, typer.Argument(help="A subject's name; without it, the list of subjects.")] = "",
    answers: Annotated[Path | None, typer.Option("--answers", help="JSON object: question to answer.")] = None,
    at: Annotated[str, typer.Option("--date", metavar="YYYY-MM-DD", help="Day of the meeting; today if empty.")] = "",
    odt: Annotated[Path | None, typer.Option("--odt", help="OpenDocument text to write.")] = None,
    docx: Annotated[Path | None, typer.Option("--docx", help="Word document to write.")] = None,
    expose: Annotated[bool, typer.Option("--expose", help="Let the language model write the exposé.")] = False,
    commune: CommuneOption = "",
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Draft a délibération; its visas come from rules and are in force on the day of the meeting, or marked."""
    drafts = shipped_drafts()
    if not subject:
        for one in drafts.subjects.values():
            out().print(f"{one.id}: {one.title}", markup=False)
        return
    chosen = drafts.subjects.get(subject)
    if chosen is None:
        raise BadInput(f"no subject {subject!r}; `parvis draft` lists them")
    checked = _answers(drafts, chosen, answers)
    day = day_given("--date", at) if at else SystemClock().now().date()
    settings = settings_for(data)
    model = chosen_language_model(settings) if expose else None
    if expose and model is None:
        raise BadInput("--expose needs a language model: set PARVIS_LLM_URL, or leave the option out")
    with open_house(settings) as house:
        made = draft_of(settings, house, house.resolve(commune), drafts, chosen, checked, day, model=model)
    first = mark(drafts, made, to_review_by=checked.said.get("relecteur", ""))
    if odt is not None:
        _write(odt, odt_file(made, first))
    if docx is not None:
        _write(docx, docx_file(made, first))
    if as_json:
        print_json(draft_json(made, first))
    else:
        for line in (first, *made.lines):
            out().print(line.text, markup=False)


def _answers(drafts: Drafts, subject: Subject, file: Path | None) -> Answers:
    asked = ", ".join(f"{one.id} ({one.kind})" for one in subject.questions)
    if file is None:
        raise BadInput(f"{subject.id} needs --answers FILE, a JSON object with: {asked}")
    try:
        given = json.loads(file.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadInput(f"{file}: cannot be read as JSON ({error})") from error
    if not isinstance(given, dict) or not all(isinstance(one, str | int | float) for one in given.values()):
        raise BadInput(f"{file}: expected a JSON object of texts and numbers with: {asked}")
    checked = check_answers(drafts, subject, {name: str(value) for name, value in given.items()})
    if checked.problems:
        raise BadInput(f"{file}: {' '.join(checked.problems.values())}")
    return checked


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}; choose another place") from error
