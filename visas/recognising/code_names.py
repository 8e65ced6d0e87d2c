"""Codes named in a text, by whatever name, abbreviation or misspelling: « code des collectités locales », « CG3P »."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

CODES_FILE = Path(__file__).with_name("codes.toml")

_NEXT_WORD = re.compile(r"[\s'\",:(-]{0,4}([a-z0-9]+)")
_FUNCTION_WORDS = frozenset(
    {"general", "generale", "generaux", "nouveau", "ancien", "des", "de", "du", "la", "le", "les", "et", "en", "sur"}
    | {"aux", "au", "pour", "entre", "cause", "un", "une", "dit"}
)
_ANNEX_AFTER = re.compile(r",?\s{0,2}\(?(?:en\s)?(?:son\s)?annexe\s([ivl1-4]{1,3})\b")
_ANNEX_BEFORE = re.compile(r"annexe\s([ivl1-4]{1,3})\s(?:au|du)\s(?:dit\s)?$")
_EDITION = re.compile(r"\s?\(?(?:edition\s)?(2006|2004|2001|1964)\b")
_SAME = re.compile(r"(?:meme|dit|ce|dudit|ledit|susdit|du|le|au)\s{1,2}$")
_SAID = re.compile(r"\s{1,2}(?:precite|susvise|susmentionne|sus-?vise|mentionne ci-dessus|vise ci-dessus)")
_AND_OF = re.compile(r",?\s(?:et\s)?d[eu]s?\b")
"""« codes de l'urbanisme et de l'environnement »."""
_ANNEXES = {"i": 1, "l": 1, "1": 1, "ii": 2, "2": 2, "iii": 3, "3": 3, "iv": 4, "4": 4}
_MOST_WORDS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownCode:
    """A row of ``codes.toml``; ``digits`` of the first group of its numbers, 0 when that varies."""

    key: str
    legitext: str = ""
    names: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    digits: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMention:
    """A code named at ``start:end`` of the folded text; ``key`` is None for « même code », « ledit code »."""

    start: int
    end: int
    key: str | None
    is_sure: bool = True
    """False for an abbreviation that may mean something else (CCP): counts only beside an article."""


@dataclass(slots=True)
class _Node:
    under: dict[str, "_Node"] = field(default_factory=dict)
    ends: str | None = None
    codes: set[str] = field(default_factory=set)


@cache
def known_codes() -> dict[str, KnownCode]:
    """Short name -> code, as ``codes.toml`` lists them."""
    rows = tomllib.loads(CODES_FILE.read_text("utf-8"))["code"]
    return {
        str(row["key"]): KnownCode(
            key=row["key"],
            legitext=row.get("legitext", ""),
            names=tuple(row.get("names", ())),
            abbreviations=tuple(row.get("abbreviations", ())),
            short=tuple(row.get("short", ())),
            digits=row.get("digits", 0),
        )
        for row in rows
    }


@cache
def _code_word() -> re.Pattern[str]:
    """« code », also « ducode », « c0de »; an abbreviation, with or without points: CGCT, C.G.C.T., not cgctx."""
    abbreviated = "|".join(r"\.?\s?".join(name) for name in sorted(_abbreviations(), key=len, reverse=True))
    return re.compile(
        r"(?<![a-z])(?:l[ea]?|du|de|au|[li1]'|ledit|dudit)?\s?(?P<code>c[o0]d[eco]s?)\b"
        r"|\blivre des (?=procedures fiscales)"
        rf"|(?<![a-z0-9.])(?P<short>{abbreviated})(?![a-z0-9])"
    )


@cache
def _names() -> _Node:
    from visas.recognising.folded_text import fold

    root = _Node()
    for code in known_codes().values():
        for name in code.names:
            node = root
            for word in re.findall(r"[a-z0-9]+", fold(name).folded)[1:]:
                if len(word) > 1 and word not in _FUNCTION_WORDS:
                    node = node.under.setdefault(word, _Node())
                    node.codes.add(code.key)
            node.ends = code.key
    return root


@cache
def _vocabulary() -> dict[int, tuple[str, ...]]:
    words: set[str] = set()
    waiting = [_names()]
    while waiting:
        node = waiting.pop()
        words |= set(node.under)
        waiting.extend(node.under.values())
    return {size: tuple(sorted(w for w in words if len(w) == size)) for size in range(1, 30)}


@cache
def _abbreviations() -> dict[str, tuple[str, bool]]:
    sure = {name.lower(): (code.key, True) for code in known_codes().values() for name in code.abbreviations}
    return sure | {name.lower(): (code.key, False) for code in known_codes().values() for name in code.short}


@lru_cache(maxsize=20_000)
def _known_word(word: str) -> str:
    """The word of a code's name that is meant: as it stands, after a lost apostrophe, or misspelt; itself if none."""
    vocabulary = _vocabulary()
    if len(word) > 29 or word in vocabulary.get(len(word), ()):
        return word
    unglued = word[1:] if word[0] in "ldi1yjtf" else word
    if unglued in vocabulary.get(len(unglued), ()):
        return unglued
    for slips in (1, 2) if len(word) >= 8 else (1,) if len(word) >= 5 else ():
        for size in range(len(word) - slips, len(word) + slips + 1):
            for known in vocabulary.get(size, ()):
                if slip_count(word, known, slips) <= slips or slip_count(unglued, known, slips) <= slips - 1:
                    return known
    return word


