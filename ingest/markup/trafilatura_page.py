"""trafilatura: a second opinion on which lines of an HTML page are its own. Runs only in the cage.

Measured with ``favor_recall`` on the 53 pages of six communal sites that have 20 words or more outside menus: under
90 % of those words kept on 30 pages, under 50 % on 11, 9 % on the worst (cards, opening hours and contacts lost).
So the lines come from our own walk (``ingest/markup/lxml_page.py``), and trafilatura only confirms that a line which
looks like a menu or a banner is one.
"""

import re
from collections.abc import Sequence

import trafilatura

from domain.document import MediaType
from ingest.characters import clean_characters
from ingest.hostile.hidden import hidden_signals
from ingest.markup.charset import decode_text
from ingest.markup.lxml_page import drop_boilerplate, page_title, parse, walk_lines
from ingest.markup.lxml_page_dates import page_dates
from ingest.markup.lxml_site_marks import breadcrumb, foot_lines, has_scripts
from ingest.sites.page_quality import refusal_of
from ingest.text import LineKind, Reading, ReadPage, Refused, TextLine

# A line whose letters are links to this share is a menu's when trafilatura leaves it out too.
_MENU_SHARE = 0.7
# « Ce site utilise des cookies », « Tout accepter », « Gérer mes préférences »; not « atelier cookies ».
_BANNER = re.compile(
    r"\bcookies?\b.{0,200}\b(?:accept|refus|consent|navigation|préférences|mesure d.audience|traceur)|"
    r"\b(?:utilis\w+|dép[oô]s\w*|gestion) (?:des|de) cookies\b|^(?:tout )?(?:accepter|refuser)(?: tout| les cookies)?$|"
    r"^(?:aller au contenu|haut de page|retour en haut|partager|imprimer|lire la suite|en savoir plus)\b.{0,12}$",
    re.IGNORECASE,
)


def read_html(data: bytes) -> Reading:
    """Lines of the page's own text. Raises Refused when lxml cannot make a tree of it, or when it is no page."""
    text = decode_text(data)
    root = parse(text)
    title, trail, foot, is_scripted = page_title(root), breadcrumb(root), foot_lines(root), has_scripts(root)
    dates = page_dates(root)
    hidden = drop_boilerplate(root)
    walked = walk_lines(root)
    lines = (
        _own_lines(walked, text) if any(_is_doubtful(line, share) for line, share in walked) else [w[0] for w in walked]
    )
    reason = refusal_of(title, lines, is_scripted=is_scripted)
    if reason is not None:
        raise Refused(reason, f"{len(lines)} lines, titled {title[:80]!r}")
    return Reading(
        media_type=MediaType.HTML,
        pages=(ReadPage(number=None, lines=tuple(lines)),),
        declared_title=title,
        trail=trail,
        foot=foot,
        dates=dates,
        signals=tuple(hidden_signals(hidden)),
    )


def _is_doubtful(line: TextLine, share: float) -> bool:
    return share > _MENU_SHARE or bool(_BANNER.search(line.text))


def _own_lines(walked: Sequence[tuple[TextLine, float]], text: str) -> list[TextLine]:
    """Without the doubtful lines that trafilatura leaves out, and without banners' own sentences."""
    kept = clean_characters(trafilatura.extract(text, favor_recall=True, include_tables=True) or "")
    lines = []
    for line, share in walked:
        if _BANNER.search(line.text) and line.kind is not LineKind.HEADING and line.text not in kept:
            continue
        if share > _MENU_SHARE and _is_short(line) and line.text.removeprefix("- ") not in kept:
            continue
        lines.append(line)
    return lines


def _is_short(line: TextLine) -> bool:
    """A menu's entries have no figures and few words; « Délibération du 12 mai 2024 (PDF) » is content."""
    return len(line.text) < 40 and not any(c.isdigit() for c in line.text)
