"""A page of a site as it was last received, and how it is written in the mirror's list."""

import json
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class MirroredPage:
    """``path`` is where the copy stands in the mirror, ``digest`` the SHA-256 of its bytes.

    ``etag`` and ``last_modified`` are the server's own, sent back to it as they are. ``canonical`` is the address that
    the page gives itself. ``link_text`` and ``link_page`` are the words of the link that says best what the document
    is, and the title of the page that holds it; empty when no link does. ``map_day`` is the day of its last change that
    the site map gives, as written.
    """

    address: str
    path: str
    digest: str
    media_type: str
    title: str = ""
    etag: str = ""
    last_modified: str = ""
    canonical: str | None = None
    link_text: str = ""
    link_page: str = ""
    map_day: str = ""


_SINCE = {"map_day": ""}
"""What lists of older versions do not hold: a copy of a site stays known when the product changes."""


def page_line(page: MirroredPage) -> dict[str, Any]:
    """The page as JSON."""
    return {name: getattr(page, name) for name in MirroredPage.__dataclass_fields__}


def read_page(row: Any) -> MirroredPage | None:  # noqa: ANN401 - whatever the file holds
    """The page that ``page_line`` wrote; None for anything else (a line cut by a crash)."""
    if not isinstance(row, dict):
        return None
    canonical = row.get("canonical")
    names = [name for name in MirroredPage.__dataclass_fields__ if name != "canonical"]
    row = _SINCE | row
    texts = {name: value for name in names if isinstance(value := row.get(name), str)}
    if len(texts) < len(names) or not isinstance(canonical, str | None):
        return None
    return MirroredPage(canonical=canonical, **texts)


def json_lines(text: str) -> list[Any]:
    """Values of a JSON Lines text; lines that a crash cut are left out."""
    values = []
    for line in text.splitlines():
        try:
            values.append(json.loads(line))
        except ValueError:
            continue
    return values
