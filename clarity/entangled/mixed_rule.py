"""NX-01: a rule, an exception and one more condition in one sentence."""

from collections.abc import Iterator

from clarity.entangled.clauses import Anatomy, anatomy, parts_of, proposal_of
from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import Sentence, observe_at, sentences_of
from domain.finding import Severity
from french.counted_words import counted_words

RULE = "NX-01"
SHORTEST = 25
"""Words: a shorter sentence is read at once, whatever it holds."""
LONG = 40
"""Words above which even one exception is lost in its rule: sentences of real communes with an exception and more
words than that were all judged mixed, or could be (``python -m eval.confusing``)."""


def detect(text: ReadText) -> Iterator[Observation]:
    """Sentences whose exception shares them with another condition; an exception alone, beside its rule, is fine."""
    for sentence in sentences_of(text):
        found = anatomy(sentence.text)
        words = _words(sentence, found)
        if not found.exceptions or words <= SHORTEST or not (found.free_conditions > 0 or words > LONG):
            continue
        yield observe_at(
            text,
            sentence.stretch,
            (sentence.start, sentence.end),
            rule=RULE,
            severity=Severity.MAJEUR,
            measures=(
                ("exceptions", len(found.exceptions)),
                ("conditions", found.conditions),
                ("words", words),
                ("entanglement", f"{found.entanglement:g}"),
            ),
            parts=parts_of(found, sentence.start, sentence.text),
            proposal=proposal_of(found, sentence.text),
        )


def _words(sentence: Sentence, found: Anatomy) -> int:
    """Those of the first case that it announces too: « sauf si l’enfant part : »."""
    return found.words + (len(counted_words(sentence.following)) if sentence.text.rstrip().endswith(":") else 0)
