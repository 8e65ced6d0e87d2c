"""Every rule on what is hard to read (LX) and entangled (NX), over one text, in the order of the text.

Other families have their own list. Which findings are new, accepted or worth most is the report's.
"""

from collections.abc import Callable, Iterator, Set

from clarity.entangled import (
    competing_exceptions,
    exception_chain,
    far_exception,
    missing_rule,
    mixed_list,
    mixed_rule,
    nested_conditions,
    open_exception,
)
from clarity.hard import (
    administrative_word,
    capitals,
    double_negation,
    impersonal_passive,
    inline_enumeration,
    internal_reference,
    long_sentence,
    paragraph_block,
    parentheses,
    stacked_clauses,
    undefined_acronym,
)
from clarity.observation import Observation
from clarity.read_text import ReadText
from french.acronym_definitions import glossary_names

Detector = Callable[[ReadText], Iterator[Observation]]

DETECTORS: tuple[Detector, ...] = (
    long_sentence.detect,
    paragraph_block.detect,
    stacked_clauses.detect,
    double_negation.detect,
    parentheses.detect,
    administrative_word.detect,
    impersonal_passive.detect,
    inline_enumeration.detect,
    capitals.detect,
    internal_reference.detect,
    mixed_rule.detect,
    exception_chain.detect,
    nested_conditions.detect,
    far_exception.detect,
    open_exception.detect,
    mixed_list.detect,
    competing_exceptions.detect,
    missing_rule.detect,
)
"""Those that need the text alone; the acronyms' needs the commune's list too."""


def observe(text: ReadText, *, glossary: Set[str] = frozenset()) -> tuple[Observation, ...]:
    """What the rules find in ``text``. ``glossary``: acronyms that the commune explains to its readers."""
    found = [observation for detect in DETECTORS for observation in detect(text)]
    found += undefined_acronym.detect(text, glossary=glossary_names(glossary))
    order = {block.passage_id: number for number, block in reversed(list(enumerate(text.blocks)))}
    return tuple(sorted(found, key=lambda one: (order[one.place.passage_id], one.place.start, one.place.end, one.rule)))
