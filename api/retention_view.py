"""How long each kind is kept, as a page says it: the same table as the one that is applied."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.retention import OF_A_COMMUNE, THIRTEEN_MONTHS, KeptKind, Retention
from prompts.catalogue import text

_SAID = {1: "day", 365: "year", THIRTEEN_MONTHS: "thirteen_months", 182: "six_months"}


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """One line of the page's table."""

    kind: KeptKind
    what: str
    how_long: str
    reason: str


def kept_rows(retention: Retention) -> Sequence[KeptRow]:
    """What a commune keeps of residents, with its own delays."""
    return [
        KeptRow(
            kind=kind,
            what=text(f"kept.{kind}"),
            how_long=f"{said(retention.days(kind))} {text(f'kept_from.{kind}')}",
            reason=text(f"kept_reason.{kind}"),
        )
        for kind in OF_A_COMMUNE
    ]


def said(days: int) -> str:
    """« un an » for 365, else the days."""
    return text(f"kept_for.{_SAID[days]}") if days in _SAID else text("kept_for.days", number=str(days))
