"""How old the law that visas are checked against is, for status, doctor and the watch."""

from dataclasses import dataclass
from datetime import date

from answering.answer_json import JsonValue
from app.legal import legal_file
from app.settings import Settings
from domain.errors import ParvisError
from domain.legal_watch import STALE_DAYS
from storage.legal_starter import COVERAGE, FOLDER, starter_coverage
from storage.sqlite_legal_base import SqliteLegalBase


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalState:
    """``known_until`` is the last day that the base knows, its least known code's; None when it says nothing."""

    is_loaded: bool
    known_until: date | None

    def age_days(self, today: date) -> int | None:
        """Days between what is known and ``today``."""
        return None if self.known_until is None else max(0, (today - self.known_until).days)

    def is_stale(self, today: date) -> bool:
        """Whether changes of more than a month may be missing; a base that says nothing is stale."""
        age = self.age_days(today)
        return age is None or age > STALE_DAYS

    def sentence(self, today: date) -> str:
        """For operators, with what to do when it is stale."""
        name = "loaded base" if self.is_loaded else "shipped facts alone"
        until = f"until {self.known_until}" if self.known_until else "until an unknown day"
        return f"{name}, {until}" + (", stale: parvis legi update loads what is new" if self.is_stale(today) else "")


def legal_state(settings: Settings) -> LegalState:
    """The state of what an installation knows of law. Raises StorageUnavailable on a damaged base."""
    file = legal_file(settings)
    if not file.exists():
        shipped = [coverage.until for coverage in starter_coverage(FOLDER / COVERAGE)]
        return LegalState(is_loaded=False, known_until=min(shipped))
    base = SqliteLegalBase(file)
    try:
        days = [coverage.until for coverage in base.coverages()]
    finally:
        base.close()
    return LegalState(is_loaded=True, known_until=min(days, default=None))


def law_json(settings: Settings, today: date) -> dict[str, JsonValue]:
    """The state as ``parvis status --json`` tells it; a base that cannot be read is told, not raised."""
    try:
        state = legal_state(settings)
    except ParvisError as error:
        return {"is_loaded": True, "known_until": None, "is_stale": True, "told": str(error)}
    until = None if state.known_until is None else state.known_until.isoformat()
    told = state.sentence(today)
    return {"is_loaded": state.is_loaded, "known_until": until, "is_stale": state.is_stale(today), "told": told}
