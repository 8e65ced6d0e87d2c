"""The facts of law that ship with the product: chosen articles, texts and replacements, with their days and sources.

Three files in ``starter_law/``, checked when read: numbers and days only, no text of law. They say what they cover and
until when; they never say that a number does not exist.
"""

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from domain.legal_base import Coverage, Replacement
from domain.legal_record import FilePlace, RecordedArticle, RecordedText
from prompts import catalogue
from storage.sqlite_legal_base import SqliteLegalBase
from storage.sqlite_legal_build import LegalBuild

FOLDER = Path(__file__).parent / "starter_law"
ARTICLES, TEXTS, REPLACEMENTS, COVERAGE = "articles.csv", "texts.csv", "replacements.csv", "coverage.csv"


def open_starter(folder: Path = FOLDER) -> SqliteLegalBase:
    """The shipped facts as a base, in memory. Raises ValueError on a file that is wrong."""
    build = LegalBuild(None)
    build.write([*starter_articles(folder / ARTICLES), *starter_texts(folder / TEXTS)])
    build.add_replacements(list(starter_replacements(folder / REPLACEMENTS)))
    build.cover(list(starter_coverage(folder / COVERAGE)))
    return SqliteLegalBase.of_build(build)


def starter_articles(file: Path) -> Iterator[RecordedArticle]:
    """Versions of articles: ``code,number,start,end,article,heading,digest``."""
    for row in _rows(file):
        name = f"{row['code']}:{row['number']}@{row['start']}"
        yield RecordedArticle(
            place=FilePlace(folder=f"starter/{row['code']}/", legi_id=name, written_at=0),
            code=row["code"],
            number=row["number"],
            start=date.fromisoformat(row["start"]),
            end=_day(row["end"]),
            state_word="",
            article_id=f"{row['code']}/{row['article']}",
            heading=row["heading"],
            changed_by="",
            text="",
            text_digest=row["digest"],
        )


def starter_texts(file: Path) -> Iterator[RecordedText]:
    """Laws, ordinances, decrees and codes: ``key,title,signed,start,end,id,names,source``; names between bars."""
    for row in _rows(file):
        yield RecordedText(
            place=FilePlace(folder="starter/texts/", legi_id=row["id"] or row["key"], written_at=0),
            key=row["key"],
            title=row["title"],
            signed_on=_day(row["signed"]),
            start=date.fromisoformat(row["start"]),
            end=_day(row["end"]),
            state_word="",
            names=tuple(name for name in row["names"].split("|") if name),
        )


def starter_replacements(file: Path) -> Iterator[Replacement]:
    """What took over, best founded first: ``old,new,link,since,source,note``."""
    for row in _rows(file):
        yield Replacement(
            old=row["old"],
            new=row["new"],
            link=row["link"],
            since=_day(row["since"]),
            source=row["source"],
            note=row["note"],
        )


def starter_coverage(file: Path) -> Iterator[Coverage]:
    """What is covered: ``subject,since,until,source``; never complete."""
    for row in _rows(file):
        yield Coverage(
            subject=row["subject"],
            since=_day(row["since"]),
            until=date.fromisoformat(row["until"]),
            source=row["source"],
            is_complete=False,
            note=catalogue.text("legal_base.starter"),
        )


def _rows(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
