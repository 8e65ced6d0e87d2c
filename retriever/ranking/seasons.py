"""The times of the year that tariffs and hours are told apart by: school or holidays, summer or winter."""

import re
from enum import StrEnum

from french.typed_span import flat


class Season(StrEnum):
    """Two pairs of opposites."""

    SCHOOL = "school"
    HOLIDAYS = "holidays"
    SUMMER = "summer"
    WINTER = "winter"


OTHER_SEASON = {
    Season.SCHOOL: Season.HOLIDAYS,
    Season.HOLIDAYS: Season.SCHOOL,
    Season.SUMMER: Season.WINTER,
    Season.WINTER: Season.SUMMER,
}

# « hors vacances scolaires », « période scolaire », « jours d'école » are school; « vacances » are holidays;
# « horaires d'été », « en juillet », « l'hiver » are seasons; not « restauration scolaire », « Hiverny ».
_PATTERNS = (
    (
        Season.SCHOOL,
        re.compile(
            r"\b(?:hors|en dehors des?|sauf) (?:les )?vacances"
            r"|\b(?:periodes?|jours?|temps|semaines?) (?:scolaires?|d'ecole)"
        ),
    ),
    (Season.HOLIDAYS, re.compile(r"(?<!hors )(?<!hors les )(?<!dehors des )(?<!sauf )(?<!sauf les )\bvacances\b")),
    (Season.SUMMER, re.compile(r"\b(?:ete|estiva\w+|juillet|aout)\b(?! (?:vote|decide|fixe))")),
    (Season.WINTER, re.compile(r"\b(?:hiver|hiverna\w+|decembre|janvier|fevrier)\b")),
)
_BEEN = re.compile(r"\b(?:a|ont|ai|avait|avons|ayant|aurait|n'a) ete\b")


def seasons_in(text: str) -> frozenset[Season]:
    """The seasons that ``text`` names; both of a pair tell nothing (« du 1er août au 31 janvier »).

    « été » is a participle after « a », « ont », and wherever the text has no accents a resident's « ete » counts.
    """
    line = _BEEN.sub(" ", flat(text))
    found = {season for season, pattern in _PATTERNS if pattern.search(line)}
    return frozenset(season for season in found if OTHER_SEASON[season] not in found)
