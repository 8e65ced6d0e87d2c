"""Markdown pages, with YAML front matter, Liquid tags and HTML inside. Runs only in the cage."""

import re
from typing import Any

import yaml
from markdown_it import MarkdownIt

from domain.document import MediaType
from ingest.hostile.hidden import HiddenText, hidden_signals
from ingest.markup.charset import decode_text
from ingest.markup.lxml_page import drop_boilerplate, parse, walk_lines
from ingest.text import LineKind, Reading, ReadPage, TextLine

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
# A loop over a collection leaves nothing to read: its body is a pattern, not a text.
_LIQUID_LOOP = re.compile(r"\{%-?\s*for\b.*?\{%-?\s*endfor\s*-?%\}", re.DOTALL)
_LIQUID = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{:[^}\n]*\}", re.DOTALL)
# Front matter that a template shows, in the order of preference as a title.
_TITLES = ("titre_page", "title", "titre", "nom")
# Front matter that a template shows as text.
_SHOWN = ("introduction", "chapo", "description_page", "resume")
_MOST_FRONT_MATTER = 100_000


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
        signals=tuple(hidden_signals(hidden)),
    )


def _front_matter(text: str) -> tuple[str, dict[str, Any]]:
    found = _FRONT_MATTER.match(text)
    if not found:
        return text, {}
    try:
        facts = yaml.safe_load(found.group(1)) if len(found.group(1)) < _MOST_FRONT_MATTER else None
    except (yaml.YAMLError, ValueError, RecursionError):
        facts = None
    return text[found.end() :], facts if isinstance(facts, dict) else {}
