"""Fiches of service-public.fr (DILA, « vosdroits ») → lines. Runs only in the cage.

Each situation and each case is a heading of its own, so that the rule and its cases stay apart; what the fiche marks
(« À noter », « Rappel », « Attention ») keeps its word. The address of the fiche is the link of every line, and the day
on which DILA checked it is its last line.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from domain.document import FileReason, MediaType
from ingest.characters import clean_characters
from ingest.data.french_dates import day_in_words, read_day
from ingest.links import public_link
from ingest.office.bounded_xml import parse_xml
from ingest.office.flow import CellSpan, spread_rows, table_lines
from ingest.text import LineKind, Reading, ReadPage, Refused, TextLine

_HEADED = frozenset(("Chapitre", "SousChapitre", "Situation", "Cas", "Avertissement", "Avancement"))
_MARKED = {
    "ANoter": "À noter",
    "ASavoir": "À savoir",
    "Rappel": "Rappel",
    "Attention": "Attention",
    "Precision": "Précision",
    "Exemple": "Exemple",
    "InformationComplementaire": "Information",
}
# Menus, and what the fiche says of itself.
_LEFT_OUT_WORDS = """
FilDAriane Theme SousThemePere DossierPere SousDossierPere SurTitre Audience Canal VoirAussi QuestionReponse
PourEnSavoirPlus CommentFaireSi Image Video SiteInternetPublic Partenaire Actualite NoticeLiee MiseAJour
Definition Abreviation Titre TitreLong
"""
_LEFT_OUT = frozenset(_LEFT_OUT_WORDS.split())
_INLINE_BREAK = frozenset(("Paragraphe", "Item", "Cellule"))
_CHECKED = re.compile(r"\d{4}-\d{2}-\d{2}")


def read_xml(data: bytes) -> Reading:
    """Lines of an XML file that is known. Raises Refused: UNSUPPORTED for any other."""
    root = parse_xml(data)
    if root.tag.rpartition(":")[2] == "Publication":
        return fiche_reading(root, MediaType.XML)
    raise Refused(FileReason.UNSUPPORTED, f"XML of an unknown kind: {root.tag[:60]}")


def fiche_reading(publication: Element, media_type: MediaType) -> Reading:
    """Lines of a ``Publication``. Raises Refused when it holds no title."""
    title = clean_characters(publication.findtext("dc:title") or "")
    if not title:
        raise Refused(FileReason.UNSUPPORTED, "a Publication without a title is no fiche")
    identifier = publication.get("ID") or ""
    address = publication.get("spUrl") or f"https://www.service-public.fr/particuliers/vosdroits/{identifier}"
    walk = _Walk(link=public_link(address) if identifier else "")
    walk.heading(title, 1)
    for element in publication:
        walk.block(element, 2)
    walk.end(_legal(publication), _checked(publication))
    return Reading(
        media_type=media_type,
        pages=(ReadPage(number=None, lines=tuple(walk.lines)),),
        declared_title=title,
    )


def _legal(publication: Element) -> list[str]:
    return [
        f"Référence : {' : '.join(filter(None, (_words(r.find('Titre')), _words(r.find('Complement')))))}"
        for r in publication.findall("Reference")
    ]


def _checked(publication: Element) -> str:
    """« vérifié le », from ``dc:date`` (« modified 2031-03-04 »)."""
    found = _CHECKED.search(publication.findtext("dc:date") or "")
    day = read_day(found.group()) if found else None
    publisher = clean_characters(publication.findtext("dc:publisher") or "") or "service-public.fr"
    return f"Source : {publisher}, fiche vérifiée le {day_in_words(day)}." if day else f"Source : {publisher}."


def _words(element: Element | None) -> str:
    return "" if element is None else clean_characters("".join(_pieces(element)))


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in _INLINE_BREAK:
            yield " "
        yield from _pieces(child)
        yield child.tail or ""


@dataclass(slots=True, kw_only=True)
class _Walk:
    """The lines so far. ``tables`` numbers them."""

    link: str
    lines: list[TextLine] = field(default_factory=list)
    tables: int = 0

    def heading(self, text: str, level: int) -> None:
        """A heading, unless it is empty."""
        if text:
            self.lines.append(TextLine(text=text, kind=LineKind.HEADING, level=min(level, 6), link=self.link))

    def paragraph(self, text: str) -> None:
        """A paragraph, unless it is empty."""
        if text:
            self.lines.append(TextLine(text=text, kind=LineKind.PARAGRAPH, link=self.link))

    def end(self, references: Iterable[str], checked: str) -> None:
        """What closes a fiche: the texts of law, the day on which it was checked."""
        found = [reference for reference in references if reference.removeprefix("Référence : ")]
        if found:
            self.heading("Textes de loi et références", 2)
        for reference in found:
            self.lines.append(TextLine(text=f"- {reference}", kind=LineKind.ITEM, link=self.link))
        self.paragraph(checked)

    def block(self, element: Element, level: int, depth: int = 0) -> None:
        """Add the lines of an element; ``level`` is that of a heading inside it, ``depth`` that of its items."""
        tag = element.tag
        if tag in _LEFT_OUT or tag.startswith(("dc:", "Reference")):
            return
        if tag == "Paragraphe":
            self.paragraph(_words(element))
        elif tag == "Liste":
            self._list(element, level, depth)
        elif tag == "Tableau":
            self._table(element)
        elif tag in _MARKED:
            self._marked(element, _MARKED[tag], level)
        elif tag in ("OuSAdresser", "ServiceEnLigne"):
            self._pointer(element)
        else:
            inner = level
            if tag in _HEADED and _words(element.find("Titre")):
                self.heading(_words(element.find("Titre")), level)
                inner = level + 1
            for child in element:
                self.block(child, inner, depth)

    def _list(self, element: Element, level: int, depth: int) -> None:
        for number, item in enumerate(element.findall("Item"), start=1):
            text = " ".join(filter(None, (_words(child) for child in item if child.tag == "Paragraphe"))) or _own(item)
            label = f"{number}. " if element.get("type") in ("numero", "numéro", "ordonnee") else ""
            if text:
                line = TextLine(text=f"- {label}{text}", kind=LineKind.ITEM, level=depth, link=self.link)
                self.lines.append(line)
            for child in item:
                if child.tag != "Paragraphe":
                    self.block(child, level, depth + 1)

    def _table(self, element: Element) -> None:
        rows = []
        for row in element.iter():
            if row.tag in ("Rangée", "Rangee", "Rang"):
                spans = [
                    CellSpan(
                        text=_words(cell), columns=_span(cell, "fusionHorizontale"), rows=_span(cell, "fusionVerticale")
                    )
                    for cell in row
                    if cell.tag == "Cellule"
                ]
                rows.append((spans, row.get("type") == "header", False))
        self.paragraph(_words(element.find("Titre")))
        self.tables += 1
        spread = spread_rows(rows)
        self.lines += [replace(line, link=self.link) for line in table_lines(spread, self.tables)]

    def _marked(self, element: Element, word: str, level: int) -> None:
        """« À noter : … »: the word stands at the head of the first line."""
        before = len(self.lines)
        for child in element:
            self.block(child, level)
        if len(self.lines) > before and self.lines[before].kind is LineKind.PARAGRAPH:
            first = self.lines[before]
            text = f"{word} : {first.text}"
            self.lines[before] = TextLine(text=text, kind=LineKind.PARAGRAPH, link=self.link)
        elif len(self.lines) > before:
            self.lines.insert(before, TextLine(text=f"{word} :", kind=LineKind.PARAGRAPH, link=self.link))

    def _pointer(self, element: Element) -> None:
        """Whom to turn to, or the online service: one line."""
        word = "Où s’adresser" if element.tag == "OuSAdresser" else "Service en ligne"
        title = _words(element.find("Titre"))
        resource = element.find("RessourceWeb")
        url = public_link(element.get("URL") or ("" if resource is None else resource.get("URL") or ""))
        if title:
            self.paragraph(f"{word} : {title}{f' ({url})' if url else ''}")
        for child in element:
            if child.tag == "Texte":
                self.block(child, 6)


def _own(element: Element) -> str:
    """An item's words when it holds no paragraph."""
    if any(child.tag in ("Liste", "Tableau") for child in element):
        return clean_characters(element.text or "")
    return _words(element)


def _span(cell: Element, attribute: str) -> int:
    count = cell.get(attribute) or "1"
    return min(max(int(count), 1), 100) if count.isdigit() and len(count) < 5 else 1
