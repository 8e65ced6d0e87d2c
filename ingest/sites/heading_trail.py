"""Where a document stands in its site, put before the headings of its passages, so that search finds it there. Pure."""

from dataclasses import replace

from domain.document import MediaType
from ingest.passages import CutDocument
from ingest.sites.mirrored_page import MirroredPage
from ingest.titles import name_as_title

# « Accueil > Vie pratique > … »: said of every page, tells nothing.
_HOME = frozenset(("accueil", "home", "page d'accueil", "page d’accueil", "index"))


def with_trail(cut: CutDocument, trail: tuple[str, ...], mirrored: MirroredPage | None, path: str) -> CutDocument:
    """``cut`` with the breadcrumb of a page before each heading path, or, for a file that a page links to, the title of
    that page and the link's words.

    A file whose title is only its name takes the link's words as its title.
    """
    title = cut.title
    if mirrored is not None and mirrored.media_type != MediaType.HTML.value:
        trail = (mirrored.link_page, mirrored.link_text)
        if mirrored.link_text and title == name_as_title(path):
            title = mirrored.link_text
    known = {_plain(title)} | _HOME
    prefix: list[str] = []
    for name in trail:
        if name and _plain(name) not in known:
            known.add(_plain(name))
            prefix.append(name)
    if not prefix:
        return cut if title == cut.title else replace(cut, title=title)
    cuts = tuple(replace(one, heading_path=_joined(tuple(prefix), one.heading_path)) for one in cut.cuts)
    return replace(cut, title=title, cuts=cuts)


def _joined(prefix: tuple[str, ...], path: tuple[str, ...]) -> tuple[str, ...]:
    """The page's own headings say it again where they repeat the trail."""
    own = {_plain(name) for name in path}
    return (*(name for name in prefix if _plain(name) not in own), *path)


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
