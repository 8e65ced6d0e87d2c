"""A text taken apart once for all checks: typed facts, numbers, negations, markers, statements with their words.

The same reading serves for the sentence and for what it cites, so that both sides have one form.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from french.contacts import emails_in
from french.facts import facts_in
from french.frequencies import Frequency, frequencies_in
from french.links import links_in
from french.markers import Marker, markers_in
from french.negations import Negation, negations_in
from french.quantity_words import Count, Whole, counts_in, fractions_in, wholes_in
from french.sentences import sentence_spans
from french.typed_span import AnySpan, FactKind, TypedSpan, flat
from french.wording import content_stems, wording

_CACHED = 4_096
"""Passages of an answer are read once for all its sentences: 4,096 of them are about 40 MB."""

Tokens = frozenset[str]
FAMILY_MARK = "~"
_LETTERS = 6
_PRONOUN = re.compile(
    r"(?:ils?(?! (?:n')?(?:est|faut|y a)\b)|elles?|celles?-ci|celui-ci|ceux-ci|son|sa|ses|leurs?|cette|cet|ces?) "
)
"""« Ils sont interdits », « Sa hauteur »: of what the statement before opens with."""

_SUBJECT_WORDS = 5
_VERB = re.compile(r"(?:est|sont|sera|seront|etait|a|ont|doi(?:t|vent)|peu(?:t|vent)|fai?t|font|se|s'\w+|ne|n'\w+)$")
# « ; », and the dash of an item in a list that lost its lines: « au plus. - Une cabane par parcelle ».
_PART = re.compile(r"(;|(?<=[.:]) [-–•] (?=[A-ZÀ-Þ]))")
_DAYS = frozenset({"lund", "mard", "mercre", "jeud", "vendre", "samed", "dimanc"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence, list item, row, or part of one up to « ; »: a half-open span, its stems, those that it denies."""

    start: int
    end: int
    stems: frozenset[str]
    tokens: Tokens
    denied: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadText:
    """All that is read in ``text``, each kind in order; ``stems`` are its content stems."""

    text: str
    facts: tuple[AnySpan, ...]
    counts: tuple[Count, ...]
    fractions: tuple[tuple[str, int, int], ...]
    frequencies: tuple[TypedSpan[Frequency], ...]
    negations: tuple[Negation, ...]
    markers: tuple[Marker, ...]
    wholes: tuple[Whole, ...]
    links: tuple[TypedSpan[str], ...]
    stems: frozenset[str]
    statements: tuple[Statement, ...]

    def of_kind(self, *kinds: FactKind) -> list[AnySpan]:
        """Facts of these kinds."""
        return [fact for fact in self.facts if fact.kind in kinds]


@lru_cache(maxsize=_CACHED)
def read_text(text: str) -> ReadText:
    """The reading of a sentence, or of a passage with what governs it (line ends part rows, items and headings)."""
    links = tuple(links_in(text))
    words = without_addresses(text, links)
    facts = facts_in(text)
    negations = tuple(negations_in(words))
    statements = tuple(_statements(words, _statement_spans(text), negations))
    return ReadText(
        text=words,
        facts=facts,
        counts=tuple(counts_in(blanked(words, [f for f in facts if f.kind is FactKind.PHONE]))),
        fractions=tuple(fractions_in(words)),
        frequencies=tuple(frequencies_in(text)),
        negations=negations,
        markers=markers_in(words),
        wholes=tuple(wholes_in(words)),
        links=links,
        stems=frozenset(stem for statement in statements for stem in statement.stems),
        statements=statements,
    )


def _statements(words: str, spans: list[tuple[int, int]], negations: tuple[Negation, ...]) -> Iterator[Statement]:
    """Statements in order; one that opens with a pronoun has the subject of the one before."""
    subject = ""
    for start, end in spans:
        own = words[start:end]
        is_pronoun = _PRONOUN.match(flat(own).lstrip()) is not None
        if not is_pronoun:
            subject = _subject_of(own)
        told = f"{subject} {own}" if is_pronoun else own
        yield Statement(
            start=start,
            end=end,
            stems=frozenset(content_stems(told)),
            tokens=tokens_of(told),
            denied=_denied(words, start, end, negations),
        )


def _subject_of(statement: str) -> str:
    """The words that a statement opens with, up to its verb: five at most."""
    opening = statement.split()[:_SUBJECT_WORDS]
    ends = [at for at, word in enumerate(opening) if at and _VERB.match(flat(word))]
    return " ".join(opening[: min(ends, default=len(opening))])


def tokens_of(words: str) -> Tokens:
    """The words of ``words`` as they are compared loosely: each stem's first letters, and the families it is in."""
    families = wording().families
    stems = content_stems(words)
    numbers = {f"{FAMILY_MARK}{number}" for stem in stems for number in families.get(stem, ())}
    return frozenset({stem[:_LETTERS] for stem in stems} | numbers)


def without_addresses(text: str, links: Iterable[TypedSpan[str]]) -> str:
    """``text``, of the same length, its links and e-mail addresses blanked: their parts are no words of the text."""
    return blanked(text, [*links, *emails_in(text)])


def blanked(text: str, spans: Iterable[AnySpan]) -> str:
    """``text``, of the same length, without what stands in ``spans``."""
    for span in spans:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _statement_spans(text: str) -> list[tuple[int, int]]:
    spans = []
    offset = 0
    for line in text.split("\n"):
        for start, end in [(0, len(line))] if " | " in line else sentence_spans(line):
            at = offset + start
            for part in _PART.split(line[start:end]):
                if part.strip(" ;-"):
                    spans.append((at, at + len(part)))
                at += len(part)
        offset += len(line) + 1
    return spans


def _denied(text: str, start: int, end: int, negations: Iterable[Negation]) -> frozenset[str]:
    inside = [text[max(n.start, start) : min(n.end, end)] for n in negations if n.start < end and start < n.end]
    return frozenset(stem for part in inside for stem in content_stems(part))


def closest(statement: Tokens, among: Iterable[Statement]) -> list[Statement]:
    """The statements that share most words with ``statement``; several on a tie, none when none shares any."""
    scored = [(weight(statement & one.tokens), one) for one in among]
    best = max((score for score, _ in scored), default=0)
    return [one for score, one in scored if score == best] if best else []


def weight(shared: Tokens) -> int:
    """A word itself counts twice one that stands for it; a day of the week once more."""
    return sum(1 if token.startswith(FAMILY_MARK) else 3 if token in _DAYS else 2 for token in shared)
