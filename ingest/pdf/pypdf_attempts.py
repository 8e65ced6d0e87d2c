"""pypdf: what a PDF would try when opened or clicked: scripts, programs, forms sent, files inside. Only in the cage.

Nothing is run and no attachment is opened here; their names are data, never paths. Only the catalogue and the names
that it points to are walked, then the bytes for actions of annotations: pages are not, which would cost as much as
reading them.
"""

import re
from collections.abc import Iterator

from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, PdfObject

from ingest.text import Signal

TRIES, HOLDS = "HF-04", "HF-05"

# « /S /Launch », « /S/JavaScript »: the action of a link or a button, where objects are not compressed.
_ACTION = re.compile(rb"/S\s*/(Launch|JavaScript|SubmitForm|ImportData|Rendition|GoToE)\b")
_BY_ITSELF = frozenset(("/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/GoToE"))
_DANGEROUS = frozenset((b"Launch", b"ImportData"))
_MOST_NAMES = 200
_DEEPEST = 12


def attempt_signals(root: DictionaryObject, data: bytes) -> list[Signal]:
    """HF-04 for what starts on opening or is a program, HF-05 for code and files that lie there. May raise anything."""
    tries = sorted(set(_opening_actions(root)))
    clicked = {found.group(1) for found in _ACTION.finditer(data)}
    tries += sorted(name.decode() for name in clicked & _DANGEROUS if f"/{name.decode()}" not in tries)
    holds = sorted(name.decode() for name in clicked - _DANGEROUS)
    names = _resolved(root.get("/Names"))
    if isinstance(names, DictionaryObject):
        holds += ["document scripts"] if "/JavaScript" in names else []
        holds += ["attachments"] if _has_names(names.get("/EmbeddedFiles")) else []
    signals = []
    if tries:
        signals.append(Signal(rule=TRIES, measures=(("tries", ", ".join(tries)),)))
    if holds:
        signals.append(Signal(rule=HOLDS, measures=(("holds", ", ".join(dict.fromkeys(holds))),)))
    return signals


def _resolved(value: object) -> PdfObject | None:
    if isinstance(value, IndirectObject):
        return value.get_object()
    return value if isinstance(value, PdfObject) else None


def _opening_actions(root: DictionaryObject) -> Iterator[str]:
    """Actions that a viewer starts by itself: on opening, closing, printing."""
    yield from _actions(_resolved(root.get("/OpenAction")), 0)
    events = _resolved(root.get("/AA"))
    if isinstance(events, DictionaryObject):
        for event in list(events.values())[:_MOST_NAMES]:
            yield from _actions(_resolved(event), 0)


def _actions(action: PdfObject | None, depth: int) -> Iterator[str]:
    if not isinstance(action, DictionaryObject) or depth > _DEEPEST:
        return
    kind = str(action.get("/S", ""))
    if kind in _BY_ITSELF:
        yield kind
    following = _resolved(action.get("/Next"))
    many = list(following)[:_MOST_NAMES] if isinstance(following, ArrayObject) else [following]
    for one in many:
        yield from _actions(_resolved(one), depth + 1)


def _has_names(tree: object) -> bool:
    found = _resolved(tree)
    return isinstance(found, DictionaryObject) and bool(found.get("/Names") or found.get("/Kids"))
