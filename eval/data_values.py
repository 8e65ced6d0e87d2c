"""The values of a data file as text, by other means than the product: what its records say must be among them.

A record is shown as « Titre : valeur ; Titre : valeur »: the titles are ours, the values the file's. Dates written
2031-03-04 and amounts written 1200.5 are given in French words as well, since that is how they are shown.
"""

import email
import email.policy
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath
from xml.parsers import expat

SUFFIXES = frozenset({".json", ".csv", ".tsv", ".ics", ".xml", ".eml"})
_MONTHS_WORDS = """
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
"""
_MONTHS = _MONTHS_WORDS.split()
_ISO = re.compile(r"\b(\d{4})-?(\d{2})-?(\d{2})\b")
_AMOUNT = re.compile(r"\b\d+(?:\.\d{1,2})?\b")


def values_text(name: str, source: str) -> str:
    """The values of a file, one under another; the source itself when it cannot be taken apart."""
    suffix = PurePath(name).suffix.lower()
    try:
        if suffix == ".json":
            found = "\n".join(_json_values(json.loads(source), 0))
        elif suffix == ".xml":
            found = _xml_text(source)
        elif suffix == ".eml":
            found = _mail_text(source)
        else:
            found = re.sub(r"\\([,;nN\\])", lambda m: "\n" if m[1] in "nN" else m[1], re.sub(r"\r?\n[ \t]", "", source))
    except (ValueError, expat.ExpatError, RecursionError, LookupError):
        found = source
    return "\n".join((found, *_dates(found), *_amounts(found)))


def values_shown(text: str) -> list[str]:
    """The values of a shown record: « Lieu : Salle, Mairie ; Prix : 3 € » → Salle, Mairie, 3 €."""
    groups = re.split(r" ; | – |\n", text.strip().removeprefix("- "))
    return [value for group in groups for value in re.split(r", ", group.rpartition(" : ")[2]) if value.strip()]


def _json_values(tree: object, depth: int) -> Iterator[str]:
    if isinstance(tree, dict):
        for value in tree.values():
            yield from _json_values(value, depth + 1)
    elif isinstance(tree, list):
        for value in tree:
            yield from _json_values(value, depth + 1)
    elif isinstance(tree, str) and tree.lstrip().startswith(("[{", "{")) and depth < 5:
        yield from _json_values(json.loads(tree), depth + 1)
    elif tree is not None:
        yield str(tree)


def _xml_text(source: str) -> str:
    pieces: list[str] = []
    parser = expat.ParserCreate()
    parser.CharacterDataHandler = pieces.append
    parser.Parse(source.encode(), True)
    return "".join(pieces)


def _mail_text(source: str) -> str:
    message = email.message_from_string(source, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    return f"{message['subject']}\n{body.get_content() if body is not None else ''}"


def _dates(text: str) -> Iterator[str]:
    for year, month, day in _ISO.findall(text):
        try:
            told = date(int(year), int(month), int(day))
        except ValueError:
            continue
        yield f"{'1er' if told.day == 1 else told.day} {_MONTHS[told.month - 1]} {told.year}"


def _amounts(text: str) -> Iterator[str]:
    for amount in _AMOUNT.findall(text):
        units, _, cents = f"{float(amount):,.2f}".replace(",", " ").partition(".")
        yield f"{units} €" if cents == "00" else f"{units},{cents} €"