def slip_count(one: str, other: str, most: int) -> int:
    """Letters dropped, added or changed between two words; ``most`` + 1 when more than ``most``."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        above, row[0] = row[0], at
        for to, facing in enumerate(other, start=1):
            above, row[to] = row[to], min(row[to] + 1, row[to - 1] + 1, above + (letter != facing))
        if min(row) > most:
            return most + 1
    return row[-1]


def code_mentions(folded: str) -> Iterator[CodeMention]:
    """Codes named in a folded text, from left to right, « même code » among them."""
    done = 0
    for found in _code_word().finditer(folded):
        if found.start() < done:
            continue
        for mention in _mentions_at(folded, found):
            yield mention
            done = mention.end


def _mentions_at(folded: str, found: re.Match[str]) -> Iterator[CodeMention]:
    if found["short"]:
        known = _abbreviations().get(re.sub(r"[\s.]", "", found["short"]))
        if known:
            yield _with_annex(
                folded, CodeMention(start=found.start("short"), end=found.end("short"), key=known[0], is_sure=known[1])
            )
        return
    start = found.start("code") if found["code"] else found.start()
    named = _named_code(folded, found.end())
    if named is None:
        before = folded[max(0, start - 12) : start]
        if _SAME.search(before) and (not before.endswith(("du ", "le ", "au ")) or _SAID.match(folded, found.end())):
            yield CodeMention(start=start, end=found.end(), key=None)
        return
    yield _with_annex(folded, CodeMention(start=start, end=named[1], key=named[0]))
    at = named[1]
    while (
        found["code"]
        and found["code"].endswith("s")
        and (more := re.compile(r",?\s(?:et\s)?d[eu]s?\b").match(folded, at))
    ):
        named = _named_code(folded, more.end() - 2)
        if named is None:
            return
        yield CodeMention(start=more.start() + 1, end=named[1], key=named[0])
        at = named[1]


def _named_code(folded: str, at: int) -> tuple[str, int] | None:
    node, named = _names(), None
    for _ in range(_MOST_WORDS):
        found = _NEXT_WORD.match(folded, at)
        if found is None:
            break
        at = found.end()
        word = found[1]
        if len(word) == 1 or word in _FUNCTION_WORDS:
            continue
        below = node.under.get(_known_word(word))
        if below is None and node is _names() and slip_count(word, "general", 2) <= 2:
            continue
        if below is None:
            break
        node = below
        if node.ends:
            named = node.ends, at
        elif len(node.codes) == 1 and named is None:
            named = next(iter(node.codes)), at
        elif named is not None and named[0] in node.codes:
            named = named[0], at
    return named


def _with_annex(folded: str, mention: CodeMention) -> CodeMention:
    if mention.key == "cgi":
        annex = _ANNEX_AFTER.match(folded, mention.end)
        before = _ANNEX_BEFORE.search(folded[max(0, mention.start - 20) : mention.start])
        number = _ANNEXES.get((annex or before or ["", ""])[1])
        if number:
            start = mention.start - (len(before[0]) if before and not annex else 0)
            return CodeMention(start=start, end=annex.end() if annex else mention.end, key=f"cgi_an{number}")
    if mention.key == "marches_publics" and (edition := _EDITION.match(folded, mention.end)):
        return CodeMention(start=mention.start, end=edition.end(), key=f"marches_publics_{edition[1]}")
    return mention
