"""Addresses said otherwise: « rue du Lavoir, au numéro 12 » of « 12 rue du Lavoir », commas and capitals apart."""

import re

from answering.verifying.read_text import ReadText
from french.quantity_words import Count
from french.typed_span import FactKind, flat

_BEFORE = re.compile(r"\b(?:numero|n°) ?$")


def is_house_number(said: Count, sentence: ReadText, known: ReadText) -> bool:
    """Whether the document gives that very number to a way that the sentence names."""
    if not _BEFORE.search(flat(sentence.text)[: said.start]):
        return False
    ways = [flat(one.value.way) for one in known.of_kind(FactKind.ADDRESS) if one.value.number == str(said.value)]
    return any(way and way in flat(sentence.text) for way in ways)


def written_alike(written: str, text: str) -> bool:
    """Whether ``text`` holds ``written``, whatever stands between the words."""
    return f" {_plain(written)} " in f" {_plain(text)} "


def _plain(one: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", flat(one)))
