"""A day as French writes it."""

from datetime import date

_MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août"),
    *("septembre", "octobre", "novembre", "décembre"),
)


def written_date(day: date) -> str:
    """« 1er septembre 2031 », « 18 juin 2031 »."""
    return f"{'1er' if day.day == 1 else day.day} {_MONTHS[day.month - 1]} {day.year}"


def of_month(day: date) -> str:
    """« de juin 2031 », « d’avril 2031 »."""
    month = _MONTHS[day.month - 1]
    return f"{'d’' if month[0] in 'ao' else 'de '}{month} {day.year}"
