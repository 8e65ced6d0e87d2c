"""Words of links: which of them say what a document is, and which only say that it can be opened. Pure."""

import re

from ingest.characters import clean_characters

_LONGEST = 160
# « Télécharger », « PDF (1,2 Mo) », « cliquez ici », « En savoir plus », « Lire la suite », « ici »; not « Télécharger
# le règlement de la cantine », whose words after the verb say what it is.
_IDLE = re.compile(
    r"^(?:t[ée]l[ée]charge[rz]?(?:ment)?|ouvrir|voir|consulter|lire(?: la suite| plus)?|en savoir (?:plus|\+)|"
    r"cliquez ici|cliquer ici|ici|lien|le lien|document|fichier|pi[èe]ce jointe|pdf|page \d+|"
    r"plus(?: d.infos?)?|d[ée]tails?|suite|"
    r"(?:version|format|document|fichier|au format)?\s*pdf|accueil|retour|suivant|pr[ée]c[ée]dent|\d+|>+|»|«|→)"
    r"\W*(?:\(?\s*(?:pdf\W*)?\d+(?:[.,]\d+)?\s*[kmg]?(?:o|b|octets)\)?)?\W*$",
    re.IGNORECASE,
)
# « Règlement de la cantine (PDF, 120 Ko) », « tarifs.pdf », « Nouvelle fenêtre »: what is said of the file is cut off.
_TAIL = re.compile(
    r"\s*(?:[\[(-]?\s*(?:pdf|docx?|odt|xlsx?)?\s*[-,–|]?\s*\d+(?:[.,]\d+)?\s*(?:[kmg]i?[ob]|octets)\s*[\])]?|"
    r"[\[(]\s*(?:pdf|nouvelle fen[êe]tre|new window|docx?|odt)\s*[\])])\s*$",
    re.IGNORECASE,
)
_FILE_NAME = re.compile(r"^[\w%.-]+\.(?:pdf|docx?|odt|xlsx?|html?)$", re.IGNORECASE)


def telling_words(text: str) -> str:
    """The link's words when they say what is behind it, at most 160 characters; empty when they do not."""
    words = clean_characters(text)
    while (shorter := _TAIL.sub("", words)) != words:
        words = shorter
    if len(words) < 4 or _IDLE.match(words) or _FILE_NAME.match(words) or not any(c.isalpha() for c in words):
        return ""
    if len(words) > _LONGEST:
        words = words[:_LONGEST].rsplit(" ", 1)[0] + "…"
    return words


def better_words(former: str, other: str) -> str:
    """Of two links to one document, the words that say more: the longer up to a title's length, else the first."""
    return other if len(former) < len(other) <= _LONGEST else former
