"""Watched texts checked again on a day: what became of each reference of their visas, and since when it is news."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.act import ActPlace
from domain.legal_base import ForceState, LegalBase
from domain.legal_reference import ReferenceKind
from domain.legal_watch import ChangeKind, VisaChange, VisaChangeId, WatchedRole, WatchRun
from visas.checking.check import check_draft
from visas.checking.commune_acts import CommuneActs, cited_acts
from visas.checking.outcome import CheckedReference, CheckedVisa
from visas.resolving.resolution import Caution, Resolution, VisaVerdict
from visas.watching.watched import WatchedText

LONGEST_VISA = 300
"""Characters of a visa that are kept: what follows the reference is its title."""
MONTH = timedelta(days=31)
_ANOTHER = frozenset({Caution.OTHER_ARTICLE, Caution.REUSED_NUMBER})


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a run found. ``watched_since`` tells of each text the day of the first run that read it."""

    changes: tuple[VisaChange, ...]
    watched_since: Mapping[ActPlace, date]
    models: int
    acts: int
    visas: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Happened:
    kind: ChangeKind
    key: str
    day: date | None
    changed_by: str = ""
    wordings: tuple[tuple[str, str], ...] = ()
    url: str = ""


def watch_texts(
    base: LegalBase,
    texts: Sequence[WatchedText],
    today: date,
    *,
    register: CommuneActs | None = None,
    before: Mapping[VisaChangeId, VisaChange] | None = None,
    watched_since: Mapping[ActPlace, date] | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Watched:
    """What became of the visas of ``texts`` by ``today``. Raises what the base raises.

    ``before`` and ``watched_since`` are those of the run before, empty for the first. An act is compared with the law
    of its own day; a model with that of the day that it gives, else of the day from which it is watched.
    """
    known, since = before or {}, watched_since or {}
    found: list[VisaChange] = []
    visas = 0
    for done, text in enumerate(texts, start=1):
        checked = _checked(base, text, today, register, since.get(text.place))
        visas += len(checked)
        fresh = _changes(text, checked, today, register, since.get(text.place))
        found += [_as_known(change, known.get(change.id)) for change in fresh]
        progress(done, len(texts))
    return Watched(
        changes=tuple(found),
        watched_since={text.place: since.get(text.place, today) for text in texts},
        models=sum(text.role is WatchedRole.MODELE for text in texts),
        acts=sum(text.role is WatchedRole.ACTE for text in texts),
        visas=visas,
    )


def told_since(today: date, previous: WatchRun | None) -> date:
    """From when changes are told by default: a month ago, or the day of the run before when it is older."""
    month_ago = today - MONTH
    return month_ago if previous is None else min(month_ago, previous.day)


def news_since(changes: Sequence[VisaChange], day: date) -> list[VisaChange]:
    """Those that are news on ``day`` or since, in their order."""
    return [change for change in changes if change.news_on >= day]


def _as_known(change: VisaChange, known: VisaChange | None) -> VisaChange:
    return change if known is None else replace(change, first_seen=known.first_seen, news_on=known.news_on)


def _checked(
    base: LegalBase, text: WatchedText, today: date, register: CommuneActs | None, since: date | None
) -> tuple[CheckedVisa, ...]:
    compared = text.day or text.written_on or since
    model_day = compared if compared is not None and compared < today else None
    return check_draft(base, text.text, today, subject=text.title, model_day=model_day, acts=register).visas


def _changes(
    text: WatchedText,
    visas: Sequence[CheckedVisa],
    today: date,
    register: CommuneActs | None,
    since: date | None,
) -> Iterator[VisaChange]:
    told: set[VisaChangeId] = set()
    for visa in visas:
        for one in visa.references:
            for happened in (*_by_law(one, today), *_by_the_commune(one, text, register, today)):
                identity = _identity(text.place, happened)
                if identity in told:
                    continue
                told.add(identity)
                yield VisaChange(
                    id=identity,
                    place=text.place,
                    role=text.role,
                    title=text.title,
                    number=text.number,
                    act_day=text.day,
                    page=text.page_at(visa.start),
                    visa=" ".join(visa.text.split())[:LONGEST_VISA],
                    surface=" ".join(one.reference.surface.split()),
                    key=happened.key,
                    kind=happened.kind,
                    day=happened.day,
                    changed_by=happened.changed_by,
                    wordings=happened.wordings,
                    url=happened.url,
                    first_seen=today,
                    # A text watched for the first time tells no news of what was so long before.
                    news_on=today if since is not None else min(happened.day or today, today),
                )


def _by_law(one: CheckedReference, today: date) -> Iterator[_Happened]:
    for resolution in one.resolutions:
        for kind in _kinds(resolution):
            version = resolution.version
            proposed = {r.new for r in resolution.replacements}
            yield _Happened(
                kind=kind,
                key=resolution.key,
                day=_day_of(kind, resolution, today),
                changed_by=version.changed_by if version and kind is ChangeKind.MODIFIE else "",
                wordings=tuple((p.key, p.after) for p in one.proposals if p.key in proposed),
                url=resolution.url or "",
            )


def _kinds(one: Resolution) -> Iterator[ChangeKind]:
    if one.state is ForceState.ABROGE:
        goes_on = _is_article(one.key) and any(_is_article(r.new) for r in one.replacements)
        yield ChangeKind.RENUMEROTE if goes_on else ChangeKind.ABROGE
        return
    if one.state is ForceState.HORS_BASE and one.verdict is VisaVerdict.A_REMPLACER:
        yield ChangeKind.ABROGE  # the article is not known; its text is repealed
        return
    if one.cautions & _ANOTHER:
        yield ChangeKind.AUTRE_ARTICLE
    if Caution.CHANGED_SINCE_MODEL in one.cautions:
        yield ChangeKind.MODIFIE
    if Caution.ENDS_LATER in one.cautions:
        yield ChangeKind.FIN_PREVUE
    if Caution.SUPERSEDED in one.cautions:
        yield ChangeKind.REMPLACABLE


def _day_of(kind: ChangeKind, one: Resolution, today: date) -> date | None:
    """When it changed, or will; the day of a successor where the base has no version of what is gone."""
    if kind is ChangeKind.AUTRE_ARTICLE:
        return max((sense.start for sense in one.senses if sense.start <= today), default=None)
    if kind is ChangeKind.MODIFIE and one.version is not None:
        return one.version.start
    ends_by_version = kind in (ChangeKind.ABROGE, ChangeKind.RENUMEROTE, ChangeKind.FIN_PREVUE)
    if ends_by_version and one.version is not None:
        return one.version.end
    return min((r.since for r in one.replacements if r.since is not None), default=None)


def _by_the_commune(
    one: CheckedReference, text: WatchedText, register: CommuneActs | None, today: date
) -> Iterator[_Happened]:
    """An act of the commune that was ended after the text that cites it: the act that replaces another cites it."""
    if register is None or one.reference.kind is not ReferenceKind.DELIBERATION:
        return
    cited = cited_acts(one.reference, register)
    ends = [register.ended[act.place] for act in cited if act.place in register.ended]
    last = max(ends, default=None)
    if last is None or len(ends) < len(cited) or last > today or (text.day is not None and last <= text.day):
        return
    yield _Happened(kind=ChangeKind.ACTE_REMPLACE, key=one.reference.key, day=last)


def _identity(place: ActPlace, happened: _Happened) -> VisaChangeId:
    parts = (place.document_id, str(place.ordinal), happened.key, happened.kind.value, str(happened.day))
    return VisaChangeId(hashlib.sha256("\0".join(parts).encode()).hexdigest())


def _is_article(key: str) -> bool:
    """« cgct:L2122-22 », « loi:84-53#34 »; not « loi:84-53 » nor « code:cgfp »."""
    subject, _, number = key.partition(":")
    return "#" in key or (bool(number) and subject not in {"code", *(kind.value for kind in ReferenceKind)})
