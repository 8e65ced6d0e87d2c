"""Fiches of service-public.fr in the two JSON forms met: the XML's tree (type, name, attributes, children), and the
knowledge base of texts (data, title, paragraphs, context). Pure.
"""

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement

from domain.document import FileReason, MediaType
from ingest.characters import clean_characters
from ingest.data.fiche import fiche_reading
from ingest.links import public_link
from ingest.markup.plain_text import text_lines
from ingest.text import LineKind, Reading, ReadPage, Refused, TextLine

_DEEPEST = 200


def fiche_of_json(tree: object) -> Reading | None:
    """The reading of a JSON tree that holds a fiche; None when it is something else. Raises Refused."""
    if not isinstance(tree, Mapping):
        return None
    publication = _publication(tree, 0)
    if publication is not None:
        return fiche_reading(_element(publication, None, 0), MediaType.JSON)
    articles = tree.get("data")
    if isinstance(articles, list) and articles and all(_is_article(article) for article in articles):
        lines = tuple(line for article in articles for line in _article(article))
        return Reading(media_type=MediaType.JSON, pages=(ReadPage(number=None, lines=lines),))
    return None


def _publication(node: object, depth: int) -> Mapping[str, object] | None:
    """The « Publication » of a tree, at its root or just below."""
    if not isinstance(node, Mapping) or depth > 2:
        return None
    if node.get("name") == "Publication" and isinstance(node.get("children"), list):
        return node
    children = node.get("children")
    inner = children if isinstance(children, list) else [node.get("fiche"), node.get("Publication")]
    return next((found for found in (_publication(child, depth + 1) for child in inner) if found is not None), None)


def _element(node: Mapping[str, object], parent: Element | None, depth: int) -> Element:
    if depth > _DEEPEST:
        raise Refused(FileReason.ABNORMAL, f"JSON of over {_DEEPEST} levels")
    attributes = node.get("attributes")
    plain = {str(k): str(v) for k, v in attributes.items()} if isinstance(attributes, Mapping) else {}
    name = str(node.get("name") or "_")
    element = Element(name, plain) if parent is None else SubElement(parent, name, plain)
    last: Element | None = None
    children = node.get("children")
    for child in children if isinstance(children, list) else ():
        if not isinstance(child, Mapping):
            continue
        if child.get("type") == "text" or "name" not in child:
            text = str(child.get("text") or child.get("$") or "")
            if last is None:
                element.text = (element.text or "") + text
            else:
                last.tail = (last.tail or "") + text
        else:
            last = _element(child, element, depth + 1)
    return element


def _is_article(article: object) -> bool:
    return (
        isinstance(article, Mapping)
        and isinstance(article.get("title"), str)
        and isinstance(article.get("paragraphs"), list)
    )


def _article(article: Mapping[str, object]) -> Iterable[TextLine]:
    link = public_link(str(article.get("link") or ""))
    path = [clean_characters(str(article.get(key) or "")) for key in ("dossier", "sous_dossier", "title")]
    yield TextLine(text=" – ".join(filter(None, path)), kind=LineKind.HEADING, level=2, link=link)
    paragraphs = article.get("paragraphs")
    for paragraph in paragraphs if isinstance(paragraphs, list) else ():
        if isinstance(paragraph, Mapping) and isinstance(paragraph.get("context"), str):
            for line in text_lines(str(paragraph["context"])):
                level = min(line.level + 1, 6) if line.kind is LineKind.HEADING else line.level
                yield TextLine(text=line.text, kind=line.kind, level=level, link=link)
