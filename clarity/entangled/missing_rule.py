"""NX-08: a reduced price without the full price: an exception whose rule is nowhere in the document."""

import re
from collections.abc import Iterator

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import observe_at, sentences_of, stretches_of
from domain.finding import Severity
from french.amounts import amounts_in
from french.counted_words import counted_words
from french.typed_span import flat

RULE = "NX-08"
SHORTEST = 100
"""Words: the rule of a shorter text may stand in what was not given."""

# « tarif réduit : 2 € », « demi-tarif », « réduction de 20 % », « majoration pour les extérieurs ».
_REDUCED = re.compile(
    r"\btarifs? reduits?\b|\bdemi-tarifs?\b|\breductions? d[e']|\btarifs? majores?\b|\bmajorations? (?:de|pour)"
)


def detect(text: ReadText) -> Iterator[Observation]:
    """The first reduced or raised price of a document that gives no other amount."""
    lines = [stretch.line for stretch in stretches_of(text)]
    if sum(len(counted_words(line)) for line in lines) < SHORTEST:
        return
    if any(amounts_in(line) and not _REDUCED.search(flat(line)) for line in lines):
        return
    for sentence in sentences_of(text):
        if _REDUCED.search(flat(sentence.text)):
            yield observe_at(text, sentence.stretch, (sentence.start, sentence.end), rule=RULE, severity=Severity.INFO)
            return
