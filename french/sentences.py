"""Cuts French administrative text into sentences, giving offsets so that nothing is rewritten.

Leaves lists, tables and headings to the reader of the document: one line in, its sentences out.
"""

import re

# Words whose full stop does not end a sentence. Met in minutes (« M. », « Mme. »), orders (« art. », « al. »),
# addresses (« av. », « bd. »), tariffs (« env. », « max. », « tél. »).
_ABBREVIATIONS = """
m mm mme mmes mlle dr me pr st ste art al av bd pl ch imp rte tél tel fax env max min p pp cf ex réf ref no n° nos n°s
vol chap sect par etc adj dép ord circ hab kg km sté éd janv févr avr juil sept oct nov déc
"""
ABBREVIATIONS = frozenset(_ABBREVIATIONS.split())

# A possible end: . ! ? or … with closing quotes, then space, then something that may begin a sentence.
# Matches « le maire. Il », « oui ! Les », « fin. » La », not « 3.85 », « www.mairie.fr », « 14 h. 30 ».
_END = re.compile(r"[.!?…]+(?:\s?[»”\")\]])*(?=\s+[«“\"(\[]?\s?[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜŒ0-9])")
_HEADING_NUMBER = re.compile(r"(?:(?:article|titre|chapitre|section|annexe)\s+)?\d{1,3}", re.IGNORECASE)
_HOUR = re.compile(r"\d\s?h$")
_LAST_WORD = re.compile(r"([^\s.«(\[’']+)\.*$")


def sentence_spans(line: str) -> list[tuple[int, int]]:
    """Half-open spans, in code points, of the sentences of one line, without surrounding blanks.

    Every character that is not a blank between two sentences is in exactly one span.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for end in _END.finditer(line):
        if _ends_here(line, start, end):
            spans.append((start, end.end()))
            start = end.end()
    spans.append((start, len(line)))
    return [trimmed for span in spans if (trimmed := _trim(line, *span))[0] < trimmed[1]]


def _ends_here(line: str, start: int, end: re.Match[str]) -> bool:
    if not end.group().startswith(".") or end.group().startswith(".."):
        return True
    before = _LAST_WORD.search(line[start : end.start()])
    if before is None:
        return True
    word = before.group(1).lower()
    following = line[end.end() :].lstrip()
    if word in ABBREVIATIONS:
        # « etc. », « p. » and « max. » may close a sentence; a digit after them never begins one.
        return word in {"etc", "hab", "kg", "km"} and not following[:1].isdigit()
    # « J. Delmas »; « de 10 h à 12 h. Le conciliateur » ends.
    is_initial = len(word) == 1 and word.isalpha() and not _ends_with_hour(line[start : end.start()], following)
    # « 1. Tarifs », « Article 7. Absences »: the number of a heading.
    is_number = bool(_HEADING_NUMBER.fullmatch(line[start : end.start()].strip()))
    return not (is_initial or is_number)


def _ends_with_hour(before: str, following: str) -> bool:
    """« 12 h. Le », not « 14 h. 30 »."""
    return _HOUR.search(before) is not None and not following[:1].isdigit()


def _trim(line: str, start: int, end: int) -> tuple[int, int]:
    piece = line[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
