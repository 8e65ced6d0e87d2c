"""``parvis answer``: a file of questions in, a file of answers out."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from api.back_door import Asked, Json
from app.commands.options import settings_for
from app.console import CommuneOption, DataOption, JsonOption, bar, out, print_json
from app.doorway import doorway
from domain.errors import BadInput, BadQuestions


def answer(
    questions: Annotated[Path, typer.Argument(help="JSON Lines: id, question, commune?, history?, date?")],
    target: Annotated[Path, typer.Option("--out", help="JSON Lines: id and the answer, in the same order.")],
    commune: CommuneOption = "",
    data: DataOption = "",
    as_json: JsonOption = False,
) -> None:
    """Answer every question of a file; ``date`` (YYYY-MM-DD) is the day on which it is asked."""
    asked = read_questions(questions, commune)
    counts: dict[str, int] = {}
    fresh = target.with_name(target.name + ".part")
    try:
        with (
            doorway(settings_for(data)) as work,
            fresh.open("w", encoding="utf-8") as file,
            bar("questions", quiet=as_json) as progress,
        ):
            for done, (identifier, one) in enumerate(asked, start=1):
                row: Json = {"id": identifier, **work.answer(one)}
                file.write(json.dumps(row, ensure_ascii=False) + "\n")
                counts[str(row["status"])] = counts.get(str(row["status"]), 0) + 1
                progress.update(done, len(asked))
        fresh.replace(target)
    except OSError as error:
        raise BadInput(f"{target}: cannot be written ({error})") from error
    finally:
        fresh.unlink(missing_ok=True)
    if as_json:
        print_json({"out": str(target), "questions": len(asked), "statuses": dict(sorted(counts.items()))})
    else:
        told = ", ".join(f"{status} {count}" for status, count in sorted(counts.items()))
        out().print(f"{len(asked)} answers in {target}: {told}", markup=False)


def read_questions(file: Path, commune: str) -> list[tuple[str, Asked]]:
    """Ids and questions; ``commune`` serves the lines that name none. Raises BadQuestions naming the line."""
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestions(f"{file}: cannot be read as UTF-8 text ({error})") from error
    return [_question(f"{file}:{n}", line, commune) for n, line in enumerate(lines, start=1) if line.strip()]


def _question(place: str, line: str, commune: str) -> tuple[str, Asked]:
    try:
        row = json.loads(line)
        history = row.get("history") or []
        if not isinstance(row["id"], str) or not isinstance(row["question"], str):
            raise TypeError("id and question must be texts")
        if not isinstance(history, list) or not all(isinstance(h, str) for h in history):
            raise TypeError("history must be a list of texts")
        at = _noon(row["date"]) if row.get("date") else None
        named = row.get("commune") or commune
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadQuestions(
            f"{place}: not a question ({error!r}); expected id, question, commune?, history?, date?"
        ) from error
    return row["id"], Asked(text=row["question"], commune=named, history=tuple(history), at=at)


def _noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(12), tzinfo=ZoneInfo("Europe/Paris"))
