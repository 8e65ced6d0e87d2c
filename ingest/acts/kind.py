"""What a document is, from the titles and the first words of its first page; never from its file name. Pure."""

import re
from collections.abc import Sequence
from datetime import date

from domain.act import ActKind
from domain.document import MediaType
from french.plain_text import plain
from ingest.text import LineKind, TextLine

# Titles stand in the first lines: letterhead, address and stamp took up to 25 in the development documents.
_TITLE_LINES, _LONGEST_TITLE = 40, 170
# CGCT L2121-15 in the words of ordonnance n° 2021-1310: from this day minutes are a « procès-verbal » and nothing else.
_ONLY_PROCES_VERBAL = date(2022, 7, 1)
_NOT_THIS_ONE = r"(?!\s+(?:de la (?:precedente|derniere) seance|des decisions|d['’]activites?|annuel|financier))"

# On plain text (no accents, lower case), at the start of a title or of one of its cells, in this order.
_TITLES: tuple[tuple[ActKind, re.Pattern[str]], ...] = (
    # « Procès-verbal du conseil », « PROCES.VERBAL », « PV de la séance »
    (ActKind.PROCES_VERBAL, re.compile(rf"(?:projet de )?(?:proces.{{0,2}}verba(?:l|ux)|pv)\b{_NOT_THIS_ONE}")),
    # « Compte-rendu de la séance », « CR du conseil municipal »; not « Compte rendu d'activités »
    (ActKind.COMPTE_RENDU, re.compile(rf"(?:compte.{{0,2}}rendu|c[.-]?r\.?)\b(?! de gestion){_NOT_THIS_ONE}")),
    # « Liste des délibérations votées », « RÉPERTOIRE CHRONOLOGIQUE DES DÉLIBÉRATIONS »
    (
        ActKind.LISTE_DES_DELIBERATIONS,
        re.compile(r"(?:liste|repertoire|recueil|tableau|table)\b[^.:]{0,40}\bdeliberations\b"),
    ),
    # « Extrait du registre des délibérations », « Délibération n° 2031-12 », « DELIBERATION DU CONSEIL MUNICIPAL »
    (
        ActKind.DELIBERATION,
        re.compile(r"(?:extrait\s+)?(?:du\s+)?registre des deliberations\b|deliberation\b(?:\s+(?:n|du c)|\s*$)"),
    ),
    # « ARRÊTÉ PRÉFECTORAL N° 30-2031-… », « Arrêté du maire portant … »; not the operative « ARRÊTE : »
    (ActKind.ARRETE, re.compile(r"(?:projet d['’]\s?)?arrete\b(?!\s*:|\s*$)")),
    (ActKind.ORDRE_DU_JOUR, re.compile(r"(?:convocation|ordre du jour|avis de reunion)\b")),
    # « Règlement intérieur de la cantine »; not « Règlement (UE) 2016/679 »
    (ActKind.REGLEMENT, re.compile(r"(?:le |projet de )?reglement\b(?!\s*\((?:ue|ce)\)|\s+de la facture)")),
    (ActKind.CONVENTION, re.compile(r"(?:convention\b|avenant\b[^.]{0,40}\bconvention)")),
    (ActKind.RAPPORT, re.compile(r"(?:rapport|note de presentation)\b(?!eur)")),
    (
        ActKind.BULLETIN,
        re.compile(
            r"(?:l['’]|le |la )?(?:bulletin (?:municipal|communal|d['’]information)|gazette"
            r"|journal (?:municipal|communal)|lettre (?:municipale|d['’]information)|infos? municipales?"
            r"|flash.?infos?)\b"
        ),
    ),
)
# Words that only the record of a session has: « s'est réuni », « Présents : », « Étaient présents ».
_HELD = re.compile(
    r"s['’]\s?est (?:legalement |valablement )?(?:reuni|assemble)|se sont reunis"
    r"|(?:^|\n)\W{0,2}(?:etaient )?presents?\s*:"
)
_COUNCIL = re.compile(r"\b(?:conseil (?:municipal|communautaire|syndical|de communaute|d['’]administration)|comite)\b")
# A title that goes on for lines: « Arrêté préfectoral n° DDTM-2031-0071 réglementant l'usage de … ».
_LONG_ARRETE = re.compile(r"arrete\b[^.,;]{0,40}\bn\s?°")
_VISA = re.compile(r"(?:^|\n)vu\b")
_ORDERS = re.compile(r"(?:^|\n)arrete(?:nt)?\s*:?\s*(?:\n|$)")


def find_kind(lines: Sequence[TextLine], media_type: MediaType, session_date: date | None) -> ActKind:
    """What the document is. ``lines`` are those of its first page, cleaned; AUTRE when its words do not say."""
    if media_type is MediaType.HTML:
        return ActKind.PAGE
    text = plain("\n".join(line.text for line in lines))
    is_held = bool(_HELD.search(text) and _COUNCIL.search(text))
    for title in _titles(lines):
        for kind, pattern in _TITLES:
            if pattern.match(title) and not (kind is ActKind.ORDRE_DU_JOUR and is_held):
                return kind
    if _VISA.search(text) and _ORDERS.search(text):
        return ActKind.ARRETE
    if is_held and session_date:
        return unnamed_minutes(session_date)
    return ActKind.PAGE if media_type is MediaType.MARKDOWN else ActKind.AUTRE


def unnamed_minutes(session_date: date | None) -> ActKind:
    """What the record of a session is when it does not say: a procès-verbal since July 2022, a compte rendu before."""
    is_recent = session_date is not None and session_date >= _ONLY_PROCES_VERBAL
    return ActKind.PROCES_VERBAL if is_recent else ActKind.COMPTE_RENDU


def _titles(lines: Sequence[TextLine]) -> list[str]:
    """The plain texts that may be a title: short lines that are no list item, cell by cell."""
    cells: list[str] = []
    for line in lines[:_TITLE_LINES]:
        texts = [plain(cell).strip(" -–—•:*") for cell in (line.cells or (line.text,))]
        if line.kind is not LineKind.ITEM and (len(line.text) <= _LONGEST_TITLE or _LONG_ARRETE.match(texts[0])):
            cells += texts
    return cells
