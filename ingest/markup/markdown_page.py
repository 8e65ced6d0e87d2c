"""Markdown pages, with YAML front matter, Liquid tags and HTML inside; and bare text. Runs only in the cage."""

import re
from typing import Any

import yaml
from markdown_it import MarkdownIt

from domain.document import MediaType
from ingest.characters import clean_characters
from ingest.hostile.hidden import HiddenText, hidden_signals
from ingest.markers import bullet
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


def read_plain_text(data: bytes) -> Reading:
    """Lines of a bare text file: each is a paragraph, unless the text is hard-wrapped."""
    raw = [clean_characters(line) for line in decode_text(data).replace("\f", "\n").split("\n")]
    width = _wrap_width(raw)
    paragraphs: list[list[str]] = []
    former = ""
    for text in raw:
        goes_on = bool(former) and len(former) > 0.75 * width > 0 and bullet(text) is None
        if text and goes_on and paragraphs:
            paragraphs[-1].append(text)
        elif any(c.isalnum() for c in text):
            paragraphs.append([text])
        former = text
    lines = tuple(_text_line(" ".join(paragraph)) for paragraph in paragraphs)
    return Reading(media_type=MediaType.TEXT, pages=(ReadPage(number=None, lines=lines),))


def _wrap_width(lines: list[str]) -> int:
    """Longest line of a hard-wrapped text; 0 when lines are as long as their paragraphs."""
    lengths = [len(line) for line in lines if line]
    longest = max(lengths, default=0)
    full = sum(length > 0.75 * longest for length in lengths)
    return longest if 40 <= longest <= 110 and full > 0.4 * len(lengths) and len(lengths) > 3 else 0


def _text_line(text: str) -> TextLine:
    item = bullet(text)
    if item is not None:
        return TextLine(text=f"- {item}", kind=LineKind.ITEM)
    return TextLine(text=text, kind=LineKind.PARAGRAPH)
