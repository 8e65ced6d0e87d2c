"""lxml: what a page says beside its text: where it stands in its site, and the contacts in its footer. Cage only."""

import copy
import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import html

from french.addresses import addresses_in
from french.contacts import emails_in, phones_in
from french.hours import hours_in
from ingest.characters import clean_characters
from ingest.markup.lxml_page import drop_boilerplate, walk_lines
from ingest.text import LineKind, TextLine

_DEEPEST_TRAIL, _LONGEST_CRUMB = 8, 120
# « Fil d'Ariane », « breadcrumb », « breadcrumbs », « fil-ariane », « breadcrumb-nav »; not « arianespace ».
_TRAIL_NAME = re.compile(r"(?:^|[-_\s])(?:breadcrumbs?|fil[-_\s]?d?['’]?[-_\s]?ariane)(?:$|[-_\s])", re.IGNORECASE)
# What stands between crumbs, and what opens them: « Vous êtes ici : ».
_BETWEEN = re.compile(r"^[\s›»>/|·•→:-]*$")
_HERE = re.compile(r"^vous êtes (?:ici|dans)\s*:?\s*", re.IGNORECASE)
# « footer », « site-footer », « pied-de-page », « footer__contact »; not « footnotes ».
_FOOT_NAME = re.compile(
    r"^(?:(?:site|page|main|global)?[-_]?footer(?:$|[-_])|pied[-_]?(?:de[-_]?)?page)", re.IGNORECASE
)
_MOST_FOOT_LINES = 40
_LONGEST_LABEL = 60


def breadcrumb(root: html.HtmlElement) -> tuple[str, ...]:
    """Names of the pages above and of the page itself, widest first; empty when the page shows no trail.

    Looked for as schema.org's BreadcrumbList (microdata, then JSON-LD), then as a block named a trail.
    """
    found = _microdata(root) or _json_ld(root) or _named(root)
    crumbs = [crumb for name in found[:_DEEPEST_TRAIL] if (crumb := _HERE.sub("", clean_characters(name)))]
    return tuple(crumb[:_LONGEST_CRUMB] for crumb in dict.fromkeys(crumbs))


def foot_lines(root: html.HtmlElement) -> tuple[TextLine, ...]:
    """Lines of the footer that give hours, a phone, an e-mail or an address, with the label just above them."""
    body = html.Element("body")
    for element in root.iter():
        if _is_foot(element) and not any(_is_foot(above) for above in element.iterancestors()):
            part = copy.deepcopy(element)
            part.tag, part.tail = "div", None
            part.attrib.clear()
            body.append(part)
    if not len(body):
        return ()
    page = html.Element("html")
    page.append(body)
    drop_boilerplate(page)
    lines = [(line, share) for line, share in walk_lines(page)][: 5 * _MOST_FOOT_LINES]
    kept: list[TextLine] = []
    for index, (line, share) in enumerate(lines):
        tells_next = index + 1 < len(lines) and _is_contact(lines[index + 1][0].text)
        is_label = len(line.text) <= _LONGEST_LABEL and not share and tells_next
        if _is_contact(line.text) or is_label:
            kind = LineKind.PARAGRAPH if line.kind is LineKind.HEADING else line.kind
            kept.append(TextLine(text=line.text, kind=kind, cells=line.cells))
    return tuple(kept[:_MOST_FOOT_LINES])


def has_scripts(root: html.HtmlElement) -> bool:
    """Whether a script of some size, or a file of scripts, may write the page's text in the browser."""
    return any(script.get("src") or len(script.text or "") > 200 for script in root.iter("script"))


def _is_contact(text: str) -> bool:
    if not any(c.isdigit() for c in text) and "@" not in text:
        return False
    return bool(phones_in(text) or emails_in(text) or hours_in(text) or addresses_in(text))


def _is_foot(element: Any) -> bool:  # noqa: ANN401 - comments and instructions are no elements
    if not isinstance(element.tag, str) or element.tag in ("body", "html", "main", "article", "link", "a"):
        return False
    if element.tag == "footer" or (element.get("role") or "").lower() == "contentinfo":
        return not any(above.tag in ("article", "section", "blockquote") for above in element.iterancestors())
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    return any(_FOOT_NAME.match(name) for name in names[:12])


def _microdata(root: html.HtmlElement) -> list[str]:
    for holder in root.xpath("//*[contains(@itemtype, 'BreadcrumbList')]"):
        names = [
            name.get("content") or "".join(name.itertext())
            for name in holder.xpath(".//*[contains(concat(' ', @itemprop, ' '), ' name ')]")
        ]
        if names:
            return names
    return []


def _json_ld(root: html.HtmlElement) -> list[str]:
    for script in root.xpath("//script[@type='application/ld+json']")[:10]:
        try:
            data = json.loads((script.text or "")[:100_000])
        except (ValueError, RecursionError):
            continue
        for item in _things(data):
            if item.get("@type") == "BreadcrumbList" and isinstance(item.get("itemListElement"), list):
                names = [_name_of(element) for element in item["itemListElement"] if isinstance(element, dict)]
                if any(names):
                    return [name for name in names if name]
    return []


def _things(data: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - JSON of a page
    """The value itself, the members of a list, and those of ``@graph``."""
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            if isinstance(item.get("@graph"), list):
                yield from (member for member in item["@graph"] if isinstance(member, dict))


def _name_of(element: dict[str, Any]) -> str:
    item = element.get("item")
    name = element.get("name") or (item.get("name") if isinstance(item, dict) else None)
    return name if isinstance(name, str) else ""


def _named(root: html.HtmlElement) -> list[str]:
    for element in root.xpath("//nav | //ol | //ul | //div | //p"):
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('aria-label') or ''}"
        if _TRAIL_NAME.search(names):
            crumbs = _crumbs(element)
            if len(crumbs) > 1:
                return crumbs
    return []


def _crumbs(element: html.HtmlElement) -> list[str]:
    """Its items; without items, its links and what follows the last of them."""
    items = [" ".join(item.itertext()) for item in element.iter("li")]
    if not items:
        pieces = [text for text in element.itertext() if clean_characters(text)]
        items = [piece for text in pieces for piece in re.split(r"\s[›»>/|→]\s|[›»]", text)]
    cleaned = [clean_characters(item).strip("›»>/|→ ") for item in items]
    return [item for item in cleaned if item and not _BETWEEN.match(item)]
