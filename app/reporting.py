"""The report of confusing documents over one commune: run, then put together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from app.console import bar
from app.house import House
from app.locks import exclusive
from clarity.contradictory.detecting import comparison as contradictions
from clarity.contradictory.wording import town_words
from clarity.reporting.detectors import RuleBook
from clarity.reporting.impact import reach_of
from clarity.reporting.report import Report, build_report
from clarity.reporting.rule_book import rule_book
from clarity.reporting.running import run_report
from clarity.reporting.suppressions import read_suppressions
from domain.clock import local_date
from domain.ids import CommuneSlug
from retriever.ranking.acts_reader import ActsReader

REPORT_LOCK = "report.lock"
"""Held in the commune's folder by the one process that runs its report: two would give one finding two states."""
SUPPRESSIONS_FILE = "suppressions.toml"
"""In the commune's folder, beside its ``commune.toml``."""
OPINIONS_DAYS = 31
"""« 41 questions en un mois »."""


def today_in(house: House, slug: CommuneSlug) -> date:
    """The calendar day of a commune."""
    return local_date(house.clock.now(), house.profile(slug).timezone)


def rules_on(day: date) -> RuleBook:
    """Every rule of the report, on a day."""
    return rule_book(day)


def reported(
    house: House,
    slug: CommuneSlug,
    *,
    day: date,
    is_full: bool = False,
    quiet: bool = True,
    rules: Callable[[date], RuleBook] = rules_on,
) -> Report:
    """Bring the report of a commune up to date on ``day``, and read it. Raises AlreadyRunning."""
    stores = house.stores(slug)
    busy = f"a report of {slug} is running; wait for it to end"
    words = town_words(house.profile(slug))
    acts = ActsReader(stores.documents).read()
    book = rules(day)
    book = replace(book, comparisons=(*book.comparisons, contradictions(words, acts)))
    with exclusive(house.commune_dir(slug) / REPORT_LOCK, busy=busy), bar("checking", quiet=quiet) as shown:
        run_report(
            slug,
            stores.documents,
            stores.report,
            book,
            day=day,
            at=house.clock.now(),
            suppressions=read_suppressions(house.commune_dir(slug) / SUPPRESSIONS_FILE),
            is_full=is_full,
            progress=shown.update,
        )
    return read_report(house, slug, day=day)


def read_report(house: House, slug: CommuneSlug, *, day: date) -> Report:
    """The report of a commune as its last run left it; decisions taken since count at once."""
    stores = house.stores(slug)
    opinions = stores.feedback.since(day - timedelta(days=OPINIONS_DAYS))
    return build_report(
        house.profile(slug),
        stores.documents,
        stores.report,
        day=day,
        reach=reach_of(opinions),
        suppressions=read_suppressions(house.commune_dir(slug) / SUPPRESSIONS_FILE),
    )
