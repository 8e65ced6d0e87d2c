"""What a person has decided about a document: its visibility, or a name in it. Kept at every later reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.document import Visibility
from domain.ids import AccountId, SourceName

LONGEST_REASON = 500
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """One decision; rulings are only ever added, and the last one on a matter holds.

    It is about the file at ``path`` of ``source``, whose bytes had ``digest`` then. Either ``visibility`` is given,
    or ``name`` with ``masks``: whether that name is masked in the document or shown. ``author`` is who that was.
    """

    source: SourceName
    path: str
    digest: str
    visibility: Visibility | None = None
    name: str = ""
    masks: bool = False
    account: AccountId | None
    author: str
    at: datetime
    reason: str


def ruled_by_hand(rulings: Sequence[Ruling]) -> Ruling | None:
    """The last ruling on the file's visibility, of rulings in order; None when nobody has ruled on it."""
    return next((ruling for ruling in reversed(rulings) if ruling.visibility is not None), None)


def ruled_names(rulings: Sequence[Ruling]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Names that persons have shown, and names that they have masked, each by its last ruling."""
    last = {ruling.name: ruling.masks for ruling in rulings if ruling.visibility is None and ruling.name}
    shown = tuple(name for name, masks in last.items() if not masks)
    return shown, tuple(name for name, masks in last.items() if masks)
