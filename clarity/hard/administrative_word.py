"""LX-07: a word of the administration that plain French says otherwise (``clarity/hard/administrative_words.toml``)."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources

from clarity.observation import Observation, Proposal
from clarity.read_text import ReadText
from clarity.stretches import observe_at, sentences_of
from domain.finding import Severity
from french.typed_span import flat

RULE = "LX-07"


def detect(text: ReadText) -> Iterator[Observation]:
    """Each listed word where it first stands, with what may be written in its place."""
    pattern, plain = administrative_words()
    met: set[str] = set()
    for sentence in sentences_of(text):
        for m in pattern.finditer(flat(sentence.text)):
            key = next(form for form in plain if re.fullmatch(form, m.group()))
            if key in met:
                continue
            met.add(key)
            yield observe_at(
                text,
                sentence.stretch,
                (sentence.start + m.start(), sentence.start + m.end()),
                rule=RULE,
                severity=Severity.MINEUR,
                measures=(("plain", plain[key]),),
                proposal=Proposal(rule=plain[key]),
            )


@cache
def administrative_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """All forms at once, longest first, and each form (a regular expression on flat text) with its plain equivalent."""
    file = resources.files("clarity.hard").joinpath("administrative_words.toml")
    plain: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))["plain"]
    longest_first = sorted(plain, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest_first)})(?![\w-])"), plain
