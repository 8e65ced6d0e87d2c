"""Personal data and rulings, from values to rows and back."""

from typing import Any

from sqlalchemy import Row

from domain.document import Visibility
from domain.ids import AccountId, DocumentId, PassageId, SourceName
from domain.personal import PersonalKind, PersonalSpan
from domain.ruling import Ruling


def personal_row(document_id: DocumentId, span: PersonalSpan) -> dict[str, object]:
    """The columns of ``personal_spans``, less its number."""
    return {
        "document_id": document_id,
        "passage_id": span.passage_id,
        "place": span.place,
        "start_offset": span.start,
        "end_offset": span.end,
        "kind": span.kind.name,
        "original": span.original,
    }


def read_personal(row: Row[Any]) -> PersonalSpan:
    """A row of ``personal_spans``."""
    return PersonalSpan(
        passage_id=None if row.passage_id is None else PassageId(row.passage_id),
        place=row.place,
        start=row.start_offset,
        end=row.end_offset,
        kind=PersonalKind[row.kind],
        original=row.original,
    )


def ruling_row(ruling: Ruling) -> dict[str, object]:
    """The columns of ``rulings``, less its number."""
    return {
        "source": ruling.source,
        "path": ruling.path,
        "digest": ruling.digest,
        "visibility": None if ruling.visibility is None else ruling.visibility.value,
        "name": ruling.name,
        "masks": int(ruling.masks),
        "account": ruling.account,
        "author": ruling.author,
        "at": ruling.at,
        "reason": ruling.reason,
    }


def read_ruling(row: Row[Any]) -> Ruling:
    """A row of ``rulings``."""
    return Ruling(
        source=SourceName(row.source),
        path=row.path,
        digest=row.digest,
        visibility=None if row.visibility is None else Visibility(row.visibility),
        name=row.name,
        masks=bool(row.masks),
        account=None if row.account is None else AccountId(row.account),
        author=row.author,
        at=row.at,
        reason=row.reason,
    )
