"""Turns a service-public.fr fiche in DILA's XML into the JSON in which such fiches circulate: a tree of elements, each
with its name, attributes and children, texts as they stand in the XML.
"""

import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator

_PREFIXES = {"http://purl.org/dc/elements/1.1/": "dc", "http://www.w3.org/2001/XMLSchema-instance": "xsi"}


def fiche_as_json(xml: bytes) -> bytes:
    """``{"id": …, "children": [publication]}``; white space between elements is dropped."""
    root = ET.fromstring(xml)  # noqa: S314  # a file of this repository
    declared = {f"xmlns:{prefix}": uri for uri, prefix in _PREFIXES.items()}
    publication = _element(root)
    publication["attributes"] = declared | {_named(name): value for name, value in root.attrib.items()}
    tree = {"id": root.attrib["ID"], "children": [publication]}
    return (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode()


def _element(element: ET.Element) -> dict[str, object]:
    written: dict[str, object] = {"type": "element", "name": _named(element.tag)}
    if element.attrib:
        written["attributes"] = {_named(name): value for name, value in element.attrib.items()}
    children = list(_children(element))
    return written | ({"children": children} if children else {})


def _children(element: ET.Element) -> Iterator[dict[str, object]]:
    if element.text and element.text.strip():
        yield {"type": "text", "text": element.text}
    for child in element:
        yield _element(child)
        if child.tail and child.tail.strip():
            yield {"type": "text", "text": child.tail}


def _named(name: str) -> str:
    """« {http://purl.org/dc/elements/1.1/}title » is written « dc:title »."""
    if not name.startswith("{"):
        return name
    uri, local = name[1:].split("}")
    return f"{_PREFIXES[uri]}:{local}"
