"""A message as the rules hear it: one line of words, each as written without accents and as it sounds.

Text-message forms are written out (``spellings.toml``), elisions are parted, sentences end in ``#``. What stands in
quotation marks beside the name of a work (« la pièce « Mort d'un commis voyageur » ») is left out: it is a title.
"""

import re
import tomllib
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from french.analyser import fold
from french.sound import sound

LONGEST = 2_000
"""Characters heard of a message, as many as the forms take: a full one of the worst words takes a tenth of a second."""

# « quelqu'un », « quelqu un »; « aujourd'hui »; « il y a », « y'a », « il ya »; not « il y avait ».
_JOINED = (
    (re.compile(r"\bquelqu['e]? ?une?\b"), "quelquun"),
    (re.compile(r"\baujourd'? ?hui\b"), "aujourdhui"),
    (re.compile(r"\b(?:il )?y ?'?-?a\b"), "ya"),
)
# « jveux », « jsuis », « jme »; not « jardin » nor « jeudi ».
_GLUED = re.compile(r"^j(?=[bcdfgklmnpqrstvwxz])")
_WORK = (
    r"(?:film|livre|roman|piece|chanson|paroles|spectacle|exposition|expo|concert|conference|serie|titre|theatre|bd|"
    r"album|poeme|lecture|recueil|ecrit|lu|documentaire|opera|intitulee?|projection|roman|auteur|autrice)"
)
# « la pièce « Mourir pour la patrie » », « paroles de "Mourir" »; not « il m'a dit « je vais te tuer » ».
_TITLE = re.compile(rf"(\b{_WORK}s?\b[^«\"“»”#.!?\n]{{0,40}})[«\"“][^»\"”\n]{{1,120}}[»\"”]")
_TOKEN = re.compile(r"[.!?;:\n…]+|[^\W_]+'?")


def heard(message: str) -> str:
    """`` word/sound word/sound # ``: a blank before each word, ``#`` where a sentence ends."""
    folded = _TITLE.sub(r"\1 ", fold(message[:LONGEST]))
    for pattern, joined in _JOINED:
        folded = pattern.sub(joined, folded)
    said: list[str] = []
    for found in _TOKEN.finditer(folded):
        token = found.group()
        if not token[0].isalnum():
            said.append("#")
            continue
        written = [token[:-1]] if token.endswith("'") else _written_out(token, said)
        said += [_both(word) for word in written]
    return f" {' '.join(said)} #"


def _written_out(typed: str, before: list[str]) -> list[str]:
    if typed == "g" and before and before[-1][0].isdigit():
        return [typed]
    full = _spellings().get(typed)
    if full is not None:
        return full.split()
    glued = _GLUED.sub("", typed)
    if glued != typed and len(glued) > 1:
        return ["j", *_spellings().get(glued, glued).split()]
    return [typed]


@lru_cache(maxsize=4096)
def _both(word: str) -> str:
    return f"{word}/{sound(word)}" if word.isalpha() and word.isascii() else f"{word}/{word}"


@lru_cache(maxsize=1)
def _spellings() -> Mapping[str, str]:
    data = tomllib.loads(Path(__file__).with_name("spellings.toml").read_text("utf-8"))
    return {fold(short): full for short, full in data["words"].items()}
