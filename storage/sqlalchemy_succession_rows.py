"""What acts do to one another, from values to rows and back."""

from typing import Any

from sqlalchemy import Row

from domain.act import ActKind, ActMention, ActPlace, Relation, Succession
from domain.ids import DocumentId


def succession_row(succession: Succession) -> dict[str, object]:
    """The columns of ``successions``, less its number."""
    mention, target = succession.mention, succession.target
    return {
        "document_id": succession.by.document_id,
        "ordinal": succession.by.ordinal,
        "relation": succession.relation.value,
        "mentioned_kind": None if mention.kind is None else mention.kind.value,
        "mentioned_number": mention.number,
        "mentioned_day": mention.day,
        "mentioned_subject": mention.subject,
        "mentioned_part": mention.part,
        "words": succession.words,
        "page": succession.page,
        "start_offset": succession.start,
        "end_offset": succession.end,
        "target_id": None if target is None else target.document_id,
        "target_ordinal": None if target is None else target.ordinal,
        "is_declared": int(succession.is_declared),
    }


def read_succession(row: Row[Any]) -> Succession:
    """A row of ``successions``."""
    return Succession(
        by=ActPlace(document_id=DocumentId(row.document_id), ordinal=row.ordinal),
        relation=Relation(row.relation),
        mention=ActMention(
            kind=None if row.mentioned_kind is None else ActKind(row.mentioned_kind),
            number=row.mentioned_number,
            day=row.mentioned_day,
            subject=row.mentioned_subject,
            part=row.mentioned_part,
        ),
        words=row.words,
        page=row.page,
        start=row.start_offset,
        end=row.end_offset,
        target=None if row.target_id is None else _target(row),
        is_declared=bool(row.is_declared),
    )


def _target(row: Row[Any]) -> ActPlace:
    return ActPlace(document_id=DocumentId(row.target_id), ordinal=row.target_ordinal)
