"""The figures of a text written one way, to compare what a model wrote with a document."""

import re

from french.contacts import phones_in

# « 3,85 », « 1 250,00 », « 12.5 », « 2026 »; the figures of « 14h30 » are two.
_FIGURE = re.compile(r"\d+(?:[ \u202f\u00a0]\d{3})*(?:[.,]\d+)?")


def figures_of(text: str) -> frozenset[str]:
    """The figures of a text, written one way; those of a phone number prove no hour and no price."""
    for phone in reversed(phones_in(text)):
        text = f"{text[: phone.start]} {text[phone.end :]}"
    return frozenset(_plain(figure) for figure in _FIGURE.findall(text))


def _plain(figure: str) -> str:
    """« 3,80 » and « 3.8 » are one, « 1 250 » is « 1250 »."""
    whole = re.sub(r"[ \u202f\u00a0]", "", figure).replace(",", ".")
    return whole.rstrip("0").rstrip(".") if "." in whole else whole
