"""Reads ``reponses.toml``: the canned answers of a commune. The form is documented in docs/commune-toml.md."""

import tomllib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from domain.canned_answer import CannedAnswer
from domain.errors import BadProfile
from handoff.steps import LONGEST_REPLY

FILE = "reponses.toml"
LONGEST_TITLE = 120
"""Characters: it is a line of a list."""

_KEYS = frozenset({"titre", "texte", "services"})


def read_canned_answers(file: Path, services: AbstractSet[str]) -> tuple[CannedAnswer, ...]:
    """The answers in ``file``, in its order; none when there is no file. Raises BadProfile."""
    try:
        tables = tomllib.loads(file.read_text("utf-8")).get("reponse", [])
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadProfile(f"{file}: cannot be read as TOML ({error}); see docs/commune-toml.md") from error
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BadProfile(f"{file}: reponse: write it as [[reponse]] tables")
    answers = tuple(_answer(file, table, services) for table in tables)
    titles = [answer.title for answer in answers]
    for title in titles:
        if titles.count(title) > 1:
            raise BadProfile(f"{file}: titre = {title!r}: two answers have it; change one")
    return answers


def _answer(file: Path, table: Mapping[str, object], services: AbstractSet[str]) -> CannedAnswer:
    if unknown := sorted(set(table) - _KEYS):
        raise BadProfile(f"{file}: {', '.join(unknown)}: keys are {', '.join(sorted(_KEYS))}")
    title = _text(file, table, "titre", LONGEST_TITLE)
    text = _text(file, table, "texte", LONGEST_REPLY)
    slugs = table.get("services", [])
    if not isinstance(slugs, list) or not all(isinstance(slug, str) and slug in services for slug in slugs):
        raise BadProfile(f"{file}: services = {slugs!r}: give slugs of commune.toml ({', '.join(sorted(services))})")
    return CannedAnswer(title=title, text=text, services=tuple(slugs))


def _text(file: Path, table: Mapping[str, object], key: str, longest: int) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip() or len(value) > longest:
        raise BadProfile(f"{file}: {key} = {str(value)[:80]!r}: give a text of 1 to {longest} characters")
    return value.strip()
