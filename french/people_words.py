"""The lists by which persons are told: given names, roles, words of private life, persons of history. Data files."""

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleWords:
    """``people_words.toml``, folded. The headings are regular expressions."""

    roles: frozenset[str]
    lists: frozenset[str]
    speaking: frozenset[str]
    private: frozenset[str]
    places: frozenset[str]
    titles_of_streets: frozenset[str]
    not_surnames: frozenset[str]
    historical: frozenset[str]
    official_headings: str
    trade_headings: str
    private_headings: str


@lru_cache(maxsize=1)
def people_words() -> PeopleWords:
    """The lists; raises KeyError or tomllib.TOMLDecodeError when the file is not of its form."""
    found = tomllib.loads((FOLDER / "people_words.toml").read_text("utf-8"))

    def words(name: str) -> frozenset[str]:
        return frozenset(_folded(found[name]).split())

    historical = frozenset(" ".join(_folded(name).split()) for name in found["historical"].split(";"))
    return PeopleWords(
        roles=words("roles"),
        lists=words("lists"),
        speaking=words("speaking"),
        private=words("private"),
        places=words("places"),
        titles_of_streets=words("titles_of_streets"),
        not_surnames=words("not_surnames"),
        historical=historical,
        official_headings=found["official_headings"],
        trade_headings=found["trade_headings"],
        private_headings=found["private_headings"],
    )


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Given names borne in France, folded."""
    lines = (FOLDER / "given_names.txt").read_text("utf-8").splitlines()
    return frozenset(name for line in lines if not line.startswith("#") for name in _folded(line).split())


def _folded(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))
