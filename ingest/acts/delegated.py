"""The commune déléguée that an act concerns (CGCT L2113-10): a former commune inside a commune nouvelle. Pure."""

import re
from collections.abc import Iterable, Sequence

from french.place_names import named_in
from french.plain_text import plain

# « commune déléguée de Vaubrun », « COMMUNE DÉLÉGUÉE D’ORVAL-SUR-LISE »; not « commune déléguée, », « communes
# déléguées de Vaubrun et Orval », which are two.
_NAMED = re.compile(
    r"(?i:\bcommune d[ée]l[ée]gu[ée]e (?:de la |de l['’]|des |du |de |d['’])?)"
    r"(?P<name>[A-ZÀ-ÖØ-Þ][\w'’]*(?:[ -](?:[A-ZÀ-ÖØ-Þ][\w'’]*|de|du|des|la|le|les|sur|sous|en|lès|aux?|et))*)"
)
_TRAILING = re.compile(r"(?:[ -](?:de|du|des|la|le|les|sur|sous|en|aux?|et))+$")


def find_delegated(texts: Iterable[str]) -> str | None:
    """The one commune déléguée that lines name as such, as written; None when they name none, or several."""
    found = {
        plain(name): name for text in texts for m in _NAMED.finditer(text) if (name := _TRAILING.sub("", m["name"]))
    }
    return next(iter(found.values())) if len(found) == 1 else None


def known_delegated(written: str | None, title: str, names: Sequence[str]) -> str | None:
    """The profile's name of what the words say, else the one name in the title; as written without a profile."""
    if not names:
        return written
    for text in (written or "", title):
        named = named_in(text, names)
        if len(named) == 1:
            return next(iter(named))
    return None
