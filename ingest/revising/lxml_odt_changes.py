"""Changes marked in the text of an ODT file as OpenDocument marks them (ISO/IEC 26300, text:tracked-changes)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from domain.document import FileReason
from ingest.office.odf_package import MOST_REPEATS
from ingest.revising.placing import Place
from ingest.text import Refused

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE, _TEXT = f"{{{_OASIS}:office:1.0}}", f"{{{_OASIS}:text:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_ID = "{http://www.w3.org/XML/1998/namespace}id"
_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_SKIPPED = frozenset({f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_TEXT}note-citation", f"{_TEXT}ruby-text"})
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Characters: those inside an element, those after it (``is_tail``), or a sign that stands for some."""

    element: "etree._Element"
    is_tail: bool
    is_sign: bool
    start: int
    text: str


class OdtText:
    """The text of a document, in the order of the file."""

    def __init__(self, root: "etree._Element") -> None:
        """Raises Refused when there is no text."""
        body = root.find(f"{_OFFICE}body/{_OFFICE}text")
        if body is None:
            raise Refused(FileReason.DAMAGED, "no office:text in content.xml")
        self._body = body
        self._leaves: list[_Leaf] = []
        self._length = 0
        self.text = "".join(self._walk(body, is_inside=False))
        self._count = 0

    def mark(self, places: Sequence[Place], *, author: str, at: str) -> None:
        """Mark every place; ``at`` is an ISO moment. From the last to the first, so that places stay true."""
        regions = self._regions()
        for place in sorted(places, key=lambda one: one.start, reverse=True):
            held = [leaf for leaf in self._leaves if leaf.start < place.end and place.start < _end(leaf)]
            first = None
            for leaf in reversed(held):
                low, high = max(place.start - leaf.start, 0), min(place.end - leaf.start, len(leaf.text))
                first = self._delete(leaf, low, high, self._region(regions, "deletion", author, at))
            if place.after:
                first = first if first is not None else self._opened(place.start)
                if first is not None:
                    self._insert(first, place.after, self._region(regions, "insertion", author, at))

    def _walk(self, parent: "etree._Element", *, is_inside: bool) -> Iterator[str]:
        if is_inside:
            yield from self._leaf(parent, parent.text, is_tail=False)
        for element in parent:
            if isinstance(element.tag, str) and element.tag not in _SKIPPED:
                if element.tag in _SIGNS and is_inside:
                    yield from self._leaf(element, _SIGNS[element.tag] * _count(element), is_tail=False, is_sign=True)
                else:
                    yield from self._walk(element, is_inside=is_inside or element.tag in _PARAGRAPHS)
                if element.tag in _PARAGRAPHS:
                    self._length += 1
                    yield "\n"
            if is_inside:
                yield from self._leaf(element, element.tail, is_tail=True)

    def _leaf(
        self, element: "etree._Element", text: str | None, *, is_tail: bool, is_sign: bool = False
    ) -> Iterator[str]:
        if text:
            self._leaves.append(_Leaf(element, is_tail, is_sign, self._length, text))
            self._length += len(text)
            yield text

    def _regions(self) -> "etree._Element":
        known = self._body.find(f"{_TEXT}tracked-changes")
        if known is not None:
            return known
        regions = etree.Element(f"{_TEXT}tracked-changes")
        regions.set(f"{_TEXT}track-changes", "false")
        forms = self._body.find(f"{_OFFICE}forms")
        self._body.insert(0 if forms is None else self._body.index(forms) + 1, regions)
        return regions

    def _region(self, regions: "etree._Element", kind: str, author: str, at: str) -> "etree._Element":
        self._count += 1
        name = f"parvis{self._count}"
        region = etree.SubElement(regions, f"{_TEXT}changed-region")
        region.set(_ID, name)
        region.set(f"{_TEXT}id", name)
        change = etree.SubElement(region, f"{_TEXT}{kind}")
        told = etree.SubElement(change, f"{_OFFICE}change-info")
        etree.SubElement(told, f"{_DC}creator").text = author
        etree.SubElement(told, f"{_DC}date").text = at
        return change

    def _delete(self, leaf: _Leaf, low: int, high: int, deletion: "etree._Element") -> "etree._Element":
        """Take characters out of a leaf into the deletion, looking as they did; the point that stands for them."""
        said = etree.SubElement(deletion, f"{_TEXT}p")
        point = self._point("change", deletion)
        holder = leaf.element.getparent() if leaf.is_tail or leaf.is_sign else leaf.element
        style = holder.get(f"{_TEXT}style-name") if holder.tag == f"{_TEXT}span" else None
        if style is not None:
            said = etree.SubElement(said, f"{_TEXT}span")
            said.set(f"{_TEXT}style-name", style)
        if leaf.is_sign:
            point.tail, leaf.element.tail = leaf.element.tail, None
            leaf.element.addprevious(point)
            said.append(leaf.element)
            return point
        said.text = leaf.text[low:high]
        self._put(leaf, leaf.text[:low], point, _now(leaf)[high:])
        return point

    def _opened(self, place: int) -> "etree._Element | None":
        """A point that stands for nothing, where nothing is taken out; None in a document without text."""
        held = [leaf for leaf in self._leaves if not leaf.is_sign and leaf.start < place <= _end(leaf)]
        held = held or [leaf for leaf in self._leaves if not leaf.is_sign and leaf.start == place]
        if not held:
            return None
        leaf, at = held[-1], place - held[-1].start
        mark = etree.Element(f"{_TEXT}change")
        self._put(leaf, leaf.text[:at], mark, _now(leaf)[at:])
        return mark

    def _insert(self, point: "etree._Element", text: str, insertion: "etree._Element") -> None:
        start, end = self._point("change-start", insertion), self._point("change-end", insertion)
        rest, point.tail = point.tail, None
        point.addnext(start)
        start.addnext(end)
        # Only now: what is put after an element goes before the text that follows it.
        start.tail, end.tail = text, rest
        if point.get(f"{_TEXT}change-id") is None:
            _removed(point)

    def _put(self, leaf: _Leaf, before: str, mark: "etree._Element", after: str) -> None:
        if leaf.is_tail:
            leaf.element.tail = None
            leaf.element.addnext(mark)
            leaf.element.tail = before or None
        else:
            leaf.element.text = before or None
            leaf.element.insert(0, mark)
        mark.tail = after or None

    def _point(self, name: str, change: "etree._Element") -> "etree._Element":
        point = etree.Element(f"{_TEXT}{name}")
        point.set(f"{_TEXT}change-id", change.getparent().get(_ID))
        return point


def _end(leaf: _Leaf) -> int:
    return leaf.start + len(leaf.text)


def _now(leaf: _Leaf) -> str:
    """What is left of a leaf: its end may have been taken out already."""
    return (leaf.element.tail if leaf.is_tail else leaf.element.text) or ""


def _removed(element: "etree._Element") -> None:
    """Take an element out, what stands after it kept."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _count(element: "etree._Element") -> int:
    count = element.get(f"{_TEXT}c") or "1"
    return min(int(count), MOST_REPEATS) if count.isdigit() and len(count) < 12 else 1
