"""Pages that are none: filled by scripts, not found, of a host that waits, or put there by spammers. Pure.

Judged on the lines that are left without menus and banners. A page that gives a figure is never taken for a shell:
« Mairie : 01 99 00 12 34 » is all that some pages have to say.
"""

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources

from domain.document import FileReason
from ingest.text import TextLine

# Of the 15 pages of the one exported site that scripts fill, 13 show at most 18 words; with 20 words or more of their
# own, the 57 other pages read have a text.
_FEWEST_WORDS = 20
# Sample text of templates: the classical one, the one of a French page builder, and how people type it from memory.
_SAMPLE = re.compile(
    r"\blorem (?:ipsum|issoup|ypsum)|\bdolor sit amet\b|\bdum apud persas\b|\bconsectetur adipi|"
    r"\bsed ut perspiciatis\b|\bvotre texte ici\b|\bthis is a sample page\b|\bceci est une page d.exemple\b|"
    r"\bhello world ?!",
    re.IGNORECASE,
)
# « Page introuvable », « Erreur 404 », « La page que vous recherchez n'existe pas »; not « objets trouvés », nor
# « Route départementale 404 ».
_NOT_FOUND = re.compile(
    r"^(?:oups.{0,20})?(?:page (?:introuvable|non trouv[ée]e|inexistante|not found)|err(?:eur|or) 404|not found$|"
    r"404\b.{0,40}(?:not found|introuvable|non trouv|erreur|error))|"
    r"\b(?:la |cette )?page (?:que vous (?:re)?cherchez|demand[ée]e|recherch[ée]e)\b.{0,60}"
    r"\b(?:n.existe (?:pas|plus)|introuvable|n.a pas [ée]t[ée] trouv[ée]e|pas trouv[ée]e|plus disponible)|"
    r"\bthe page (?:you|requested).{0,40}(?:not (?:be )?found|exist)",
    re.IGNORECASE,
)
_LONGEST_NOT_FOUND = 150
# « Ce domaine est à vendre », « Index of / », « Apache2 Debian Default Page », « Notre site est en maintenance »; not
# « terrain à vendre », « domaine public : parking réservé », « visite du site en construction ».
_PARKED = re.compile(
    r"\b(?:ce domaine|nom de domaine|this domain|domain name|the domain)\b.{0,40}\b(?:[àa] vendre|for sale|expir[ée]|"
    r"expired|r[ée]serv[ée]|parked)\b|\bparked (?:free|domain)\b|\bbuy this domain\b|^index of /|"
    r"\bapache2? .{0,20}default page\b|^it works!?$|^welcome to nginx|\bdefault web site page\b|"
    r"^(?:(?:ce|le|notre|this|our) )?(?:web)?site(?: web| internet)?(?: est| is)?(?: actuellement| currently)? "
    r"(?:en (?:cours de )?|under )(?:construction|maintenance)\b|^(?:en )?maintenance$|"
    r"^(?:\d{3} )?(?:service unavailable|internal server error|erreur (?:interne|serveur))|"
    r"\berror establishing a database connection\b|\berreur lors de la connexion [àa] la base de donn[ée]es\b|"
    r"\b(?:ce |votre )?compte (?:d.h[ée]bergement )?(?:est )?suspendu\b|\baccount (?:has been )?suspended\b",
    re.IGNORECASE,
)
_LONGEST_PARKED = 200
_SPAM_TERMS = 3
# One spam word in fifty: an article on gambling names them less often.
_SPAM_SHARE = 0.02
_WORD = re.compile(r"\w+")


def refusal_of(title: str, lines: Sequence[TextLine], *, is_scripted: bool) -> FileReason | None:
    """Why a page is none; None when it is one. ``is_scripted``: scripts may write its text in the browser."""
    own = [line.text for line in lines if not _SAMPLE.search(line.text)]
    words = sum(len(_WORD.findall(text)) for text in own)
    top = [title, *own[:4]]
    if words <= _LONGEST_NOT_FOUND and any(_NOT_FOUND.search(text) for text in top):
        return FileReason.PAGE_NOT_FOUND
    if words <= _LONGEST_PARKED and any(_PARKED.search(text) for text in top):
        return FileReason.PARKED_DOMAIN
    if is_spam([title, *own]):
        return FileReason.SPAM_PAGE
    is_sampled = len(own) < len(lines)
    says_little = words < _FEWEST_WORDS and not any(c.isdigit() or c == "@" for text in own for c in text)
    return FileReason.SITE_SHELL if says_little and lines and (is_scripted or is_sampled) else None


def is_of_a_site_in_trouble(title: str) -> bool:
    """Whether a page's title says that it is not found, waits, or is being mended."""
    return bool(_NOT_FOUND.search(title) or _PARKED.search(title))


def is_spam(texts: Sequence[str]) -> bool:
    """Whether terms that no commune writes fill the text: three different ones, and one word in fifty.

    « Délégation de service public du casino », « pharmacie de garde » and « jeux d'argent : prévention » are a
    commune's own words; « casino en ligne », « slot gacor » and « buy cialis online » are not.
    """
    whole = "\n".join(texts)
    found = [match.group().casefold() for match in _spam().finditer(whole)]
    if len(set(found)) < _SPAM_TERMS:
        return False
    return sum(len(_WORD.findall(term)) for term in found) >= _SPAM_SHARE * len(_WORD.findall(whole))


@cache
def _spam() -> re.Pattern[str]:
    text = resources.files("ingest.sites").joinpath("spam_terms.txt").read_text(encoding="utf-8")
    terms = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    written = "|".join(r"\s+".join(map(re.escape, words)) for words in terms)
    return re.compile(rf"\b(?:{written})\b", re.IGNORECASE)
