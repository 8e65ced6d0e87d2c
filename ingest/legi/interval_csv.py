"""Files of intervals: one line a version of an article, ``article,debut,fin,…``, one file a code.

For tests, benchmarks and installations without DILA's archives. Columns read: ``article``, ``debut``, ``fin``
(excluded, empty without end), and where they are ``texte_creant``,
``section``, ``blob`` (a digest of the words), ``motif_fin``.
"""

import csv
import gzip
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from domain.errors import BadInput
from domain.legal_codes import code_named
from domain.legal_number import article_number
from domain.legal_record import FilePlace, RecordedArticle
from french.analyser import stems

ANOTHER_ARTICLE = 0.25
"""Share of stems in common under which two headings, without the words of any code, are those of two articles.

Read on the 1,678 changes of section of the planning code: the numbers reused on 1 January 2016 (« plans locaux
d'urbanisme », then « schéma directeur de la région d'Île-de-France ») have nothing in common; plans of 2001 that only
changed their name (« plans d'occupation des sols », « plans locaux d'urbanisme ») keep a third and more.
"""

_OF_ANY_CODE = (
    "livre titre chapitre section sous paragraphe partie dispositions générales particulières spéciales communes"
)
_OF_ANY_CODE += " règles relatives applicables contenu articles législative réglementaire premier prévisions"

_DEEPEST = 3
"""Headings that are compared, from the article up: the books and titles above hold a whole code together."""


def interval_files(path: Path) -> list[Path]:
    """The files of intervals in a folder, or the file itself. Raises BadInput when there is none."""
    files = sorted([*path.glob("*.csv"), *path.glob("*.csv.gz")]) if path.is_dir() else [path]
    if not files:
        raise BadInput(f"{path} holds no file of intervals; give a folder of .csv or .csv.gz files, one a code")
    return files


def code_of_file(file: Path) -> str:
    """The short name of the code that a file's name gives (``code-electoral.csv.gz``). Raises BadInput for another."""
    title = file.name.removesuffix(".gz").removesuffix(".csv")
    code = code_named(title)
    if code is None:
        raise BadInput(f"{file}: {title!r} names no code; name the file after the code's title, « code-electoral.csv »")
    return code


def read_intervals(file: Path) -> Iterator[RecordedArticle]:
    """The versions that a file holds, article by article in the order of the file. Raises BadInput naming the line."""
    code = code_of_file(file)
    previous: RecordedArticle | None = None
    opener = gzip.open if file.suffix == ".gz" else open
    try:
        with opener(file, "rt", encoding="utf-8", newline="") as lines:
            for line, row in enumerate(csv.DictReader(lines), start=2):
                record = _record(file, line, row, code, previous)
                yield record
                previous = record
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{file} cannot be read: {error}") from error


def _record(
    file: Path, line: int, row: dict[str, str | None], code: str, previous: RecordedArticle | None
) -> RecordedArticle:
    try:
        number = article_number(row["article"] or "")
        start = date.fromisoformat(row["debut"] or "")
        end = date.fromisoformat(row["fin"]) if row["fin"] else None
    except (KeyError, ValueError) as error:
        raise BadInput(f"{file}, line {line}: columns article, debut, fin (YYYY-MM-DD) are needed ({error})") from error
    place = FilePlace(folder=f"intervals/{code}/", legi_id=f"{code}:{number}@{start.isoformat()}", written_at=0)
    heading = row.get("section") or ""
    goes_on = previous is not None and previous.number == number and not _is_another(previous.heading, heading)
    return RecordedArticle(
        place=place,
        code=code,
        number=number,
        start=start,
        end=end,
        state_word=row.get("motif_fin") or "",
        article_id=previous.article_id if goes_on and previous is not None else place.legi_id,
        heading=heading,
        changed_by=row.get("texte_creant") or "",
        text="",
        text_digest=row.get("blob") or "",
    )


def _is_another(before: str, after: str) -> bool:
    """Whether two paths of headings are those of different subjects; unknown headings say nothing."""
    one, other = (_stems(path) for path in (before, after))
    return bool(one and other) and before != after and len(one & other) / len(one | other) < ANOTHER_ARTICLE


def _stems(path: str) -> frozenset[str]:
    words = " ".join(path.replace("_", "-").split("/")[-_DEEPEST:]).replace("-", " ")
    return frozenset(stem for stem in stems(words) if len(stem) > 3) - frozenset(stems(_OF_ANY_CODE))
