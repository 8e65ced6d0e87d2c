"""The watch of law over one commune: its texts checked again, and what was found kept."""

from dataclasses import dataclass
from datetime import date

from answering.answer_json import JsonValue
from api.watch_view import run_json
from app.console import bar
from app.house import House, open_house
from app.legal import open_legal
from app.legal_state import legal_state
from app.locks import exclusive
from app.reporting import today_in
from app.settings import Settings
from domain.errors import ParvisError
from domain.ids import CommuneSlug
from domain.known_acts import known_acts
from domain.legal_base import LegalBase
from domain.legal_watch import WatchRun
from visas.checking.commune_acts import commune_acts
from visas.watching.watched import watched_texts
from visas.watching.watching import news_since, watch_texts

WATCH_LOCK = "watch.lock"
"""Held in the commune's folder by the one process that runs its watch."""


def watch_commune(
    house: House, slug: CommuneSlug, *, day: date | None = None, base: LegalBase | None = None, quiet: bool = True
) -> WatchRun:
    """Check the visas of a commune's models and recent acts as on ``day``, today by default; keep what became of them.

    Raises AlreadyRunning, and what the base and the stores raise; what the last run found then stays.
    """
    stores, profile = house.stores(slug), house.profile(slug)
    today = day or today_in(house, slug)
    busy = f"a watch of {slug} is running; wait for it to end"
    with exclusive(house.commune_dir(slug) / WATCH_LOCK, busy=busy), bar("visas", quiet=quiet) as shown:
        documents = stores.documents
        before = {change.id: change for change in stores.watch.changes()}
        found = watch_texts(
            base or open_legal(house.settings),
            list(watched_texts(documents, profile.watch, today)),
            today,
            register=commune_acts(known_acts(documents.documents(), documents.decisions()), documents.successions()),
            before=before,
            watched_since=stores.watch.watched_since(),
            progress=shown.update,
        )
        state = legal_state(house.settings)
        run = WatchRun(
            at=house.clock.now(),
            day=today,
            is_loaded=state.is_loaded,
            known_until=state.known_until,
            models=found.models,
            acts=found.acts,
            visas=found.visas,
            changes=len(found.changes),
            settled=len(before.keys() - {change.id for change in found.changes}),
        )
        return stores.watch.save_run(run, found.changes, found.watched_since)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOutcome:
    """What became of one commune's watch; ``problem`` tells, in English, why there is no run."""

    commune: str
    run: WatchRun | None = None
    news: int = 0
    problem: str = ""


def watch_all(settings: Settings, *, day: date | None = None, quiet: bool = True) -> list[WatchOutcome]:
    """Watch every commune of an installation, once the base has changed; none where nothing was ever ingested.

    Never raises for a commune: the base that was just loaded serves all the same.
    """
    if not (settings.data_dir / "parvis.sqlite").exists():
        return []
    outcomes: list[WatchOutcome] = []
    try:
        with open_house(settings) as house:
            base = open_legal(settings)
            for slug in house.slugs():
                outcomes.append(_outcome(house, slug, base, day, quiet=quiet))
    except ParvisError as error:
        outcomes.append(WatchOutcome(commune="", problem=str(error)))
    return outcomes


def outcome_json(outcome: WatchOutcome) -> dict[str, JsonValue]:
    """An outcome as ``parvis legi import --json`` tells it."""
    run = None if outcome.run is None else run_json(outcome.run)
    return {"commune": outcome.commune, "run": run, "news": outcome.news, "problem": outcome.problem}


def outcome_line(outcome: WatchOutcome) -> str:
    """An outcome for operators."""
    if outcome.run is None:
        return f"visas of {outcome.commune or 'the communes'} not watched: {outcome.problem}"
    run = outcome.run
    return f"{outcome.commune}: {run.visas} visas watched, {run.changes} to take up, {outcome.news} news today"


def _outcome(house: House, slug: CommuneSlug, base: LegalBase, day: date | None, *, quiet: bool) -> WatchOutcome:
    try:
        run = watch_commune(house, slug, day=day, base=base, quiet=quiet)
        news = len(news_since(house.stores(slug).watch.changes(), run.day))
    except ParvisError as error:
        return WatchOutcome(commune=slug, problem=str(error))
    return WatchOutcome(commune=slug, run=run, news=news)
