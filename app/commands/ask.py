"""``parvis ask``: one question, its answer."""

from collections.abc import Sequence
from typing import Annotated, cast

import typer

from api.back_door import Asked, Json
from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, out, print_json
from app.doorway import doorway


def ask(
    question: Annotated[str, typer.Argument(help="The question, as a resident would type it.")],
    commune: CommuneOption = "",
    history: Annotated[
        list[str] | None, typer.Option("--after", help="An earlier question of the conversation; may be repeated.")
    ] = None,
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Ask one question and print its answer with its sources."""
    with doorway(settings_for(data)) as work:
        answer = work.answer(Asked(text=question, commune=commune, history=tuple(history or ())))
    if as_json:
        print_json(answer)
        return
    for line in answer_lines(answer):
        out().print(line, markup=False)


def answer_lines(answer: Json) -> list[str]:
    """The answer as lines for a terminal."""
    lines = [f"[{answer['status']}] {answer['message']}"]
    for sentence in _rows(answer["sentences"]):
        lead = f"{sentence['lead']}\n    " if sentence["lead"] else ""
        doubts = ", ".join(map(str, cast(Sequence[str], sentence["to_check"])))
        told = f" (read on a scan, check: {doubts})" if doubts else ""
        lines.append(f"  {lead}{sentence['text']}{told} [{sentence['citation']}]")
    for citation in _rows(answer["citations"]):
        page = f", page {citation['page']}" if citation["page"] else ""
        lines.append(f"  [{citation['number']}] {citation['title']} ({citation['source']}/{citation['path']}{page})")
        lines += [f"      {note['text']}" for note in _rows(citation["notes"])]
    service = cast("Json | None", answer["service"])
    if service is not None and answer["status"] != "answered":
        known = [str(service[key]) for key in ("name", "phone", "email") if service[key]]
        lines.append(f"  {' · '.join(known)}")
    return lines


def _rows(value: object) -> Sequence[Json]:
    return cast(Sequence[Json], value)
