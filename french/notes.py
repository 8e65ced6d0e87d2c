"""Notes under a table: the marks that call them in its cells, and the lines that open with one. Pure."""

import re

# « Tarif réduit (1) », « 4,10 € * », « Adultes** », « Extérieurs² »; not « (1 enfant) », « * » alone in a cell, which
# is a dot of a chart, nor « m² », « 3 m³ ».
_CALLED = re.compile(
    r"(?<=[^\s|])\s?(?:\((\d{1,2})\)|(\(\*{1,3}\))|(?<!\()(\*{1,3})(?=\s|$|,))"
    r"|(?<=\w\w)([¹²³])(?!\w)|(?<=€)\s?([¹²³])"
)
# « (1) sur présentation d’une carte », « * hors vacances », « (*) hors vacances », « ² les lundis »; not « ** » alone,
# nor « 1) voter ».
_OPENED = re.compile(r"^(?:- )?(?:\((\d{1,2})\)|(\(\*{1,3}\))|(\*{1,3})|([¹²³]))\s*(?=[^\s*])")
_RAISED = str.maketrans("¹²³", "123")
_UNITS = re.compile(r"\b[kcdm]?m[²³]")


def called_notes(text: str) -> frozenset[str]:
    """The marks that a row calls: « 1 » for « (1) » and « ¹ », « * », « ** », « (*) », which is another than « * »."""
    found = _CALLED.finditer(_UNITS.sub("m", text))
    return frozenset(_mark(m) for m in found)


def opened_note(line: str) -> str | None:
    """The mark that a line opens with; None when it is no note."""
    found = _OPENED.match(line)
    return _mark(found) if found else None


def _mark(found: re.Match[str]) -> str:
    return next(group for group in found.groups() if group).translate(_RAISED)
