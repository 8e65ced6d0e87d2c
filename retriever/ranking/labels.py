"""The line that governs a short line below it, where no tag or bullet says so. Pure.

Pages of communes set services out as cards, one short line after another, whose names nothing marks as headings:
« Office de tourisme » above « Tél : 02 00 00 00 00 ». They list without bullets: « La collecte a lieu les jours
suivants : » above « Jeudi 8 mai ». Alone, such a line says nothing, or is taken for what the next service says.
"""

from collections.abc import Sequence

from french.answer_types import AnswerType, holds
from retriever.ranking.header_levels import CELL_MARK

# Lines below the name of a card (address, phone, e-mail, hours), and below a lead-in: as many as those met.
MOST_IN_CARD = 6
MOST_IN_LIST = 8
MOST_NAME_WORDS = 9
MOST_LINE_WORDS = 15
_CLOSED = (".", "!", "?", "»", "…")
_VALUES = (AnswerType.AMOUNT, AnswerType.HOURS, AnswerType.DAY, AnswerType.PHONE, AnswerType.EMAIL)


def label_above(line: str, above: Sequence[str]) -> str | None:
    """The lead-in that ``line`` comes under, else the name of the card in which it gives a value; None when neither.

    ``above`` are the lines before it, the nearest last. « Tél : 02 00 00 00 00 » under « Adresse : 3 rue Basse » under
    « Office de tourisme » is the office's. A sentence or a row between ends list and card; « Le samedi de 10 h à 12 h »
    and « Site : mairie.example » name nothing.
    """
    if not _is_short(line):
        return None
    return _lead_in(above) or (_card_name(above) if _gives_value(line) and not _is_open(line) else None)


def _lead_in(above: Sequence[str]) -> str | None:
    for one in list(reversed(above))[:MOST_IN_LIST]:
        text = one.strip()
        if text.endswith(":") and CELL_MARK not in text and not text.startswith("- "):
            return text
        if not _is_short(one):
            return None
    return None


def _card_name(above: Sequence[str]) -> str | None:
    for one in list(reversed(above))[:MOST_IN_CARD]:
        if not _is_short(one) or _is_open(one):
            return None
        if _names(one):
            return one.strip()
    return None


def _is_short(line: str) -> bool:
    text = line.strip()
    is_other = text.startswith("- ") or CELL_MARK in text or text.endswith(":")
    return bool(text) and not is_other and not text.endswith(_CLOSED) and len(text.split()) <= MOST_LINE_WORDS


def _is_open(line: str) -> bool:
    """« une pièce d'identité ; » is an item of a list, and no line of a card."""
    return line.rstrip().endswith((";", ","))


def _names(line: str) -> bool:
    """Whether a line of a card can be its name: it gives no value, and begins as a name does."""
    text = line.strip()
    is_plain = not any(c.isdigit() or c in ":@" for c in text) and not _gives_value(text)
    return is_plain and text[0].isupper() and len(text.split()) <= MOST_NAME_WORDS


def _gives_value(line: str) -> bool:
    return any(holds(line, kind) for kind in _VALUES)
