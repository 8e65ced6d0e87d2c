"""LX-10: more than six words on end in capitals: slower to read, and taken for acronyms by machines."""

import re
from collections.abc import Iterator

from clarity.observation import Observation
from clarity.read_text import ReadText
from clarity.stretches import observe_at, stretches_of
from domain.finding import Severity

RULE = "LX-10"
MOST = 6
_CAPITALS = r"[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜŒ'’\-]*[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜŒ]{2,}[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜŒ'’\-]*"
_RUN = re.compile(rf"(?<!\w){_CAPITALS}(?:[\s,.;:!–-]+(?:{_CAPITALS}|[ÀAYLD]['’]?))+(?!\w)")
_WORD = re.compile(_CAPITALS)


def detect(text: ReadText) -> Iterator[Observation]:
    """Runs of capitals."""
    for stretch in stretches_of(text):
        for m in _RUN.finditer(stretch.line):
            words = len(_WORD.findall(m.group()))
            if words > MOST and not stretch.is_row:
                yield observe_at(
                    text, stretch, m.span(), rule=RULE, severity=Severity.MINEUR, measures=(("words", words),)
                )
