"""How municipal texts mark their parts at the start of a line: bullets, « Vu », « Article 3 », « DÉCIDE ». Pure."""

import re

from french.act_parts import starts_operative, starts_visa

# « - crédits ouverts », « • inscrire », « ➢ porter », « o le samedi », Wingdings in the private use area;
# not « -212,50 » nor « o'clock ».
_BULLET = re.compile(r"^(?:[-–—−•●▪■◦○‣⁃➢➤►▶✓✔❖◆*·\uf000-\uf0ff]+|o(?=\s))\s*(?=\S)(?![\d])")
_DASH_FIGURE = re.compile(r"^[-–—−•]\s+(?=\d)")
# « 1) voter », « a) les mineurs », « 2° d'inscrire »; not « 2° étage » in the middle of a line, nor « n° 2031-12 ».
_NUMBERED = re.compile(r"^\(?(?:\d{1,2}(?:\)|°\)?|\.\))|[a-z]\.?\))\s+\S")
# « Article 1er », « ARTICLE 12 : Durée », « Art. 3 - »; not « article 6188 » of the budget inside a sentence.
_ARTICLE = re.compile(
    r"^(?:article|art\.)\s+(?:\d{1,3}|[IVX]{1,5}|1er|premier|unique)(?:er|ère|°)?\b(?!\s+(?:du|de la|des)\b)", re.I
)
# « D2031-004- Objet : », « Objet : Tarifs », « Délibération n° 2031-12 », « 2031/05-03 : Budget »; not
# « délibération n° 2031-12 du 3 mai fixant », the end of a sentence that begins a line.
_OBJECT = re.compile(
    r"^(?:(?-i:D)[ée]lib[ée]ration\s+(?:n\s*°\s*)?[\w/.-]*\d[\w/.-]*|D\s?\d{4}\s?-\s?\d+|\d{4}[-/]\d{2,4}[-/.]?\d*\s*[-–:]\s|"
    r"objet\s*:)",
    re.IGNORECASE,
)
# « I - Finances », « II. », « 3.2 Tarifs », « A – »; only with another sign that the line is a heading.
_OUTLINE = re.compile(r"^(?:[IVX]{1,5}\s*[-–.°)]|\d{1,2}(?:\.\d{1,2}){0,3}\s*[-–.°)]?|[A-H]\s*[-–.)])\s*(?=[^\W\d_])")
# What an act says of its session under its object: « Rapporteur : Mme Lenoir », « Nombre de conseillers », « L'an deux
# mille trente et un », « Étaient présents », « Madame le maire expose »; not « Date de la fête », « Présents de Noël ».
_SESSION = re.compile(
    r"^(?:rapporteu(?:r|re|se)\b|nombre de\b|date de (?:la )?(?:convocation|séance|publication|l['’]affichage)\b|"
    r"l['’]an (?:deux|\d)|(?:étaient |membres )?(?:présents?|absents?|excusés?|votants?|pouvoirs?)\b(?=\s*\w*\s*:)|"
    r"étaient (?:présents?|absents?|excusés?)\b|secrétaire de séance\b|convocation du\b|vote\s*:|"
    r"le conseil (?:municipal|communautaire),|"
    r"(?:(?:madame|monsieur|mme|m\.) )?le maire (?:expose|rappelle|informe|présente|indique|propose|explique)\b)",
    re.IGNORECASE,
)
# « … dans la », « … de l'école et des »: words that nothing ends with.
_UNFINISHED = re.compile(
    r"(?:[:–-]|,|\b(?:de|du|des|d['’]|la|le|les|l['’]|et|ou|à|au|aux|en|dans|pour|par|sur|avec|n°|un|une))$",
    re.IGNORECASE,
)
_OBJECT_LABEL = re.compile(r"^objet(?: de la (?:délibération|décision))?\s*[:–-]?$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.;:!?…»)]$")


def bullet(text: str) -> str | None:
    """The text after the bullet, or the whole line after a number; None when the line is no list item."""
    found = _BULLET.match(text) or _DASH_FIGURE.match(text)
    if found:
        return text[found.end() :]
    return text if _NUMBERED.match(text) else None


def starts_article(text: str) -> bool:
    """« Article 3 : … »."""
    return bool(_ARTICLE.match(text))


def starts_object(text: str) -> bool:
    """« Objet : … », « D2031-004 … »."""
    return bool(_OBJECT.match(text))


def is_object_label(text: str) -> bool:
    """« Objet : », « OBJET », without the object itself."""
    return bool(_OBJECT_LABEL.match(text))


def starts_session(text: str) -> bool:
    """« Rapporteur : … », « Nombre de conseillers … », « L'an deux mille … »: what follows an act's object."""
    return bool(_SESSION.match(text))


def is_unfinished(text: str) -> bool:
    """Whether the line stops on a word or a sign that something must follow: « Tarifs de location de la »."""
    return bool(_UNFINISHED.search(text.rstrip()))


def starts_outline(text: str) -> bool:
    """« II. … », « 3.2 … »."""
    return bool(_OUTLINE.match(text))


def ends_sentence(text: str) -> bool:
    """Whether the line ends as a sentence, a clause or a lead-in does."""
    return bool(_SENTENCE_END.search(text))


def starts_part(text: str) -> bool:
    """Whether the line opens a part of its own, whatever stands before it."""
    return starts_visa(text) or starts_operative(text) or starts_article(text) or starts_object(text)


def in_capitals(text: str) -> bool:
    """Whether the words before a bracket or a colon are in capitals: « CIMETIÈRE : prix par case »; not « N° »."""
    letters = [c for c in text.split("(", 1)[0].split(":", 1)[0] if c.isalpha()]
    return len(letters) > 2 and all(c.isupper() for c in letters)
