"""Where an act says what it rests on (« Vu ») and where it decides (« Après en avoir délibéré », « DÉCIDE »). Pure."""

import re
from collections.abc import Sequence

# « Vu le code », « VU : », « Considérant que », « CONSIDERANT », « Sur proposition du maire »; not « Vue d'ensemble ».
_VISA = re.compile(r"^(?:vu|considérant|considerant|attendu)\b(?:\s|:|,|qu['’])", re.IGNORECASE)
# « DÉCIDE », « Le conseil municipal, après en avoir délibéré », « ARRÊTE : »; not « décideur ».
_OPERATIVE = re.compile(
    r"^(?:(?i:(?:le conseil (?:municipal|communautaire|d['’]administration)|l['’]assemblée)[^.]{0,80}\bdélib[ée]r|"
    r"après en avoir délib[ée]r)|"
    r"(?:DÉCIDE|DECIDE|ARRÊTE|ARRETE|APPROUVE|AUTORISE|FIXE|ADOPTE|DIT|CHARGE|PRÉCISE|PRECISE|DONNE|VALIDE|VOTE)\b)"
)
# In the middle of a paragraph: « M. le maire expose … Après en avoir délibéré, le conseil … »; not « a délibéré ».
_DELIBERATED = re.compile(r"\baprès\s+(?:en\s+)?(?:avoir\s+)?(?:débattu et\s+)?délib[ée]r", re.IGNORECASE)


def starts_visa(text: str) -> bool:
    """« Vu … », « Considérant … »."""
    return bool(_VISA.match(text))


def starts_operative(text: str) -> bool:
    """« DÉCIDE … », « Le Conseil municipal, après en avoir délibéré »."""
    return bool(_OPERATIVE.match(text))


def deciding_part(lines: Sequence[str]) -> list[str]:
    """The lines that decide: from where the operative part begins, in the middle of a line too.

    All but the visas where nothing says that it begins: a title of a list, a short extract.
    """
    for index, line in enumerate(lines):
        if starts_operative(line):
            return list(lines[index:])
        found = _DELIBERATED.search(line)
        if found:
            return [line[found.start() :], *lines[index + 1 :]]
    return [line for line in lines if not starts_visa(line)]
