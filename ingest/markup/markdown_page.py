"""Markdown pages, with YAML front matter, Liquid tags and HTML inside. Runs only in the cage."""

import re
from datetime import date
from typing import Any

import yaml
from markdown_it import MarkdownIt

from domain.document import MediaType
from domain.written import WrittenEvidence
from french.dates import dates_in
from ingest.hostile.hidden import HiddenText, hidden_signals
from ingest.markup.charset import decode_text
from ingest.markup.lxml_page import drop_boilerplate, parse, walk_lines
from ingest.text import LineKind, Reading, ReadPage, TextLine
from ingest.written.choosing import machine_days

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# A loop over a collection leaves nothing to read: its body is a pattern, not a text.
_LIQUID_LOOP = re.compile(r"\{%-?\s*for\b.*?\{%-?\s*endfor\s*-?%\}", re.DOTALL)
_LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{:[^}\n]*\}", re.DOTALL)
# Front matter that a template shows, in the order of preference as a title.
_TITLES = ("titre_page", "title", "titre", "nom")
# Front matter that a template shows as text.
_SHOWN = ("introduction", "chapo", "description_page", "resume")
_MOST_FRONT_MATTER = 100_000
# Jekyll and Hugo (date, lastmod, last_modified_at, publishDate), and what French templates call them.
_DATES = re.compile(
    r"(?:date(?:_(?:texte|publication|maj|modification|mise_a_jour))?|publishdate|published(?:_at|_on)?|lastmod"
    r"|last_modified(?:_at)?|updated(?:_at|_on)?|modified|maj|mise_a_jour)\Z",
    re.IGNORECASE,
)


def read_markdown(data: bytes) -> Reading:
    """Lines of a Markdown page. Raises Refused when the HTML that it makes cannot be read."""
    body, facts = _front_matter(decode_text(data))
    body = _LIQUID.sub("", _LIQUID_LOOP.sub("", body))
    markup = MarkdownIt("commonmark", {"html": True, "breaks": True}).enable(["table", "strikethrough"]).render(body)
    lines: list[TextLine] = [
        TextLine(text=str(facts[name]), kind=LineKind.PARAGRAPH) for name in _SHOWN if isinstance(facts.get(name), str)
    ]
    hidden: list[HiddenText] = []
    if markup.strip():
        root = parse(f"<html><body>{markup}</body></html>")
        hidden = drop_boilerplate(root)
        lines += [line for line, _ in walk_lines(root)]
    title = next((str(facts[name]) for name in _TITLES if isinstance(facts.get(name), str | int)), "")
    if title:
        lines.insert(0, TextLine(text=title, kind=LineKind.HEADING, level=1))
    return Reading(
        media_type=MediaType.MARKDOWN,
        pages=(ReadPage(number=None, lines=tuple(lines)),),
        declared_title=title,
        dates=tuple((WrittenEvidence.DECLARED, day) for day in _days(facts)),
        signals=tuple(hidden_signals(hidden)),
    )


def _days(facts: dict[str, Any]) -> list[date]:
    """« date: 2031-05-03 10:00:00 +0200 », « date_texte: 3 mai 2031 »."""
    told = [value for name, value in facts.items() if _DATES.match(str(name))]
    said = [day for value in told if isinstance(value, str) for span in dates_in(value) if (day := span.value.whole())]
    return [*machine_days(value for value in told if isinstance(value, date)), *said]


def _front_matter(text: str) -> tuple[str, dict[str, Any]]:
    found = _FRONT_MATTER.match(text)
    if not found:
        return text, {}
    try:
        facts = yaml.safe_load(found.group(1)) if len(found.group(1)) < _MOST_FRONT_MATTER else None
    except (yaml.YAMLError, ValueError, RecursionError):
        facts = None
    return text[found.end() :], facts if isinstance(facts, dict) else {}
