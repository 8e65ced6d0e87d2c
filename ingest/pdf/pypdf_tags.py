"""pypdf: whether a PDF is tagged, and says its title and language. Only in the cage.

Marks, never a verdict of conformity: RGAA 4.1 criteria 13.3 and 13.4 ask for a person (research/readability.md §3.4).
"""

from pypdf.generic import DictionaryObject, PdfObject

from ingest.text import Signal

UNTAGGED, UNNAMED = "PD-08", "PD-09"


def tag_signals(root: DictionaryObject, title: str) -> list[Signal]:
    """PD-08 without marked content or a structure tree, PD-09 without title or language. May raise anything."""
    signals = []
    marks, tree = _resolved(root.get("/MarkInfo")), _resolved(root.get("/StructTreeRoot"))
    is_marked = isinstance(marks, DictionaryObject) and str(marks.get("/Marked", "")).lower() == "true"
    if not is_marked or not isinstance(tree, DictionaryObject):
        signals.append(Signal(rule=UNTAGGED, measures=(("marked", str(is_marked).lower()),)))
    lacking = [
        name for name, value in (("title", title), ("language", str(root.get("/Lang") or ""))) if not value.strip()
    ]
    if lacking:
        signals.append(Signal(rule=UNNAMED, measures=(("lacks", ", ".join(lacking)),)))
    return signals


def _resolved(value: PdfObject | None) -> PdfObject | None:
    return value.get_object() if value is not None else None
