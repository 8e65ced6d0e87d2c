"""The marks inside a text of ``content/``: ``**bold**``, ``_italic_``, ``1^er^``, ``[^footnote]``.

For the makers of office files, which set each run apart; reportlab has its own markup (``reportlab_layout``).
"""

import re
from dataclasses import dataclass
from enum import StrEnum

# « **Article 1.** », « le 1^er^ mars », « un titre_de_fichier » is left alone, « quotient[^Celui de la caisse.] ».
_MARKS = re.compile(r"\*\*(?P<bold>.+?)\*\*|(?<!\w)_(?P<italic>.+?)_(?!\w)|\^(?P<raised>\w+)\^|\[\^(?P<note>[^\]]+)\]")


class RunStyle(StrEnum):
    """How a run stands out."""

    PLAIN = "plain"
    BOLD = "bold"
    ITALIC = "italic"
    RAISED = "raised"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A piece of a text. A ``NOTE`` is the footnote's own words, called where it stands."""

    text: str
    style: RunStyle = RunStyle.PLAIN


def runs_of(text: str) -> tuple[Run, ...]:
    """The runs of ``text`` in order, without their marks; a bold run that holds another mark keeps it as it is."""
    text = text.replace("&shy;", "\u00ad")
    runs: list[Run] = []
    done = 0
    for match in _MARKS.finditer(text):
        if match.start() > done:
            runs.append(Run(text=text[done : match.start()]))
        name = str(match.lastgroup)
        runs.append(Run(text=match[name], style=RunStyle(name)))
        done = match.end()
    if done < len(text):
        runs.append(Run(text=text[done:]))
    return tuple(runs)
