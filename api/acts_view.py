"""What the page of a document says of its acts: how they stand today, what changed them, what it decides."""

from dataclasses import dataclass
from datetime import date

from answering.version_notes import act_name, version_notes
from domain.act import Vote
from domain.answer import VersionNote
from domain.ids import DocumentId
from domain.in_force import ActsInForce, Days, Standing
from domain.known_acts import KnownAct
from prompts.catalogue import text


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """One decision of minutes. ``page`` counts from 1, None where there are no pages."""

    number: str | None
    title: str
    vote: Vote | None
    page: int | None
    notes: tuple[VersionNote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActsView:
    """``notes`` and ``standing`` are of a document that is one act; ``decisions`` are those of minutes.

    ``standing`` is None where nothing says from when to when the act applies and nothing ended it: what is uncertain is
    withheld. ``replaced_by`` names the act that took the place of the document, or of the decision cited in it.
    """

    standing: Standing | None
    applies_until: date | None
    notes: tuple[VersionNote, ...]
    decisions: tuple[DecisionLine, ...]
    replaced_by: VersionNote | None


def acts_view(
    document_id: DocumentId, acts: ActsInForce, today: date, *, page: int | None = None, offset: int = 0
) -> ActsView:
    """The acts of a document as they stand on ``today``; ``page`` and ``offset`` are those of the passage cited."""
    days = Days(first=today, last=today)
    held = acts.of_document(document_id)
    whole = held[0] if held and held[0].place.ordinal is None else None
    return ActsView(
        standing=None if whole is None else _standing(whole, acts, days),
        applies_until=None if whole is None else whole.applies_until,
        notes=() if whole is None else version_notes(whole, acts, days),
        decisions=() if whole else tuple(_line(act, acts, days) for act in held),
        replaced_by=_replaced_by(whole or acts.at(document_id, page, offset), acts, days),
    )


def _replaced_by(act: KnownAct | None, acts: ActsInForce, days: Days) -> VersionNote | None:
    newer = acts.successor(act, days) if act else None
    if newer is None:
        return None
    return VersionNote(
        text=text("versions.remplace_by", act=act_name(newer)), document_id=newer.document.id, page=newer.page
    )


def _standing(act: KnownAct, acts: ActsInForce, days: Days) -> Standing | None:
    standing = acts.standing(act, days)
    is_said = act.applies_until is not None or standing is not Standing.APPLIES
    return standing if is_said else None


def _line(act: KnownAct, acts: ActsInForce, days: Days) -> DecisionLine:
    return DecisionLine(
        number=act.number,
        title=act.title,
        vote=act.decision.vote if act.decision else None,
        page=act.page,
        notes=version_notes(act, acts, days),
    )
