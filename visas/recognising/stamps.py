"""Stamps of the State's transmission service, which fall in the middle of visas and carry dates and numbers."""

import re

_NAMED = re.compile(r"prefecture|teletransmission|[0-9]{3}-[0-9]{9}-[0-9]{8}-|\n[ \t]{0,20}(?:affiche|publie) le")
_STAMP = re.compile(
    r"(?:^|(?<=\n))[ \t]{0,20}(?:accuse de reception\b|date de (?:tele)?(?:transmission|reception)"
    r"|(?:envoye|recu) (?:en|par la) prefecture|(?:affiche|publie) le\b|id ?: ?[0-9]{3}-|[0-9]{3}-[0-9]{9}-[0-9]{8}-)"
    r"[^\n]{0,120}"
    r"|accuse de reception en prefecture\s{0,4}[0-9]{3}-[0-9]{9}-[0-9]{8}-\S{1,40}"
    r"|\b(?:envoye|recu) en prefecture le [0-9/]{8,10}|\bid ?: ?[0-9]{3}-[0-9]{9}-[0-9]{8}-\S{1,40}"
    r"|\bdate de (?:teletransmission|reception prefecture) ?: ?[0-9/]{8,10}"
)
"""« Envoyé en préfecture le 03/06/2031 », « ID : 061-216100001-20310603-D12-DE »; not « reçu le rapport du maire »."""

_ABSENT = "\x1f"


def without_stamps(plain: str) -> str:
    """A folded text whose stamps are blank characters: as long, and a stamp's line is no empty line."""
    if not _NAMED.search(plain):
        return plain
    return _STAMP.sub(lambda stamp: _ABSENT * len(stamp[0]), plain)
