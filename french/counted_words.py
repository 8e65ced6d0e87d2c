"""Words of a text as readability formulas count them, and what is too unlike a sentence to be counted.

« l’usager » is one word: elided clitics have no syllable of their own. Figures, prices, telephone numbers, addresses
of the post and of the network, and acronyms are left out: textstat's score calls a page of contacts « very easy ».
"""

import re

from french.addresses import addresses_in
from french.contacts import emails_in
from french.links import links_in
from french.sentences import sentence_spans

SHORTEST_SENTENCE_WORDS = 6
SHORTEST_SENTENCE_CHARACTERS = 45
"""What is shorter is a heading, a label or a bullet: Siteimprove leaves the same out."""

# « jusqu’au » → au, « l’usager » → usager; « aujourd’hui » and « presqu’île » stay whole.
_ELIDED = re.compile(r"\b(?:c|d|j|l|m|n|s|t|qu|jusqu|lorsqu|puisqu|quoiqu)['’ʼ](?=\w)", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ\-][^\W\d_]+)*")
_WITH_FIGURE = re.compile(r"(?<!\S)\S*\d\S*")
# « CCAS », « C.N.F.P.T. »; a sentence in capitals (« REGLEMENT ») is words: eight letters or more.
_ACRONYM = re.compile(r"(?<!\w)(?:(?:[A-Z]\.){2,}[A-Z]?|[A-Z]{2,7})(?!\w)")
_LIST_OR_TABLE = re.compile(r"\s*(?:[-•–—*▪◦➢►]|==>|#|\d+[.)°]\s)|.* \| ")


def counted_words(text: str) -> list[str]:
    """The words of ``text`` in order, as written, without their elided clitics."""
    left_out = [*addresses_in(text), *emails_in(text), *links_in(text)]
    kept = list(text)
    for span in left_out:
        kept[span.start : span.end] = " " * (span.end - span.start)
    line = _WITH_FIGURE.sub(lambda m: " " * len(m.group()), "".join(kept))
    if not line.isupper():
        line = _ACRONYM.sub(" ", line)
    return _WORD.findall(_ELIDED.sub(" ", line))


def counted_sentences(text: str) -> list[list[str]]:
    """The words of each sentence of the prose of ``text``: no list, table, heading, or line too short to be one."""
    found = []
    for line in text.splitlines():
        if _LIST_OR_TABLE.match(line):
            continue
        for start, end in sentence_spans(line):
            words = counted_words(line[start:end])
            if len(words) >= SHORTEST_SENTENCE_WORDS and end - start >= SHORTEST_SENTENCE_CHARACTERS:
                found.append(words)
    return found
