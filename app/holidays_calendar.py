"""Legal public holidays, from the ``holidays`` library (MIT)."""

from collections.abc import Iterable
from datetime import date

from domain.profile import Holidays

_SUBDIVISIONS: dict[Holidays, str | None] = {
    Holidays.METROPOLE: None,
    Holidays.ALSACE_MOSELLE: "57",
    Holidays.GUADELOUPE: "971",
    Holidays.GUYANE: "973",
    Holidays.MARTINIQUE: "972",
    Holidays.MAYOTTE: "976",
    Holidays.REUNION: "974",
    Holidays.SAINT_PIERRE_ET_MIQUELON: "PM",
    Holidays.NOUVELLE_CALEDONIE: "NC",
    Holidays.POLYNESIE: "PF",
}


def legal_holidays(region: Holidays, years: Iterable[int]) -> frozenset[date]:
    """The legal holidays of ``region`` in ``years`` (Code du travail L3133-1, L3134-13, L3422-2)."""
    import holidays

    return frozenset(holidays.country_holidays("FR", subdiv=_SUBDIVISIONS[region], years=list(years)))


def holidays_around(today: date, region: Holidays = Holidays.METROPOLE) -> frozenset[date]:
    """Those of the year before ``today``'s to two years after: what opening hours and delays look at."""
    return legal_holidays(region, range(today.year - 1, today.year + 3))
