"""What was found in a document's acts, given its identity; and the acts of a commune compared once a run has ended."""

from collections.abc import Iterable
from dataclasses import replace

from domain.act import Act, ActPlace, Decision, Succession
from domain.ids import DocumentId
from domain.known_acts import MINUTES
from domain.ports import DocumentStore
from domain.profile import CommuneProfile
from ingest.acts.decisions import FoundDecision
from ingest.acts.delegated import known_delegated
from ingest.acts.matters import find_matter
from ingest.acts.resolution import resolve
from ingest.passages import CutDocument


def decisions_of(document: DocumentId, found: Iterable[FoundDecision], profile: CommuneProfile) -> list[Decision]:
    """The decisions of ``document``, numbered in its order, each with the matter sent, else that of its title."""
    return [
        Decision(
            document_id=document,
            ordinal=ordinal,
            number=one.number,
            title=one.title,
            day=one.day,
            vote=one.vote,
            matter=one.matter or find_matter(one.title),
            page=one.page,
            start=one.start,
            end=one.end,
            first_day=one.first_day,
            last_day=one.last_day,
            delegated=known_delegated(one.delegated, one.title, profile.delegated),
        )
        for ordinal, one in enumerate(found)
    ]


def act_of(cut: CutDocument, profile: CommuneProfile) -> Act | None:
    """The document's act, its commune déléguée as the profile names it."""
    act = cut.act
    return act and replace(act, delegated=known_delegated(act.delegated, cut.title, profile.delegated))


def successions_of(document: DocumentId, cut: CutDocument) -> list[Succession]:
    """What the acts of ``document`` do to others, none of which is looked for yet."""
    is_whole = len(cut.decisions) < 2 and cut.act is not None and cut.act.kind not in MINUTES
    return [
        Succession(
            by=ActPlace(document_id=document, ordinal=None if is_whole else one.decision),
            relation=one.relation,
            mention=one.mention,
            words=one.words,
            page=one.page,
            start=one.start,
            end=one.end,
        )
        for one in cut.successions
    ]


def settle_successions(store: DocumentStore) -> None:
    """Find again, over all the commune's acts, which act each succession is about; write only what changed.

    A run that was killed before leaves targets unknown; the next one, even of an unchanged source, finds them.
    """
    known = store.successions()
    settled = resolve(store.documents(), store.decisions(), known)
    if set(settled) != set(known):
        store.settle_successions(settled)
