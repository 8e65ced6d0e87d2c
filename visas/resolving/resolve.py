"""A reference at a date: its state, its verdict, what took over. Pure functions over the ``LegalBase`` port.

Per article, never per code: a code stays in force when all that a visa cites of it is gone.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from domain.legal_base import Coverage, ForceState, LegalBase, LegalVersion, Replacement
from domain.legal_codes import EDITIONS_OF_MARCHES_PUBLICS
from domain.legal_reference import LegalReference
from visas.resolving.keys import Target, is_dated, targets_of
from visas.resolving.links import official_url
from visas.resolving.resolution import Caution, Resolution, verdict_of
from visas.resolving.senses import reuse_caution, senses_of
from visas.resolving.standing import Standing, has_lived, standing
from visas.resolving.written_date import corrected_date

OPTION = "option"
"""Link of what one may choose instead of a text that nothing repealed (M57 instead of M14)."""

_ASKS_FOR_ANOTHER = frozenset({Caution.OTHER_ARTICLE, Caution.REUSED_NUMBER, Caution.SUPERSEDED})


def resolve_reference(
    base: LegalBase, reference: LegalReference, at: date, *, about: str = "", model_day: date | None = None
) -> tuple[Resolution, ...]:
    """Every article or text that a reference names, at ``at``: both ends of a range, each article of a law cited.

    ``about`` is the draft's subject and text, for reused numbers; ``model_day`` the day of the act it was copied from.
    Empty for what no legal base holds (an order, a délibération). Raises what the base raises.
    """
    text = reference.key.partition("#")[0]
    keys = [f"{text}#{article}" for article in reference.articles] or [reference.key]
    found = [resolved for key in keys for resolved in resolve(base, key, at, about=about, model_day=model_day)]
    if reference.signed_on is None:
        return tuple(found)
    right = corrected_date(base, text, reference.signed_on, reference.surface)
    return tuple(found if right is None else (_with_date(one, right) for one in found))


def resolve(
    base: LegalBase, key: str, at: date, *, about: str = "", model_day: date | None = None
) -> tuple[Resolution, ...]:
    """What a key names, at ``at``. One for an article or a text, two for a range, none for what no base holds."""
    return tuple(
        resolve_target(base, target, at, asked=key, about=about, model_day=model_day) for target in targets_of(key)
    )


def resolve_target(
    base: LegalBase, target: Target, at: date, *, asked: str = "", about: str = "", model_day: date | None = None
) -> Resolution:
    """Where one article or text stands at ``at``. Raises what the base raises."""
    asked = asked or target.key
    if target.code == "marches_publics":
        target = _edition(base, target, at)
    if not target.code and is_dated(target.key):
        return _by_day(base, asked, target, at, about=about, model_day=model_day)
    coverage = base.coverage(target.subject)
    versions = base.versions(target.code, target.number)
    replacements = base.replacements(target.key)
    found = standing(versions, at, coverage)
    if found.version is None and _began(replacements, at):
        # A curated fact outlives what the base holds: the text is gone, whether or not its versions are here.
        found = Standing(state=ForceState.ABROGE, version=None)
    cautions = _cautions(versions, replacements, found, at, coverage, about=about, model_day=model_day)
    is_gone = found.state is ForceState.ABROGE or bool(cautions & _ASKS_FOR_ANOTHER)
    senses = senses_of(versions, replacements)
    legi_id = found.version.legi_id if found.version else None
    return Resolution(
        asked=asked,
        key=target.key,
        at=at,
        state=found.state,
        verdict=verdict_of(found.state, cautions),
        version=found.version,
        replacements=_to_choose(base, replacements, at) if is_gone else (),
        senses=senses if len(senses) > 1 else (),
        cautions=cautions,
        coverage=coverage,
        url=official_url(code=target.code, legi_id=legi_id, at=at),
    )


def _to_choose(base: LegalBase, replacements: Sequence[Replacement], at: date) -> tuple[Replacement, ...]:
    """Those that had taken over by ``at``; what was replaced in its turn only where nothing that applies is known."""
    begun = tuple(r for r in replacements if r.since is None or r.since <= at)
    return tuple(r for r in begun if not _is_over(base, r.new, at)) or begun


def _is_over(base: LegalBase, key: str, at: date) -> bool:
    states = [standing(base.versions(one.code, one.number), at, None).state for one in targets_of(key)] if key else []
    return bool(states) and all(state is ForceState.ABROGE for state in states)


def _cautions(
    versions: Sequence[LegalVersion],
    replacements: Sequence[Replacement],
    found: Standing,
    at: date,
    coverage: Coverage | None,
    *,
    about: str,
    model_day: date | None,
) -> frozenset[Caution]:
    cautions: set[Caution] = set()
    if any(r.link == OPTION and (r.since is None or r.since <= at) for r in replacements):
        cautions.add(Caution.SUPERSEDED)
    if coverage is not None and at > coverage.until:
        cautions.add(Caution.BEYOND_COVERAGE)
    if found.state not in (ForceState.EN_VIGUEUR, ForceState.MODIFIE_DEPUIS) or found.version is None:
        return frozenset(cautions)
    # A replacement of what the number used to name; one that lies ahead, or leads to the same number, changes nothing.
    replaced = [r for r in replacements if r.new not in ("", r.old) and r.since and r.since <= at and r.link != OPTION]
    reuse = reuse_caution(versions, replaced, at, about=about, model_day=model_day)
    if reuse is not None:
        cautions.add(reuse)
    elif model_day is not None and not _applies(found.version, model_day):
        cautions.add(Caution.CHANGED_SINCE_MODEL)
    if found.version.end is not None and not _goes_on(versions, found.version.end):
        cautions.add(Caution.ENDS_LATER)
    return frozenset(cautions)


def _by_day(base: LegalBase, asked: str, target: Target, at: date, *, about: str, model_day: date | None) -> Resolution:
    """A text given by the day of its signature: resolved when one text is known of that day, else its candidates."""
    kind, _, day = target.key.partition(":")
    texts = base.texts_signed_on(kind, date.fromisoformat(day)) if _is_day(day) else ()
    if len(texts) == 1 and texts[0].key != target.key:
        known = Target(key=texts[0].key, code="", number=texts[0].key)
        return resolve_target(base, known, at, asked=asked, about=about, model_day=model_day)
    coverage = base.coverage(target.subject)
    cautions = frozenset({Caution.SEVERAL_TEXTS} if len(texts) > 1 else ())
    found = standing(base.versions("", target.number), at, None)
    if len(texts) > 1:
        found = Standing(state=ForceState.HORS_BASE, version=None)
    return Resolution(
        asked=asked,
        key=target.key,
        at=at,
        state=found.state,
        verdict=verdict_of(found.state, cautions),
        version=found.version,
        candidates=tuple(text.key for text in texts) if len(texts) > 1 else (),
        cautions=cautions,
        coverage=coverage,
        url=official_url(code="", legi_id=found.version.legi_id if found.version else None, at=at),
    )


def _edition(base: LegalBase, target: Target, at: date) -> Target:
    """The code of public contracts that applied on ``at``; the last of the four once none did."""
    chosen = EDITIONS_OF_MARCHES_PUBLICS[-1]
    if base.coverage("marches_publics") is not None:
        return target  # a source that does not tell the editions apart
    for edition in EDITIONS_OF_MARCHES_PUBLICS:
        spans = [v for v in base.versions("", f"code:{edition}") if has_lived(v)]
        if any(v.start <= at and (v.end is None or at < v.end) for v in spans):
            chosen = edition
    return Target(key=f"{chosen}:{target.number}", code=chosen, number=target.number)


def _with_date(one: Resolution, right: date) -> Resolution:
    cautions = one.cautions | {Caution.WRONG_DATE}
    return replace(one, cautions=cautions, corrected_date=right, verdict=verdict_of(one.state, cautions))


def _began(replacements: Sequence[Replacement], at: date) -> bool:
    return any(r.since is not None and r.since <= at and r.link != OPTION for r in replacements)


def _applies(version: LegalVersion, day: date) -> bool:
    return version.start <= day and (version.end is None or day < version.end)


def _goes_on(versions: Sequence[LegalVersion], end: date) -> bool:
    return any(has_lived(v) and v.start == end for v in versions)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
