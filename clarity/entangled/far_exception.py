"""NX-04: an exception far from its rule: another article, another heading, or 150 words away."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import Sentence, observe_at, sentences_of
from domain.finding import Severity
from french.counted_words import counted_words
from french.typed_span import flat

RULE = "NX-04"
FAR = 150
"""Words between an exception and its rule: more than a passage of the index holds after it, so that a search that finds
one misses the other."""

# « Par dérogation à l’article 5 », « nonobstant les dispositions de l’article 12 », « L’article 3 ne s’applique pas ».
_NAMED = re.compile(
    r"\b(?:par (?:derogation|exception) (?:a|aux?)|nonobstant)\b[^.;]{0,60}?\barticles? (?P<one>\d+)\b"
    r"|\barticles? (?P<two>\d+)\b[^.;]{0,40}\bne s'appliqu\w+ pas\b"
)
_HEADING = re.compile(r"\s*articles? (?P<number>\d+)\b")


def detect(text: ReadText) -> Iterator[Observation]:
    """Exceptions that name an article of this text which stands under another heading, or far above or below."""
    sentences = sentences_of(text)
    starts, words = _articles(sentences)
    for index, sentence in enumerate(sentences):
        m = _NAMED.search(flat(sentence.text))
        target = None if m is None else starts.get(m["one"] or m["two"])
        if target is None or target == index:
            continue
        distance = abs(words[index] - words[target])
        rule = sentences[target]
        same_heading = rule.stretch.block.heading_path == sentence.stretch.block.heading_path
        if distance <= FAR and same_heading:
            continue
        found = observe_at(
            text,
            sentence.stretch,
            (sentence.start, sentence.end),
            rule=RULE,
            severity=Severity.INFO,
            measures=(("distance_words", distance), ("same_heading", "yes" if same_heading else "no")),
        )
        yield replace(found, related=(text.place(rule.stretch.block, rule.start, rule.end),))


def _articles(sentences: tuple[Sentence, ...]) -> tuple[dict[str, int], list[int]]:
    """The first sentence of each article, by its number, and the words that stand before each sentence."""
    starts: dict[str, int] = {}
    words, total = [], 0
    for index, sentence in enumerate(sentences):
        words.append(total)
        total += len(counted_words(sentence.text))
        headings = (*sentence.stretch.block.heading_path[-1:], sentence.text)
        for heading in headings:
            m = _HEADING.match(flat(heading))
            if m is not None:
                starts.setdefault(m["number"], index)
    return starts, words
