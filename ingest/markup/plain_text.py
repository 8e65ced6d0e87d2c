"""Bare text → paragraphs, headings, list items: told by blank lines, capitals and underlines. Runs only in the cage."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from domain.document import MediaType
from french.act_parts import starts_visa
from ingest.characters import clean_characters
from ingest.markers import bullet, ends_sentence, in_capitals, starts_article, starts_outline
from ingest.markup.charset import decode_text
from ingest.text import LineKind, Reading, ReadPage, TextLine

_LONGEST_HEADING = 90
# « ======== » or « -------- » under a title; not « -- » before a signature.
_UNDERLINE = re.compile(r"^\s*([=\-_~*#])\1{3,}\s*$")
# « # Titre », « == Titre == », « *** TITRE *** » of texts that were typed as pages.
_DECORATED = re.compile(r"^\s*(?:#{1,6}|[=*]{2,})\s*(?P<title>[^=*#]+?)\s*[=*#]*\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Raw:
    """A line as written. ``after`` and ``before``: whether a blank line stands on that side."""

    text: str
    is_underlined: bool
    before: bool
    after: bool


def read_plain_text(data: bytes) -> Reading:
    """Lines of a bare text file."""
    lines = tuple(text_lines(decode_text(data)))
    return Reading(media_type=MediaType.TEXT, pages=(ReadPage(number=None, lines=lines),))


def text_lines(text: str) -> list[TextLine]:
    """Each line of the text is a paragraph, unless the text is hard-wrapped."""
    raw = _raw_lines(text.replace("\f", "\n").split("\n"))
    width = _wrap_width([line.text for line in raw])
    lines: list[TextLine] = []
    former: _Raw | None = None
    for line in raw:
        title = _heading(line, former)
        if title:
            lines.append(TextLine(text=title, kind=LineKind.HEADING, level=4 if starts_article(title) else 3))
            former = None
            continue
        goes_on = former is not None and not line.before and len(former.text) > 0.75 * width > 0
        if goes_on and lines and bullet(line.text) is None:
            lines[-1] = TextLine(text=f"{lines[-1].text} {line.text}", kind=lines[-1].kind)
        else:
            lines.append(_text_line(line.text))
        former = line
    return lines


def _raw_lines(written: Sequence[str]) -> list[_Raw]:
    cleaned = [clean_characters(line) for line in written]
    says = [any(c.isalnum() for c in line) for line in cleaned]
    found = []
    for at, text in enumerate(cleaned):
        if says[at]:
            underlined = at + 1 < len(written) and bool(_UNDERLINE.match(written[at + 1]))
            after = at + 1 >= len(says) or not says[at + 1]
            found.append(_Raw(text=text, is_underlined=underlined, before=at == 0 or not says[at - 1], after=after))
    return found


def _heading(line: _Raw, former: _Raw | None) -> str:
    """The heading that a line is, without its decoration; empty when it is none."""
    text = line.text
    if len(text) > _LONGEST_HEADING or sum(map(str.isalpha, text)) < 3:
        return ""
    decorated = _DECORATED.match(text)
    if decorated and any(c.isalpha() for c in decorated["title"]):
        return decorated["title"].strip()
    if line.is_underlined:
        return text
    if (
        text[0].islower()
        or text[-1] in ".;,:!…"
        or (former is not None and not ends_sentence(former.text) and not line.before)
    ):
        return ""
    if starts_article(text) or (starts_outline(text) and line.before and line.after):
        return text
    capitals = in_capitals(text) and sum(map(str.isupper, text)) >= 6 and not text[-1].isdigit()
    return text if capitals and not starts_visa(text) and line.before else ""


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
