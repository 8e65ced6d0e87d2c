"""The report of confusing documents over one commune: run, then put together."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.check_text_json import listed_acronyms
from app.console import bar
from app.judging import Answered, judge_of
from app.locks import exclusive
from clarity.contradictory.detecting import comparison as contradictions
from clarity.contradictory.wording import town_words
from clarity.reporting.detectors import Detector, RuleBook
from clarity.reporting.impact import reach_of
from clarity.reporting.report import Report, build_report
from clarity.reporting.rule_book import rule_book
from clarity.reporting.running import run_report
from clarity.reporting.suppressions import read_suppressions
from clarity.reporting.writing_rules import writing_detectors
from domain.clock import local_date
from domain.errors import BadInput
from domain.ids import CommuneSlug
from retriever.ranking.acts_reader import ActsReader

if TYPE_CHECKING:
    from app.house import House

REPORT_LOCK = "report.lock"
"""Held in the commune's folder by the one process that runs its report: two would give one finding two states."""
SUPPRESSIONS_FILE = "suppressions.toml"
"""In the commune's folder, beside its ``commune.toml``."""
GLOSSARY_FILE = "acronyms.txt"
"""In the commune's folder: acronyms that it explains to its readers, one a line (« CCAS = centre communal … »)."""
OPINIONS_DAYS = 31
"""« 41 questions en un mois »."""


def today_in(house: "House", slug: CommuneSlug) -> date:
    """The calendar day of a commune."""
    return local_date(house.clock.now(), house.profile(slug).timezone)


def rules_of(house: "House", slug: CommuneSlug, day: date) -> RuleBook:
    """Every rule of the report over a commune, on a day. Raises BadInput."""
    acts = ActsReader(house.stores(slug).documents).read()
    return rule_book(
        day,
        detectors=writing_detectors(explained_acronyms(house, slug)),
        comparisons=(contradictions(town_words(house.profile(slug)), acts),),
    )


def detectors_of(house: "House", slug: CommuneSlug, day: date) -> tuple[Detector, ...]:
    """The rules of the report that need one text alone, on a day. Raises BadInput."""
    return rule_book(day, detectors=writing_detectors(explained_acronyms(house, slug))).detectors


def explained_acronyms(house: "House", slug: CommuneSlug) -> frozenset[str]:
    """The commune's own list; empty when it has none. Raises BadInput."""
    file = house.commune_dir(slug) / GLOSSARY_FILE
    try:
        return listed_acronyms(file.read_text("utf-8-sig").splitlines())
    except FileNotFoundError:
        return frozenset()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{file} cannot be read ({error}); write it in UTF-8, one acronym a line") from error


def reported(
    house: "House",
    slug: CommuneSlug,
    *,
    day: date,
    is_full: bool = False,
    quiet: bool = True,
    rules: Callable[[date], RuleBook] | None = None,
    asked: Answered | None = None,
) -> Report:
    """Bring the report of a commune up to date on ``day``, and read it. ``rules`` stand for all others.

    ``asked`` are questions just put to the assistant with their answers, None when it was asked nothing.

    Raises AlreadyRunning, and BadInput for a file of the commune that cannot be read.
    """
    stores = house.stores(slug)
    busy = f"a report of {slug} is running; wait for it to end"
    book = rules(day) if rules else rules_of(house, slug, day)
    with exclusive(house.commune_dir(slug) / REPORT_LOCK, busy=busy), bar("checking", quiet=quiet) as shown:
        run_report(
            slug,
            stores.documents,
            stores.report,
            book,
            day=day,
            at=house.clock.now(),
            suppressions=read_suppressions(house.commune_dir(slug) / SUPPRESSIONS_FILE),
            judge=judge_of(asked, stores, day) if asked else None,
            is_full=is_full,
            progress=shown.update,
        )
    return read_report(house, slug, day=day)


def read_report(house: "House", slug: CommuneSlug, *, day: date) -> Report:
    """The report of a commune as its last run left it; decisions taken since count at once."""
    stores = house.stores(slug)
    month = day - timedelta(days=OPINIONS_DAYS)
    return build_report(
        house.profile(slug),
        stores.documents,
        stores.report,
        day=day,
        reach=reach_of(stores.feedback.since(month), stores.unanswered.since(month)),
        suppressions=read_suppressions(house.commune_dir(slug) / SUPPRESSIONS_FILE),
    )
