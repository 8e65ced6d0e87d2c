"""LX-06: an acronym that neither the document nor the commune's list explains; once, where it first stands."""

from collections.abc import Iterator, Set

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import Stretch, observe_at, stretches_of
from domain.finding import Severity
from french.acronym_definitions import Acronym, acronyms_in, defined_in
from french.counted_words import counted_words

RULE = "LX-06"
OFTEN = 3
"""Uses from which who does not know it loses the thread."""
SHORTEST = 100
"""Words: what is shorter was cut from a document that may explain its acronyms elsewhere."""


def detect(text: ReadText, *, glossary: Set[str] = frozenset()) -> Iterator[Observation]:
    """Acronyms met nowhere with their words, in the order met. ``glossary``: names that the commune explains."""
    stretches = stretches_of(text)
    explained = defined_in("\n".join([text.title, *(one.line for one in stretches)])) | glossary
    uses: dict[str, list[tuple[Stretch, Acronym]]] = {}
    for stretch in stretches:
        for acronym in acronyms_in(stretch.line):
            if acronym.name not in explained:
                uses.setdefault(acronym.name, []).append((stretch, acronym))
    is_short = text.document is None and sum(len(counted_words(one.line)) for one in stretches) < SHORTEST
    for name, met in uses.items():
        stretch, first = met[0]
        severity = Severity.MAJEUR if len(met) >= OFTEN else Severity.INFO if is_short else Severity.MINEUR
        yield observe_at(
            text,
            stretch,
            (first.start, first.end),
            rule=RULE,
            severity=severity,
            measures=(("acronym", name), ("uses", len(met))),
        )
