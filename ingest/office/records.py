"""Rows that are too wide for a table, shown as records: « Titre de la colonne : valeur », one line each. Pure."""

from collections.abc import Sequence

from ingest.text import LineKind, TextLine

# Columns by which a record is known, best first; words of a column's title in lower case.
_NAMING = ("titre", "nom", "objet", "intitul", "libell", "désignation", "designation", "dénomination", "association")


def record_lines(
    titles: Sequence[str], values: Sequence[str], number: int, *, name: str = "", link: str = ""
) -> list[TextLine]:
    """One row as a record: a heading, then « Titre de la colonne : valeur » for each column that is filled.

    ``number`` tells it from the records beside it, so that each is a passage of its own (``ingest/passages.py``).
    ``link`` is where the thing itself is published, when the row says.
    """
    pairs = [(title, value) for title, value in zip(titles, values, strict=False) if value]
    if not pairs:
        return []
    name = name or _name_of(pairs)
    heading = [TextLine(text=name, kind=LineKind.HEADING, level=4, table=number, link=link)] if name else []
    items = [f"{title} : {value}" if title else value for title, value in pairs]
    lines = (TextLine(text=f"- {item}", kind=LineKind.ITEM, table=number, link=link) for item in items)
    return [*heading, *lines]


def _name_of(pairs: Sequence[tuple[str, str]]) -> str:
    for word in _NAMING:
        for title, value in pairs:
            if word in title.lower() and any(c.isalpha() for c in value):
                return value[:200]
    return next((value for _, value in pairs if sum(c.isalpha() for c in value) > 2), "")[:200]
