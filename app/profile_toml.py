"""Reads ``commune.toml``: services, aliases, contacts, opening hours, closures, colours.

The form is documented in docs/commune-toml.md. Every problem names the file, the key and the remedy.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.colour_contrast import contrast
from app.figures_toml import read_figures
from app.holidays_calendar import holidays_around
from app.hours_toml import time_span
from app.retention_toml import read_retention
from app.watch_toml import watch_policy
from domain.document import Visibility
from domain.errors import BadProfile
from domain.ids import CommuneSlug, SourceName
from domain.masking_policy import MaskingPolicy, VisibilityRule
from domain.profile import Closure, Colours, CommuneProfile, Holidays, OpeningHours, Service, Site, TimeSpan
from domain.schedule import Schedule
from domain.siret import is_siret
from ingest.sites.web_address import web_address

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
# WCAG 2.2, 1.4.3: text of normal size needs 4.5:1.
MIN_CONTRAST = 4.5
LONGEST_HOURS = 168
"""A week between two runs by ``every_hours``."""

LONGEST_PROMISE = 60
"""Working days in which a commune may promise to answer: three months; more is no promise."""

_PAPER = {"accent": "#fffef9", "accent_dark": "#1d1b17"}
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HOUR = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(?::00)?")
# « docs.valmoret.example », « intranet.example:8080 »; not « https://docs.valmoret.example/ ».
_PLACE = re.compile(r"[a-z0-9.-]+(?::\d{1,5})?")
_MOST_PAGES, _DEEPEST, _QUICKEST_S = 50_000, 50, 0.05
_HEX = re.compile(r"#[0-9a-fA-F]{6}")

Table = Mapping[str, object]


def read_profile(file: Path, *, today: date) -> CommuneProfile:
    """The profile in ``file``. ``today`` chooses the years whose holidays are computed. Raises BadProfile."""
    try:
        data = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadProfile(f"{file}: cannot be read as TOML ({error}); see docs/commune-toml.md") from error
    return _Reader(str(file), today).profile(data)


def bare_profile(slug: str, name: str, *, holidays: frozenset[date] = frozenset()) -> CommuneProfile:
    """The profile of a commune of which nothing is known yet: its town hall, without phone nor hours."""
    if not _SLUG.fullmatch(slug):
        raise BadProfile(f"commune slug {slug!r}: use lower-case letters, digits and single hyphens")
    service = Service(slug="mairie", name=f"Mairie de {name}", aliases=("mairie",))
    return CommuneProfile(slug=CommuneSlug(slug), name=name, services=(service,), holidays=holidays)


class _Reader:
    """Carries the file's name and today's date while its tables are read."""

    def __init__(self, file: str, today: date) -> None:
        self._file = file
        self._today = today

    def profile(self, data: Table) -> CommuneProfile:
        commune = self._table(data, "commune")
        slug = self._text(commune, "slug")
        if not _SLUG.fullmatch(slug):
            raise self._bad("commune.slug", slug, "use lower-case letters, digits and single hyphens")
        timezone = self._text(commune, "timezone", "Europe/Paris")
        try:
            ZoneInfo(timezone)
        except (ZoneInfoNotFoundError, ValueError):
            raise self._bad("commune.timezone", timezone, "give an IANA name such as Europe/Paris") from None
        closures = tuple(self._closure(t) for t in self._tables(data, "closure"))
        holidays = self._holidays(commune)
        services = tuple(self._service(t, closures, holidays) for t in self._tables(data, "service"))
        for closure in closures:
            if strangers := set(closure.services) - {service.slug for service in services}:
                raise self._bad("closure.services", ", ".join(sorted(strangers)), "give slugs of [[service]] tables")
        if not services:
            raise self._bad("service", "none", "give at least one [[service]], the town hall's desk first")
        return CommuneProfile(
            slug=CommuneSlug(slug),
            name=self._text(commune, "name"),
            services=services,
            insee=self._code(commune, "insee", r"(?:\d{5}|2[AB]\d{3})"),
            siren=self._code(commune, "siren", r"\d{9}"),
            siret=self._siret(commune),
            aliases=self._texts(commune, "aliases"),
            delegated=self._texts(commune, "communes_deleguees"),
            website=self._text(commune, "website", "") or None,
            timezone=timezone,
            colours=self._colours(data),
            sources=tuple(
                (SourceName(self._text(t, "name")), self._text(t, "folder"))
                for t in self._tables(data, "source")
                if "address" not in t
            ),
            schedules=tuple(
                (SourceName(self._text(t, "name")), schedule)
                for t in self._tables(data, "source")
                if (schedule := self._schedule(t))
            ),
            sites=tuple(self._site(t) for t in self._tables(data, "source") if "address" in t),
            internal_paths=self._texts(commune, "internal_paths"),
            suggestions=self._texts(commune, "suggestions"),
            allowed_origins=self._texts(commune, "allowed_origins"),
            visibility_rules=tuple(self._visibility_rule(t) for t in self._tables(data, "visibility")),
            masking=self._masking(data),
            watch=watch_policy(data, self._bad),
            retention=read_retention(data, file=self._file),
            figures=read_figures(data, file=self._file),
            holidays=holidays,
            answer_working_days=self._answer_working_days(commune),
        )

    def _answer_working_days(self, commune: Table) -> int | None:
        days = commune.get("answer_working_days")
        if days is not None and (type(days) is not int or not 1 <= days <= LONGEST_PROMISE):
            raise self._bad(
                "commune.answer_working_days", str(days), f"give a whole number from 1 to {LONGEST_PROMISE}"
            )
        return days if isinstance(days, int) else None

    def _schedule(self, source: Table) -> Schedule | None:
        daily_at, every_hours = source.get("daily_at"), source.get("every_hours")
        if daily_at is not None and every_hours is not None:
            raise self._bad("source.every_hours", str(every_hours), "give daily_at or every_hours, not both")
        if daily_at is not None:
            match = _HOUR.fullmatch(str(daily_at))
            if match is None:
                raise self._bad("source.daily_at", str(daily_at), 'write it as "03:00"')
            return Schedule(daily_at=time(int(match[1]), int(match[2])))
        if every_hours is None:
            return None
        if type(every_hours) is not int or not 1 <= every_hours <= LONGEST_HOURS:
            raise self._bad("source.every_hours", str(every_hours), f"give a whole number from 1 to {LONGEST_HOURS}")
        return Schedule(every_hours=every_hours)

    def _site(self, table: Table) -> Site:
        name, start = self._text(table, "name"), self._text(table, "address")
        if not _SLUG.fullmatch(name):
            raise self._bad("source.name", name, "a site's is lower-case letters, digits and single hyphens")
        if "folder" in table:
            raise self._bad("source.folder", str(table["folder"]), "a source has a folder or an address, not both")
        address = web_address(start)
        if address is None:
            raise self._bad("source.address", start, "write it as https://www.my-commune.example/")
        hosts = self._texts(table, "hosts")
        for host in hosts:
            if not _PLACE.fullmatch(host):
                raise self._bad(
                    "source.hosts", host, "name hosts as docs.my-commune.example, with :port if it is unusual"
                )
        return Site(
            source=SourceName(name),
            start=address,
            hosts=hosts,
            depth=int(self._number(table, "depth", 10, 0, _DEEPEST)),
            pages=int(self._number(table, "pages", 5_000, 1, _MOST_PAGES)),
            interval_s=self._number(table, "interval_s", 1.0, _QUICKEST_S, 60.0),
        )

    def _number(self, table: Table, key: str, default: float, least: float, most: float) -> float:
        value = table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            raise self._bad(f"source.{key}", str(value), f"give a number from {least:g} to {most:g}")
        return value

    def _visibility_rule(self, table: Table) -> VisibilityRule:
        paths = self._texts(table, "paths")
        if not paths:
            raise self._bad("visibility.paths", "none", 'give patterns on SOURCE/path, such as ["site/brouillons/*"]')
        wanted = self._text(table, "visibility")
        if wanted not in set(Visibility):
            raise self._bad("visibility.visibility", wanted, f"choose among {', '.join(Visibility)}")
        return VisibilityRule(paths=paths, visibility=Visibility(wanted))

    def _masking(self, data: Table) -> MaskingPolicy:
        if "masking" not in data:
            return MaskingPolicy()
        table = self._table(data, "masking")
        known = {"keep", "mask", "unmasked_paths", "parcels", "originals"}
        unknown = sorted(set(table) - known)
        if unknown:
            raise self._bad("masking", ", ".join(unknown), f"keys are {', '.join(sorted(known))}")
        return MaskingPolicy(
            keep=self._texts(table, "keep"),
            mask=self._texts(table, "mask"),
            unmasked_paths=self._texts(table, "unmasked_paths"),
            parcels=self._flag(table, "parcels"),
            originals=self._flag(table, "originals"),
        )

    def _flag(self, table: Table, key: str) -> bool:
        value = table.get(key, False)
        if not isinstance(value, bool):
            raise self._bad(f"masking.{key}", str(value), "write true or false")
        return value

    def _siret(self, commune: Table) -> str | None:
        siret = self._code(commune, "siret", r"\d{14}")
        if siret and not is_siret(siret):
            raise self._bad("commune.siret", siret, "check its digits: the last one does not fit the others")
        return siret

    def _holidays(self, commune: Table) -> frozenset[date]:
        region = self._text(commune, "holidays", Holidays.METROPOLE.value)
        if region not in set(Holidays):
            raise self._bad("commune.holidays", region, f"choose among {', '.join(Holidays)}")
        return holidays_around(self._today, Holidays(region))

    def _service(self, table: Table, closures: tuple[Closure, ...], holidays: frozenset[date]) -> Service:
        hours, slug = table.get("hours"), self._text(table, "slug")
        if hours is not None and not isinstance(hours, dict):
            raise self._bad("service.hours", str(hours), "make it a table of days")
        closures = tuple(closure for closure in closures if not closure.services or slug in closure.services)
        return Service(
            slug=slug,
            name=self._text(table, "name"),
            aliases=self._texts(table, "aliases"),
            address=self._texts(table, "address"),
            phone=self._text(table, "phone", "") or None,
            email=self._text(table, "email", "") or None,
            hours=None if hours is None else self._hours(hours, closures, holidays),
        )

    def _hours(self, table: Table, closures: tuple[Closure, ...], holidays: frozenset[date]) -> OpeningHours:
        unknown = set(table) - set(DAYS)
        if unknown:
            raise self._bad("service.hours", ", ".join(sorted(unknown)), f"days are {', '.join(DAYS)}")
        week = tuple(tuple(self._span(text) for text in self._texts(table, day)) for day in DAYS)
        return OpeningHours(week=week, closures=closures, holidays=holidays)

    def _span(self, text: str) -> TimeSpan:
        span = time_span(text)
        if isinstance(span, str):
            raise self._bad("service.hours", text, span)
        return span

    def _closure(self, table: Table) -> Closure:
        first, last = table.get("first_day"), table.get("last_day")
        if not isinstance(first, date) or not isinstance(last, date) or last < first:
            raise self._bad("closure", f"{first} to {last}", "give first_day and last_day as dates, in order")
        reason, services = self._text(table, "reason", ""), self._texts(table, "services")
        return Closure(first_day=first, last_day=last, reason=reason, services=services)

    def _colours(self, data: Table) -> Colours | None:
        if "colours" not in data:
            return None
        table = self._table(data, "colours")
        named = {key: self._text(table, key) for key in ("accent", "on_accent", "accent_dark", "on_accent_dark")}
        for key, value in named.items():
            if not _HEX.fullmatch(value):
                raise self._bad(f"colours.{key}", value, 'write it as "#1f5a47"')
        pairs = [("accent", "on_accent"), ("accent_dark", "on_accent_dark")]
        for accent, on_accent in pairs:
            for other in (named[on_accent], _PAPER[accent]):
                ratio = contrast(named[accent], other)
                if ratio < MIN_CONTRAST:
                    remedy = f"contrast with {other} is {ratio:.1f}:1; it must be {MIN_CONTRAST}:1 at least"
                    raise self._bad(f"colours.{accent}", named[accent], remedy)
        return Colours(**named)

    def _code(self, table: Table, key: str, pattern: str) -> str | None:
        value = self._text(table, key, "")
        if value and not re.fullmatch(pattern, value):
            raise self._bad(f"commune.{key}", value, f"it must match {pattern}")
        return value or None

    def _table(self, data: Table, key: str) -> Table:
        value = data.get(key)
        if not isinstance(value, dict):
            raise self._bad(key, str(value), f"add a [{key}] table")
        return value

    def _tables(self, data: Table, key: str) -> Sequence[Table]:
        value = data.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, dict) for v in value):
            raise self._bad(key, str(value), f"write it as [[{key}]] tables")
        return value

    def _text(self, table: Table, key: str, default: str | None = None) -> str:
        value = table.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self._bad(key, str(value), "it must be a text that is not empty")
        return value

    def _texts(self, table: Table, key: str) -> tuple[str, ...]:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise self._bad(key, str(value), "it must be a list of texts")
        return tuple(value)

    def _bad(self, key: str, value: str, remedy: str) -> BadProfile:
        return BadProfile(f"{self._file}: {key} = {value!r}: {remedy}")
