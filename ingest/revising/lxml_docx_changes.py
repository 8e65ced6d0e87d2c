"""Changes marked in the body of a DOCX file as Word marks them (ECMA-376, w:ins and w:del)."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from domain.document import FileReason
from ingest.revising.placing import Place
from ingest.text import Refused

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Characters of a run: a ``w:t``, or one sign; ``start`` is its place in the whole."""

    element: "etree._Element"
    start: int
    text: str


class DocxBody:
    """The text of a body, in the order of the file; deleted text and the older form of a shape are not of it."""

    def __init__(self, root: "etree._Element") -> None:
        """Raises Refused when it is no body of Word's."""
        self._root = root
        self._name = etree.QName(root).namespace or ""
        if self._name not in _WORD:
            raise Refused(FileReason.DAMAGED, f"a body of namespace {self._name[:80]!r}")
        self._leaves, self.text = self._read()
        numbers = [int(value) for value in root.xpath("//@*[local-name()='id']") if value.isdigit() and len(value) < 9]
        self._next_id = max(numbers, default=0) + 1

    def mark(self, places: Sequence[Place], *, author: str, at: str) -> None:
        """Mark every place; ``at`` is an ISO moment. From the last to the first, so that places stay true."""
        for place in sorted(places, key=lambda one: one.start, reverse=True):
            self._mark(place, {self._w("author"): author, self._w("date"): at})

    def _w(self, name: str) -> str:
        return f"{{{self._name}}}{name}"

    def _read(self) -> tuple[list[_Leaf], str]:
        leaves: list[_Leaf] = []
        written: list[str] = []
        length = 0
        for element, said in self._walk(self._root):
            if element is not None:
                leaves.append(_Leaf(element, length, said))
            written.append(said)
            length += len(said)
        return leaves, "".join(written)

    def _walk(self, parent: "etree._Element") -> "Iterator[tuple[etree._Element | None, str]]":
        skipped = {self._w(name) for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "tblPr")} | {_FALLBACK}
        for element in parent:
            if not isinstance(element.tag, str) or element.tag in skipped:
                continue
            name = etree.QName(element)
            if name.namespace == self._name and name.localname == "t":
                yield element, element.text or ""
            elif name.namespace == self._name and name.localname in _SIGNS and parent.tag == self._w("r"):
                yield element, _SIGNS[name.localname]
            else:
                yield from self._walk(element)
                if element.tag == self._w("p"):
                    yield None, "\n"

    def _mark(self, place: Place, stamp: dict[str, str]) -> None:
        runs = list(self._cut_out(place.start, place.end))
        first = self._delete(runs, stamp) if runs else self._before(place.start)
        if place.after and first is not None:
            inserted = self._stamped("ins", stamp)
            inserted.append(self._run_like(runs[0] if runs else first, place.after))
            first.addnext(inserted)

    def _cut_out(self, start: int, end: int) -> "Iterator[etree._Element]":
        """The runs that hold exactly the characters of ``start:end``, cut from those that hold more."""
        for leaf in list(self._leaves):
            low, high = max(start, leaf.start), min(end, leaf.start + len(leaf.text))
            if low < high:
                yield self._isolated(leaf, low - leaf.start, high - leaf.start)

    def _isolated(self, leaf: _Leaf, low: int, high: int) -> "etree._Element":
        """A run of its own for some characters of a leaf; what stands before them stays in the leaf's own run."""
        element, run = leaf.element, leaf.element.getparent()
        after = list(element.itersiblings())
        text = leaf.text if element.tag != self._w("t") else element.text or ""
        own = self._shell(run)
        run.addnext(own)
        if low == 0:
            own.append(element)
        if element.tag == self._w("t"):
            if low:
                piece = deepcopy(element)
                own.append(piece)
                self._say(element, text[:low])
            self._say(own[-1], text[low:high])
        rest = self._shell(run)
        if text[high:]:
            tail = etree.SubElement(rest, self._w("t"))
            self._say(tail, text[high:])
        rest.extend(after)
        if len([child for child in rest if child.tag != self._w("rPr")]):
            own.addnext(rest)
        return own

    def _shell(self, run: "etree._Element") -> "etree._Element":
        """An empty run that looks the same."""
        shell = etree.Element(run.tag, nsmap=run.nsmap)
        look = run.find(self._w("rPr"))
        if look is not None:
            shell.append(deepcopy(look))
        return shell

    def _run_like(self, run: "etree._Element", text: str) -> "etree._Element":
        made = self._shell(run)
        self._say(etree.SubElement(made, self._w("t")), text)
        return made

    def _say(self, element: "etree._Element", text: str) -> None:
        element.text = text
        element.set(_SPACE, "preserve")

    def _delete(self, runs: "Sequence[etree._Element]", stamp: dict[str, str]) -> "etree._Element":
        """Each run inside a mark of its own; the first mark."""
        marks = []
        for run in runs:
            mark = self._stamped("del", stamp)
            run.addprevious(mark)
            mark.append(run)
            for said in run.findall(self._w("t")):
                said.tag = self._w("delText")
            marks.append(mark)
        return marks[0]

    def _stamped(self, name: str, stamp: dict[str, str]) -> "etree._Element":
        mark = etree.Element(self._w(name), nsmap={"w": self._name})
        mark.set(self._w("id"), str(self._next_id))
        self._next_id += 1
        for attribute, value in stamp.items():
            mark.set(attribute, value)
        return mark

    def _before(self, place: int) -> "etree._Element | None":
        """The run that ends at a place, cut there, an empty one at the head of a paragraph; None where no text is."""
        for leaf in reversed(self._leaves):
            if leaf.start < place <= leaf.start + len(leaf.text):
                return self._isolated(leaf, 0, place - leaf.start)
        begins = next((leaf.element.getparent() for leaf in self._leaves if leaf.start >= place), None)
        if begins is None:
            return None
        empty = self._shell(begins)
        begins.addprevious(empty)
        return empty
