"""Reads what a model writes, as it comes: sentences with their citation numbers, under the rule or the special cases.

Tolerant of how models lay out (bullets, bold, headings, brackets of other kinds, thoughts before the answer); never of
what they say: a sentence without a number comes out with none, and is not shown.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from prompts import catalogue


class Part(StrEnum):
    """Under which heading a sentence stands; its words are ``model_answer.<value>`` in ``prompts/``."""

    GENERAL = "general"
    CASES = "cases"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A sentence as written, tokens in it, and the numbers that it cites, in order."""

    part: Part
    text: str
    numbers: tuple[int, ...]


# « [1] », « [1, 2] », « 【3】 », « [passage 2] », « [1][2] ». Not « (1) », nor « [nom] ».
_NUMBERS = re.compile(
    r"((?:\s*[\[【]\s*(?:passages?\s*|n°\s*)?\d{1,2}(?:\s*(?:[,;]|et)\s*\d{1,2})*\s*[\]】])+)\s*([.!]?)"
)
# « Règle générale », « **Règle générale :** », « ## Cas particuliers », « Exceptions : … »; the rest of the line stays.
_HEADING = re.compile(
    r"^[\s#*_>\-]*(?P<general>r[èe]gle\s+g[ée]n[ée]rale)?(?P<cases>cas\s+particuliers?|exceptions?)?[\s*_]*(?::[\s*_]*|$)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^\s*(?:[-–—*•·]|\d{1,2}[.)])\s+")
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL | re.IGNORECASE)
_THINKING, _THOUGHT = re.compile(r"<think", re.IGNORECASE), re.compile(r"</think(?:ing)?>", re.IGNORECASE)
# « {"answer": "Le repas coûte 3,85 €", "sources": [1]} »; not « {{LIEN_1}} », nor « le « goûter » : à 16 h ».
_DATA = re.compile(r"""^\s*[\[{]\s*"|"\s*:""")
_DECORATION = re.compile(r"\*\*|__|`+")


class SentenceReader:
    """Takes the text piece by piece and gives back the sentences that are complete."""

    def __init__(self) -> None:
        self._part = Part.GENERAL
        self._waiting = ""

    def feed(self, piece: str) -> Iterator[Draft]:
        """The sentences that end in what has come so far."""
        self._waiting += piece
        if _THINKING.search(self._waiting) and not _THOUGHT.search(self._waiting):
            return
        self._waiting = _THOUGHTS.sub("\n", self._waiting)
        *lines, self._waiting = self._waiting.split("\n")
        for line in lines:
            yield from self._of_line(line)

    def end(self) -> Iterator[Draft]:
        """What is left when nothing more comes."""
        line, self._waiting = _THOUGHTS.sub("", self._waiting), ""
        for one in line.split("\n"):
            yield from self._of_line(one)

    def _of_line(self, line: str) -> Iterator[Draft]:
        heading = _HEADING.match(line)
        if heading and (heading["general"] or heading["cases"]):
            self._part = Part.CASES if heading["cases"] else Part.GENERAL
            line = line[heading.end() :]
        line = _DECORATION.sub("", _BULLET.sub("", line)).strip()
        if not line or line.strip(" .") == catalogue.text("model_answer.nothing"):
            return
        end = 0
        for cited in _NUMBERS.finditer(line):
            numbers = tuple(dict.fromkeys(map(int, re.findall(r"\d+", cited[1]))))
            text = line[end : cited.start()].strip()
            end = cited.end()
            if text:  # data is nobody's sentence: without a number, it is not shown
                yield Draft(part=self._part, text=_ended(text, cited[2]), numbers=() if _DATA.search(text) else numbers)
        rest = line[end:].strip(" .")
        if rest:
            yield Draft(part=self._part, text=rest, numbers=())


def _ended(text: str, mark: str) -> str:
    return text if text.endswith((".", "!", "?", ":", "…")) else f"{text}{mark or '.'}"
