"""What a resident should know of the act that answers: what it replaced, what amends it, from when it applies."""

from collections.abc import Iterator

from domain.act import ActKind, ActMention, Relation, Succession
from domain.answer import VersionNote
from domain.in_force import ActsInForce, Days, Link, Standing
from domain.known_acts import KnownAct
from french.written_dates import written_date
from prompts import catalogue

_SHORTEST_TITLE = 60
"""Code points of a title shown where an act has neither number nor day: a line of the narrowest page holds two."""


def version_notes(act: KnownAct, acts: ActsInForce, days: Days) -> tuple[VersionNote, ...]:
    """Notes in the order in which they matter: where and whether it applies, what changed it, what it changed."""
    return (*_of_its_place(act), *_of_its_time(act, acts, days), *_changes(act, acts, days), *_changed(act, acts))


def act_name(act: KnownAct) -> str:
    """« la délibération n° 2031-12 du 3 mars 2031 »; its title where it has no number."""
    mention = ActMention(kind=act.kind, number=act.number, day=act.day, subject=act.title if not act.number else "")
    return mention_name(mention)


def mention_name(mention: ActMention) -> str:
    """How an act is named by what is known of it."""
    kind = mention.kind if mention.kind in _NAMED else None
    name = catalogue.text(f"versions.name_{kind.value if kind else 'acte'}")
    if mention.number:
        name = catalogue.text("versions.numbered", name=name, number=mention.number)
    if mention.day:
        name = catalogue.text("versions.dated", name=name, day=written_date(mention.day))
    if mention.subject and not mention.number:
        name = catalogue.text("versions.titled", name=name, title=_short(mention.subject))
    return name


_NAMED = frozenset({ActKind.DELIBERATION, ActKind.ARRETE, ActKind.REGLEMENT, ActKind.CONVENTION})
_TOLD = (Relation.REMPLACE, Relation.ABROGE, Relation.MODIFIE, Relation.RECTIFIE, Relation.PROROGE)


def _of_its_place(act: KnownAct) -> Iterator[VersionNote]:
    if act.delegated:
        yield VersionNote(text=catalogue.text("versions.delegated", name=act.delegated))


def _of_its_time(act: KnownAct, acts: ActsInForce, days: Days) -> Iterator[VersionNote]:
    if act.is_rejected:
        yield VersionNote(text=catalogue.text("versions.rejected"))
        return
    standing = acts.standing(act, days)
    if standing is Standing.NOT_YET and act.applies_from:
        yield VersionNote(text=catalogue.text("versions.not_yet", day=written_date(act.applies_from)))
    if standing is Standing.OVER and act.applies_until:
        yield VersionNote(text=catalogue.text("versions.over", day=written_date(act.applies_until)))


def _changes(act: KnownAct, acts: ActsInForce, days: Days) -> Iterator[VersionNote]:
    """What others did to it: already, or from a day to come that their words give."""
    for link in acts.followers(act):
        start = link.act.applies_from
        if link.succession.relation not in _TOLD or start is None:
            continue
        yield _note(f"{_key(link.succession)}_{'by' if start <= days.last else 'soon_by'}", link)


def _changed(act: KnownAct, acts: ActsInForce) -> Iterator[VersionNote]:
    """What it did to others, held here or only named."""
    for link in acts.forerunners(act):
        if link.succession.relation in _TOLD:
            yield _note(_key(link.succession), link)
    for succession in acts.unknown_forerunners(act):
        if succession.relation in _TOLD:
            name = mention_name(succession.mention)
            text = catalogue.text(f"versions.{succession.relation.value}", act=name)
            yield VersionNote(text=catalogue.text("versions.not_held", note=text))


def _key(succession: Succession) -> str:
    """An act that says nothing of the other and restates a part of its subject does not « modify » it."""
    is_restated = succession.relation is Relation.MODIFIE and not succession.is_declared
    return f"versions.{'reprend' if is_restated else succession.relation.value}"


def _note(key: str, link: Link) -> VersionNote:
    start = link.act.applies_from
    text = catalogue.text(key, act=act_name(link.act), day=written_date(start) if start else "")
    return VersionNote(text=text, document_id=link.act.document.id, page=link.act.page)


def _short(title: str) -> str:
    words = title[:_SHORTEST_TITLE].rsplit(" ", 1)[0] if len(title) > _SHORTEST_TITLE else title
    return words.strip(" :-–.,") + ("…" if len(title) > _SHORTEST_TITLE else "")
