"""The watch of law: what became of the visas of a commune's models and recent acts, kept from run to run."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType, Protocol

from domain.act import ActPlace

STALE_DAYS = 31
"""DILA gives an increment each working evening: a base older than a month was forgotten."""

WatchRunId = NewType("WatchRunId", int)
VisaChangeId = NewType("VisaChangeId", str)
"""SHA-256 over document, ordinal, key and what happened: the same change keeps its id from run to run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchPolicy:
    """What a commune has its law watched for: ``[watch]`` of ``commune.toml``.

    ``models`` are patterns on the path in the source, or ``source/path``; ``months`` how far back its acts are read.
    """

    models: tuple[str, ...] = ()
    months: int = 12


NO_MODELS = WatchPolicy()
"""What holds when ``commune.toml`` says nothing: the acts of a year, and no model."""


class WatchedRole(StrEnum):
    """Why a text is watched."""

    MODELE = "modele"
    """A file that new délibérations are copied from."""
    ACTE = "acte"
    """An act of the commune: the next one of its kind is often copied from it."""


class ChangeKind(StrEnum):
    """What became of what a visa cites; each has its sentences ``watch.kind_<value>``."""

    ABROGE = "abroge"
    RENUMEROTE = "renumerote"
    """Repealed under its number, and carried on under another."""
    AUTRE_ARTICLE = "autre_article"
    """The number now belongs to another article."""
    MODIFIE = "modifie"
    """Rewritten since the act, or since a model was first watched."""
    FIN_PREVUE = "fin_prevue"
    """Applies; the day on which it ends is known."""
    REMPLACABLE = "remplacable"
    """Another text may be chosen in its stead, and mostly is."""
    ACTE_REMPLACE = "acte_remplace"
    """A later act of the commune put an end to the one that is cited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisaChange:
    """One reference of a watched text that is no longer what it was.

    ``day`` is when the law changed, or will; None when the base does not tell. ``news_on`` is from when it is news:
    the day of the change for a text watched for the first time, else that of the run that found it. ``wordings`` are
    (key, what may be written instead). ``visa`` is the visa as written, ``surface`` the reference in it. ``url`` is
    Légifrance's page, empty when its id is not known.
    """

    id: VisaChangeId
    place: ActPlace
    role: WatchedRole
    title: str
    number: str
    act_day: date | None
    page: int | None
    visa: str
    surface: str
    key: str
    kind: ChangeKind
    day: date | None
    changed_by: str = ""
    wordings: tuple[tuple[str, str], ...] = ()
    url: str = ""
    first_seen: date
    news_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchRun:
    """One look at all watched texts. ``known_until`` is the last day that the base of law knows, None when untold.

    ``is_loaded`` is False when only the shipped facts answered. ``settled`` counts changes of the run before that
    are no more: the text was put right, or is not watched any longer.
    """

    id: WatchRunId | None = None
    at: datetime
    day: date
    is_loaded: bool
    known_until: date | None
    models: int
    acts: int
    visas: int
    changes: int
    settled: int


class WatchStore(Protocol):
    """Changes of one commune's visas as the last run left them, and since when each text is watched."""

    def changes(self) -> Sequence[VisaChange]:
        """Those of the last run, by what is news first, then by title and key."""
        ...

    def watched_since(self) -> Mapping[ActPlace, date]:
        """The day of the first run that read each text of the last one."""
        ...

    def save_run(
        self, run: WatchRun, changes: Collection[VisaChange], watched_since: Mapping[ActPlace, date]
    ) -> WatchRun:
        """Put these in the place of those of the last run, all or nothing; the run with its number."""
        ...

    def runs(self, *, limit: int) -> Sequence[WatchRun]:
        """The last runs, the latest first."""
        ...
