"""Where a document stands in its site, put before the headings of its passages, so that search finds it there. Pure."""

import re
from dataclasses import replace

from domain.document import MediaType
from ingest.passages import CutDocument
from ingest.sites.mirrored_page import MirroredPage
from ingest.titles import name_as_title

# « Accueil > Vie pratique > … »: said of every page, tells nothing.
_HOME = frozenset(("accueil", "home", "page d'accueil", "page d’accueil", "index"))


def with_trail(
    cut: CutDocument, trail: tuple[str, ...], mirrored: MirroredPage | None, path: str, commune: str
) -> CutDocument:
    """``cut`` with the breadcrumb of a page before each heading path, or, for a file that a page links to, the title of
    that page and the link's words.

    A file whose title is only its name takes the link's words as its title. Names that say nothing more are left out:
    home, the document's own title, and the commune's name (« Vivre à Valbrune »), as every document is the commune's.
    """
    title = cut.title
    if mirrored is not None and mirrored.media_type != MediaType.HTML.value:
        trail = (mirrored.link_page, mirrored.link_text)
        if mirrored.link_text and title == name_as_title(path):
            title = mirrored.link_text
    prefix = _telling(trail, title, commune)
    if not prefix:
        return cut if title == cut.title else replace(cut, title=title)
    cuts = tuple(replace(one, heading_path=_joined(prefix, one.heading_path)) for one in cut.cuts)
    return replace(cut, title=title, cuts=cuts)


def follows_links(mirrored: MirroredPage, title: str, heading_path: tuple[str, ...], commune: str) -> bool:
    """Whether a linked file's title and a heading path of its passages say what its best link says now."""
    names = _telling((mirrored.link_page, mirrored.link_text), title, commune)
    return {_plain(name) for name in names} <= {_plain(name) for name in heading_path}


def _telling(trail: tuple[str, ...], title: str, commune: str) -> list[str]:
    """Names of the trail that say something which the title and the commune's name do not."""
    names: list[str] = []
    for name in trail:
        words = _words(name)
        says_more = words and not words <= _words(title) and _plain(name) not in _HOME
        if says_more and not _names_commune(words, commune) and name not in names:
            names.append(name)
    return names


def _joined(prefix: list[str], path: tuple[str, ...]) -> tuple[str, ...]:
    """The page's own headings say it again where they repeat the trail."""
    own = {_plain(name) for name in path}
    return (*(name for name in prefix if _plain(name) not in own), *path)


def _names_commune(words: set[str], commune: str) -> bool:
    """« Vivre à Valbrune », « Mairie de Valbrune »; not « Les écoles de Valbrune et leurs horaires »."""
    own = _words(commune)
    return bool(words & own) and len(words - own) < 2


def _words(name: str) -> set[str]:
    """Words of four letters and more, which leaves out « de », « à », « les »; all of a name that has none."""
    words = re.findall(r"[^\W_]+", name.casefold())
    return {word for word in words if len(word) > 3} or set(words)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
