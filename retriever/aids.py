"""What search does for a question beyond its own words; each can be left out, to measure what it brings.

Gain in nDCG@10 of each alone, where it is above 0 by its interval (``python -m eval.ablation``). Corrector: with slips
cnil +.071, spf +.032, faq_cc +.037, piaf +.048; as text messages cnil +.062, piaf +.049. Abbreviations: as text
messages cnil +.019. Thesaurus: faq_cc, the one set about a commune, +.058, and nowhere else. Acronyms: cnil
+.003, an interval that touches 0, and no loss anywhere.
"""

from enum import StrEnum


class Aid(StrEnum):
    """One way of searching more than what was typed."""

    CORRECTOR = "corrector"
    ABBREVIATIONS = "abbreviations"
    THESAURUS = "thesaurus"
    ACRONYMS = "acronyms"


ALL_AIDS = frozenset(Aid)
