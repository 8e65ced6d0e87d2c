"""Reads ``prompts/drafts/``: subjects, texts, form. What is wrong in these files is an error of ours, said by name."""

import string
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from domain.errors import ParvisError
from prompts.catalogue import FOLDER
from visas.drafting.subject import AnswerKind, CitedText, Drafts, Question, Subject, VisaRule

DRAFTS = FOLDER / "drafts"
_FORM, _TEXTS = "form.toml", "texts.toml"

Row = Mapping[str, object]


class BadDraftFile(ParvisError):
    """A file of ``prompts/drafts/`` names a question, a text or a kind that does not exist."""


@cache
def shipped_drafts() -> Drafts:
    """The drafts of this version, read once, when first needed. Raises BadDraftFile."""
    return read_drafts(DRAFTS)


def read_drafts(folder: Path) -> Drafts:
    """Every file of a folder. Raises BadDraftFile."""
    form = tomllib.loads((folder / _FORM).read_text("utf-8"))
    texts = tomllib.loads((folder / _TEXTS).read_text("utf-8"))["text"]
    subjects: dict[str, Subject] = {}
    for file in sorted(folder.glob("*.toml")):
        if file.name in (_FORM, _TEXTS):
            continue
        for row in tomllib.loads(file.read_text("utf-8"))["subject"]:
            subject = _subject(row)
            if subject.id in subjects:
                raise BadDraftFile(f"prompts/drafts/{file.name}: subject {subject.id!r} is written twice; keep one")
            subjects[subject.id] = subject
    sections = {name: rows for name, rows in form.items() if isinstance(rows, dict)}
    drafts = Drafts(
        subjects=subjects,
        texts={key: _text(row) for key, row in texts.items()},
        meeting=tuple(_question(row) for row in form["question"]),
        sentences={f"{name}.{key}": said for name, rows in sections.items() for key, said in rows.items()},
    )
    for subject in subjects.values():
        _check(drafts, subject)
    return drafts


def placeholders(line: str) -> set[str]:
    """The questions that a line of words names: {"montant"} of « Une somme de {montant} »."""
    return {name for _, name, _, _ in string.Formatter().parse(line) if name}


def _check(drafts: Drafts, subject: Subject) -> None:
    known = {question.id for question in subject.questions}
    lines = (subject.object, *subject.considerants, *subject.articles)
    for name in sorted({name for line in lines for name in placeholders(line)} - known):
        raise BadDraftFile(f"prompts/drafts: {subject.id}: no question {name!r}")
    for rule in subject.visas:
        if rule.condition is not None and rule.condition[0] not in known:
            raise BadDraftFile(f"prompts/drafts: {subject.id}: no question {rule.condition[0]!r} for {rule.key}")
        kind = rule.key.partition(":")[0]
        if kind in ("loi", "ordonnance", "decret") and rule.key.partition("#")[0] not in drafts.texts:
            raise BadDraftFile(f"prompts/drafts: {subject.id}: {rule.key} has no words in texts.toml")


def _subject(row: Row) -> Subject:
    return Subject(
        id=str(row["id"]),
        title=str(row["title"]),
        object=str(row["object"]),
        matter=str(row["matter"]),
        search=str(row["search"]),
        visas=tuple(_rule([str(part) for part in _list(visa)]) for visa in _list(row["visas"])),
        considerants=tuple(str(line) for line in _list(row["considerants"])),
        articles=tuple(str(line) for line in _list(row["articles"])),
        questions=tuple(_question(one) for one in _list(row["question"]) if isinstance(one, dict)),
    )


def _rule(parts: list[str]) -> VisaRule:
    question, _, value = parts[2].partition("=") if len(parts) > 2 else ("", "", "")
    return VisaRule(key=parts[0], why=parts[1], condition=(question, value) if question else None)


def _question(row: Row) -> Question:
    return Question(
        id=str(row["id"]),
        label=str(row["label"]),
        kind=AnswerKind(str(row["kind"])),
        is_required=row.get("required") is True,
        choices=tuple(str(choice) for choice in _list(row.get("choices", []))),
    )


def _text(row: Row) -> CitedText:
    return CitedText(
        words=str(row["words"]),
        source=str(row["source"]),
        first_day=_day(row.get("first_day")),
        last_day=_day(row.get("last_day")),
    )


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None


def _list(value: object) -> Iterable[object]:
    return value if isinstance(value, list) else []
