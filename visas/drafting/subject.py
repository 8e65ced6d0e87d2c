"""A subject of délibération: what is asked, which visas its rules call for, the words that the answers fill."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class AnswerKind(StrEnum):
    """What an answer must be."""

    TEXT = "text"
    AMOUNT = "amount"
    COUNT = "count"
    RATE = "rate"
    DAY = "day"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, its French label; ``choices`` are empty unless it is a choice."""

    id: str
    label: str
    kind: AnswerKind
    is_required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class VisaRule:
    """A reference that a subject calls for (docs/legal-keys.md), why, and the answer that it depends on.

    ``condition`` is (question, value); None when the rule always holds.
    """

    key: str
    why: str
    condition: tuple[str, str] | None = None

    def holds(self, answers: Mapping[str, str]) -> bool:
        """Whether these answers, as written, call for the reference."""
        return self.condition is None or answers.get(self.condition[0]) == self.condition[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedText:
    """How a law or decree is written after « Vu ». In force when ``first_day <= day < last_day``, where given."""

    words: str
    source: str
    first_day: date | None = None
    last_day: date | None = None

    def applies(self, day: date) -> bool:
        """Whether its own days allow that day."""
        return (self.first_day is None or self.first_day <= day) and (self.last_day is None or day < self.last_day)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A subject. ``object``, ``considerants`` and ``articles`` hold ``{questions}``.

    ``matter`` is its code in the State's nomenclature (@CTES), ``search`` the words to find the commune's own acts by.
    """

    id: str
    title: str
    object: str
    matter: str
    search: str
    visas: tuple[VisaRule, ...]
    considerants: tuple[str, ...]
    articles: tuple[str, ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafts:
    """Everything that ``prompts/drafts/`` holds: subjects by id, texts by key, questions asked for every draft."""

    subjects: Mapping[str, Subject]
    texts: Mapping[str, CitedText]
    meeting: tuple[Question, ...]
    sentences: Mapping[str, str]

    def say(self, key: str, **values: str) -> str:
        """A sentence of form.toml (``form.visa``), filled. Raises KeyError."""
        return self.sentences[key].format_map(values)

    def questions_of(self, subject: Subject) -> tuple[Question, ...]:
        """Those of the subject, then those of every draft."""
        return (*subject.questions, *self.meeting)
