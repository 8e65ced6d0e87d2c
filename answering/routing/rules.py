"""Reads the rule files of this folder: phrases, the sentences that they must and must not match, and what follows.

A rule file has ``[lists]`` of words, ``harmless`` phrases, which are taken out of the message before any rule reads it
(« mort de rire »), ``past`` phrases, under which a rule with ``now_only`` is silent (« l'an dernier »), and
``[[rule]]``s. The language of the phrases is told in ``answering/routing/phrases.py``. ``yes`` and ``no`` are
messages of real form; a test holds every rule to them.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from answering.routing.heard import heard
from answering.routing.phrases import PhraseBook

FOLDER = Path(__file__).parent

_KEYS = frozenset({"name", "contacts", "phrases", "unless", "made_of", "adds_only", "now_only", "yes", "no"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Phrases and what follows when a message holds one.

    ``contacts`` are keys of ``prompts/contacts.toml``. ``unless`` silences the rule. ``adds_only``: the rule only adds
    its contacts to those of another that matched. ``now_only``: it is silent about the past. ``made_of``: nothing else
    stands in the message than these.
    """

    name: str
    contacts: tuple[str, ...]
    phrases: re.Pattern[str]
    unless: re.Pattern[str] | None
    made_of: re.Pattern[str] | None
    adds_only: bool
    now_only: bool
    yes: tuple[str, ...]
    no: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleBook:
    """The rules of one file, in its order."""

    name: str
    rules: tuple[Rule, ...]
    harmless: re.Pattern[str] | None
    past: re.Pattern[str] | None

    def matching(self, message: str) -> tuple[Rule, ...]:
        """The rules that hold of ``message``, in order; none when only those that add to others do."""
        line = self.line(message)
        is_past = self.past is not None and self.past.search(line) is not None
        found = [rule for rule in self.rules if self._holds(rule, line, is_past=is_past)]
        return () if all(rule.adds_only for rule in found) else tuple(found)

    def line(self, message: str) -> str:
        """``message`` as heard, what is harmless taken out."""
        line = heard(message)
        return line if self.harmless is None else self.harmless.sub(" -/-", line)

    def _holds(self, rule: Rule, line: str, *, is_past: bool) -> bool:
        if (rule.now_only and is_past) or rule.phrases.search(line) is None:
            return False
        if rule.made_of is not None and rule.made_of.match(line) is None:
            return False
        return rule.unless is None or rule.unless.search(line) is None


@lru_cache(maxsize=16)
def rule_book(name: str) -> RuleBook:
    """The rule file of that name in this folder, read once."""
    return read_rule_book(name, FOLDER)


def read_rule_book(name: str, folder: Path) -> RuleBook:
    """The rule file of that name in ``folder``. Raises ValueError (BadPhrase, TOML's) or KeyError: not of its form."""
    data = tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
    book = PhraseBook(lists=data.get("lists", {}))
    return RuleBook(
        name=name,
        rules=tuple(_rule(book, entry) for entry in data["rule"]),
        harmless=book.compile(data.get("harmless", ())),
        past=book.compile(data.get("past", ())),
    )


def _rule(book: PhraseBook, entry: Mapping[str, Any]) -> Rule:
    unknown = sorted(set(entry) - _KEYS)
    if unknown:
        raise ValueError(f"rule {entry.get('name')}: {', '.join(unknown)} means nothing")
    phrases = book.compile(_texts(entry, "phrases"))
    if phrases is None:
        raise ValueError(f"rule {entry['name']}: it has no phrase")
    return Rule(
        name=str(entry["name"]),
        contacts=_texts(entry, "contacts"),
        phrases=phrases,
        unless=book.compile(_texts(entry, "unless")),
        made_of=book.whole(_texts(entry, "made_of")),
        adds_only=bool(entry.get("adds_only", False)),
        now_only=bool(entry.get("now_only", False)),
        yes=_texts(entry, "yes"),
        no=_texts(entry, "no"),
    )


def _texts(entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    values: Sequence[object] = entry.get(key, ())
    return tuple(str(value) for value in values)
