"""The commune's profile: services, aliases, contacts, opening hours, closures, colours (``commune.toml``)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.ids import CommuneSlug, SourceName
from domain.legal_watch import NO_MODELS, WatchPolicy
from domain.masking_policy import NO_POLICY, MaskingPolicy, VisibilityRule
from domain.retention import DEFAULT_RETENTION, Retention
from domain.schedule import Schedule


class Holidays(StrEnum):
    """Which legal public holidays apply (Code du travail L3133-1, L3134-13; overseas: L3422-2 and own rules)."""

    METROPOLE = "metropole"
    ALSACE_MOSELLE = "alsace-moselle"
    GUADELOUPE = "guadeloupe"
    GUYANE = "guyane"
    MARTINIQUE = "martinique"
    MAYOTTE = "mayotte"
    REUNION = "la-reunion"
    SAINT_PIERRE_ET_MIQUELON = "saint-pierre-et-miquelon"
    NOUVELLE_CALEDONIE = "nouvelle-caledonie"
    POLYNESIE = "polynesie-francaise"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpan:
    """Half-open span of one day, local time of the commune: open at ``opens``, closed at ``closes``."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Days on which services are shut although their weekly hours say otherwise; both ends included.

    ``services`` are their slugs; empty for all of them.
    """

    first_day: date
    last_day: date
    reason: str
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningHours:
    """Weekly hours. ``week`` has seven entries, Monday first; an empty entry is a closed day.

    ``holidays`` are the legal holidays of the years around, given by the profile's reader,
    so that this module needs no calendar library.
    """

    week: tuple[tuple[TimeSpan, ...], ...]
    closures: tuple[Closure, ...] = ()
    holidays: frozenset[date] = frozenset()

    def spans(self, day: date) -> tuple[TimeSpan, ...]:
        """The spans during which the service is open on ``day``, in order; empty when it is shut."""
        if day in self.holidays or any(c.first_day <= day <= c.last_day for c in self.closures):
            return ()
        return self.week[day.weekday()]

    def is_open(self, moment: datetime) -> bool:
        """Whether ``moment`` (local time of the commune) falls inside a span."""
        at = moment.time().replace(tzinfo=None)
        return any(s.opens <= at < s.closes for s in self.spans(moment.date()))

    def next_opening(self, moment: datetime, horizon_days: int = 60) -> datetime | None:
        """The first opening strictly after ``moment``, same timezone; None within ``horizon_days``."""
        for offset in range(horizon_days + 1):
            day = moment.date() + timedelta(days=offset)
            for span in self.spans(day):
                opening = datetime.combine(day, span.opens, tzinfo=moment.tzinfo)
                if opening > moment:
                    return opening
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Someone to turn to. ``aliases`` are the residents' words for what the service does."""

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    address: tuple[str, ...] = ()
    phone: str | None = None
    email: str | None = None
    hours: OpeningHours | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Accent and text on it, light and dark, ``#rrggbb``; contrast of at least 4.5:1 is checked when read."""

    accent: str
    on_accent: str
    accent_dark: str
    on_accent_dark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site of the commune, fetched into a source of that name.

    ``start`` is where the visit begins. ``hosts`` are the only ones visited beside its own: ``host``, for ports 80 and
    443, or ``host:port``. ``depth`` counts links from the start, ``pages`` the addresses asked for in one run.
    """

    source: SourceName
    start: str
    hosts: tuple[str, ...] = ()
    depth: int = 10
    pages: int = 5_000
    interval_s: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresPolicy:
    """What the estimate of energy needs: watts of one busy core, and the language model's parameters, in billions.

    0 billions: not told; what a model wrote is then not estimated. ``model_total_billions`` 0: as many as are active.
    """

    core_watts: float = 15.0
    model_active_billions: float = 0.0
    model_total_billions: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneProfile:
    """What the product knows of a commune beside its documents.

    ``services`` is never empty: the first one answers when no other fits (the mairie's desk).
    ``insee`` has five characters (``2A004`` in Corsica), ``siren`` nine digits, ``siret`` fourteen
    that begin with them (the town hall's establishment).
    ``sources`` names folders, relative to the profile's file, that belong to the commune; ``sites`` its sites.
    ``schedules`` gives the sources that are brought up to date by themselves.
    ``sources`` names folders, relative to the profile's file, that belong to the commune.
    ``delegated`` are the communes déléguées of a commune nouvelle (CGCT L2113-10).
    ``suggestions`` are questions shown on an empty page.
    ``internal_paths`` is the short form of a visibility rule; ``visibility_rules`` come after it.
    ``holidays`` are the legal holidays of the years around. ``answer_working_days`` is the delay, in working days, in
    which the commune promises to answer; None where it promises none.
    """

    slug: CommuneSlug
    name: str
    services: tuple[Service, ...]
    insee: str | None = None
    siren: str | None = None
    siret: str | None = None
    aliases: tuple[str, ...] = ()
    delegated: tuple[str, ...] = ()
    website: str | None = None
    timezone: str = "Europe/Paris"
    colours: Colours | None = None
    sources: tuple[tuple[SourceName, str], ...] = ()
    schedules: tuple[tuple[SourceName, Schedule], ...] = ()
    sites: tuple[Site, ...] = ()
    internal_paths: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    allowed_origins: tuple[str, ...] = ()
    visibility_rules: tuple[VisibilityRule, ...] = ()
    masking: MaskingPolicy = NO_POLICY
    watch: WatchPolicy = NO_MODELS
    retention: Retention = DEFAULT_RETENTION
    figures: FiguresPolicy = FiguresPolicy()
    holidays: frozenset[date] = frozenset()
    answer_working_days: int | None = None

    @property
    def main_service(self) -> Service:
        """The service that answers when no other fits."""
        return self.services[0]
