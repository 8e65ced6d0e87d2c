"""What a question says of the person who asks: age, quotient, where they live, sizes; and whether words are for them.

« j'ai 67 ans », « quotient de 750 », « je n'habite pas la commune », « 120 m2 », « le samedi ».
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from french.ages import Age, ages_in
from french.answer_types import AnswerType, holds
from french.days import days_in
from french.numerals import DIGITS, IN_WORDS, number
from french.populations import populations_in
from french.quotients import Bracket, quotients_in
from french.typed_span import flat
from retriever.ranking.header_levels import cells_of_row, one_level
from retriever.ranking.seasons import OTHER_SEASON, Season, seasons_in

_KEPT_CELLS = 16_384
"""Units and cells of a commune's often asked passages, as in ``french.answer_types``."""

RESIDENT = "resident"
NON_RESIDENT = "non_resident"

# « quotient de 650 », « QF 900 », « avec un quotient familial à 1 200 »; not « quotient de moins de 700 ».
_QUOTIENT = re.compile(
    rf"\b(?:q\.?f\.?|quotients?(?: familia(?:l|ux))?)(?: (?:est|egal|caf|mensuel))*(?: (?:de|a|d'))?"
    rf" ?:? ?(?P<n>{DIGITS})(?! ?(?:ans|%))"
)
# « je n'habite pas la commune », « on habite pas ici », « nous ne sommes pas de Valmoret », « j'habite à côté »,
# « hors commune », « j'habite une autre commune »; not « je n'habite pas loin ».
_LIVES_ELSEWHERE = re.compile(
    r"\b(?:n'?|ne )?(?:habit\w+|resid\w+|vi(?:s|vons|vent)|suis|sommes|est) (?:pas|plus) (?:dans |de |sur |a |en |d')?"
    r"(?:la |cette |votre |notre )?(?:commune|village|ville|ici|residente?s?|habitante?s?|communaute)"
    r"|\bhabit\w+ (?:a cote|ailleurs|une autre|un autre|dans une autre|hors)"
    r"|\b(?:pas|non|hors)[ -](?:resident|residant|commune|habitant)"
    r"|\bexterieure?s?(?: a la commune)?\b(?! (?:de la|du|des))|\bde l'exterieur\b"
)
# « j'habite la commune », « on est de la commune », « pour un habitant », « je suis résident ».
_LIVES_HERE = re.compile(
    r"\bhabit(?:e|ons|ent|ante?s?) (?:dans |de |sur |a |en )?(?:la |cette |votre |notre )?(?:commune|village|ici)"
    r"|\b(?:j?suis|est|sommes) (?:de|du|des) (?:la |votre |notre )?(?:commune|village|ici)\b"
    r"|\b(?:pour|tarif|prix|en tant qu'?) ?(?:d'|un |une |les |l'|des )?(?:habitant|resident|residant)e?s?\b"
)
# « j'ai 67 ans », « mon fils de 15 ans », « elle a 9 ans »; not « concession 30 ans », « depuis 10 ans ».
_AGE = re.compile(r"(?<![\w,.])(?P<n>\d{1,3}) ?ans\b(?! et plus| ou plus)")
_LASTS = re.compile(
    r"\b(?:concessions?|durees?|bail|baux|contrats?|depuis|pendant|pour|dans|apres|avant|tous les|il y a|moins de"
    r"|plus de)"
    r"(?: [a-z']+){0,2} $"
)
# A size: « 12 m2 », « 120 m² », « 2 metres », « 8 steres », « 250 kg ».
_SIZE_UNIT = (
    r"(?P<unit>m2|m²|m3|m³|metres? carres?|metres? cubes?|metres?|m|kg|kilos?|litres?|l|tonnes?|personnes?|places?)\b"
)
_SIZE = re.compile(rf"(?<![\w,.])(?!une? )(?P<n>{DIGITS}|{IN_WORDS}) ?{_SIZE_UNIT}")
_SIZES = {"m²": "m2", "m³": "m3", "kilo": "kg", "l": "litre", "m": "metre"}
# « de 5 à 20 m² », « plus de 5 m² et jusqu'à 20 m² », « 100 m² ou plus », « moins de 100 m² », « jusqu'à 20 m² ».
_OVER = re.compile(
    r"\b(?:plus de|superieure?s? (?:ou egale?s? )?a|au-dela de|a partir de|au moins|au-dessus de|des) ?$"
)
_UNDER = re.compile(
    r"\b(?:moins de|inferieure?s? (?:ou egale?s? )?a|jusqu'a|au plus|en dessous de|maximum|n'excedant pas) ?$"
)
_AND_MORE = re.compile(r"^ ?(?:ou|et) (?:plus|davantage)\b|^ ?et au-dela")
_FROM_TO = re.compile(rf"(?:de|entre) (?P<low>{DIGITS}) ?(?:{_SIZE_UNIT.replace('unit', 'u1')})? ?(?:a|et) ?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """What is known of who asks; each empty when the question does not say.

    ``ages`` in months; ``sizes`` are (number, unit); ``days`` of the week from 0; ``populations`` are keys of
    ``french/populations.toml`` other than where one lives; ``seasons`` are those in which they come.
    """

    quotient: Decimal | None = None
    residence: str | None = None
    ages: tuple[int, ...] = ()
    sizes: tuple[tuple[Decimal, str], ...] = ()
    days: frozenset[int] = frozenset()
    populations: frozenset[str] = frozenset()
    seasons: frozenset[Season] = frozenset()

    @property
    def is_known(self) -> bool:
        """Whether the question says anything of the asker's own case."""
        return self != Asker()


def asker_of(text: str, commune: str = "") -> Asker:
    """What ``text`` says of the person; ``commune`` is the name of the commune, as those who live there say it."""
    line = flat(text)
    found = _QUOTIENT.search(line)
    return Asker(
        quotient=number(found["n"]) if found else None,
        residence=_residence(line, flat(commune)),
        ages=tuple(12 * int(m["n"]) for m in _AGE.finditer(line) if not _LASTS.search(line[: m.start()])),
        sizes=tuple((number(m["n"]), _unit(m["unit"])) for m in _SIZE.finditer(line)),
        days=frozenset(day for span in days_in(text) for day in span.value.days),
        populations=frozenset(s.value for s in populations_in(text)) - {RESIDENT, NON_RESIDENT, "intercommunal"},
        seasons=seasons_in(text),
    )


def _residence(line: str, commune: str) -> str | None:
    if _LIVES_ELSEWHERE.search(line):
        return NON_RESIDENT
    if _LIVES_HERE.search(line):
        return RESIDENT
    names = "|".join(re.escape(name) for name in {commune, commune.split("-")[0]} if len(name) > 3)
    if names and re.search(rf"\b(?:pas|plus) (?:a|de|d'|sur) ?(?:{names})", line):
        return NON_RESIDENT
    if names and re.search(rf"\b(?:j?suis|chui|sommes|est|habit\w+) (?:a|de|d'|sur) ?(?:{names})", line):
        return RESIDENT
    return None


def _unit(written: str) -> str:
    bare = written.rstrip("s")
    bare = {"metre carre": "m2", "metres carre": "m2", "metre cube": "m3", "metres cube": "m3"}.get(bare, bare)
    return _SIZES.get(bare, bare)


def fit(words: str, asker: Asker) -> int:
    """How many of the asker's qualifiers ``words`` (a cell, a row, a sentence) are for; -1 when one is for others."""
    if not asker.is_known:
        return 0
    verdicts: list[int] = []
    if asker.quotient is not None:
        verdicts.append(_fits_bracket(asker.quotient, _quotients(words)))
    if asker.residence is not None:
        verdicts.append(_fits_residence(asker.residence, _populations(words)))
    if asker.ages:
        verdicts += [_fits_age(age, _ages(words)) for age in asker.ages]
    if asker.sizes:
        verdicts += [_fits_size(size, unit, _size_brackets(flat(words))) for size, unit in asker.sizes]
    if asker.days:
        verdicts.append(_fits_days(asker.days, _days(words)))
    if asker.seasons:
        verdicts.append(_fits_seasons(asker.seasons, seasons_in(words)))
    return -1 if any(verdict < 0 for verdict in verdicts) else sum(verdicts)


def fit_row(row: str, header: Sequence[str], asker: Asker) -> int:
    """``fit`` of a table's row: its cells that give no value, each read under its column's header."""
    if not asker.is_known:
        return 0
    cells, names = _under_names(row, header)
    first_value = next((at for at, cell in enumerate(cells) if at and _gives_value(cell)), len(cells))
    verdicts = [fit(f"{name} | {cell}" if name else cell, asker) for name, cell in zip(names, cells, strict=True)]
    rows, columns = verdicts[:first_value], verdicts[first_value:]
    return -1 if min(rows, default=0) < 0 else sum(rows) + max(0, *columns, 0)


def fitting_cells(row: str, header: Sequence[str], asker: Asker) -> tuple[str, ...]:
    """The cells of a row whose column's header is for the asker; none when no header tells."""
    cells, names = _under_names(row, header)
    return tuple(cell for name, cell in zip(names, cells, strict=True) if name and fit(name, asker) > 0)


def _under_names(row: str, header: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The cells of a row and the name of the column of each, empty when the header has another number of columns."""
    cells = cells_of_row(row)
    has_names = bool(header) and all(len(cells_of_row(level)) == len(cells) for level in header)
    return cells, one_level(header) if has_names else ("",) * len(cells)


# A public of its own: what is for it is not for a person who says nothing of the kind.
_APART = frozenset(
    {"association", "company", "staff", "student", "jobseeker", "low_income", "disabled", "school", "trader", "group"}
)


def is_for_others(words: str, asker: Asker) -> bool:
    """Whether ``words`` name a public of its own, as associations, that the question does not."""
    named = _populations(words) & _APART
    return bool(named) and named.isdisjoint(asker.populations)


def _gives_value(cell: str) -> bool:
    return any(holds(cell, kind) for kind in (AnswerType.AMOUNT, AnswerType.HOURS, AnswerType.PERCENTAGE))


@lru_cache(maxsize=_KEPT_CELLS)
def _ages(words: str) -> tuple[Age, ...]:
    return tuple(span.value for span in ages_in(words))


@lru_cache(maxsize=_KEPT_CELLS)
def _days(words: str) -> frozenset[int]:
    return frozenset(day for span in days_in(words) for day in span.value.days)


# « Résidant hors de la commune », « Hors du Val d'Orne », « Autres communes » against « Habitants du Val d'Orne ».
_ELSEWHERE = re.compile(
    r"\bhors (?:de |du |des |d')?(?:la |l')?(?:commune|communaute|village|ville|territoire|agglo\w*)"
    r"|^\W*(?:hors|exterieurs?|autres communes)\b|\| ?(?:hors|exterieurs?|autres communes)\b"
)
_HERE = re.compile(r"^\W*(?:habitants?|residents?|residants?)\b|\| ?(?:habitants?|residents?|residants?)\b")


@lru_cache(maxsize=_KEPT_CELLS)
def _populations(words: str) -> frozenset[str]:
    """Who words name; where one lives is told by the whole of a cell, not by its first word."""
    found, line = frozenset(span.value for span in populations_in(words)), flat(words)
    if _ELSEWHERE.search(line):
        return found - {RESIDENT} | {NON_RESIDENT}
    return found | {RESIDENT} if _HERE.search(line) and NON_RESIDENT not in found else found


@lru_cache(maxsize=_KEPT_CELLS)
def _quotients(words: str) -> tuple[Bracket, ...]:
    """Brackets of a cell read with its header: « Quotient de 700 et plus », « Quotient familial | De 700 à 899 »."""
    line = flat(words)
    named = list(_QUOTIENT_NAME.finditer(line))
    if not named:
        return ()
    return tuple(span.value for span in quotients_in(f"quotient {line[named[-1].end() :].removeprefix('de ')}"))


_QUOTIENT_NAME = re.compile(r"\b(?:q\.?f\.?|quotients?)(?: familia(?:l|ux))?(?: caf| mensuel)?(?: ?\|)? ?(?:: ?)?")


def _size_brackets(line: str) -> tuple[tuple[Decimal | None, Decimal | None, str], ...]:
    found: list[tuple[Decimal | None, Decimal | None, str]] = []
    for m in _SIZE.finditer(line):
        size, unit, before = number(m["n"]), _unit(m["unit"]), line[: m.start()]
        low = _FROM_TO.search(before)
        if low:
            found.append((number(low["low"]), size, unit))
        elif _OVER.search(before) or _AND_MORE.match(line[m.end() :]):
            found.append((size, None, unit))
        elif _UNDER.search(before):
            if found and found[-1][1] is None and found[-1][2] == unit:
                found[-1] = (found[-1][0], size, unit)
            else:
                found.append((None, size, unit))
    return tuple(found)


def _fits_bracket(quotient: Decimal, brackets: tuple[Bracket, ...]) -> int:
    monthly = [b for b in brackets if not b.is_income]
    if not monthly:
        return 0
    return 1 if any(_holds(b, quotient) for b in monthly) else -1


def _holds(bracket: Bracket, quotient: Decimal) -> bool:
    if bracket.low is not None and quotient < bracket.low:
        return False
    if bracket.high is None:
        return True
    return quotient <= bracket.high if bracket.is_high_included else quotient < bracket.high


def _fits_residence(residence: str, populations: frozenset[str]) -> int:
    if not populations & {RESIDENT, NON_RESIDENT}:
        return 0
    return 1 if residence in populations else -1


def _fits_age(age: int, ages: tuple[Age, ...]) -> int:
    if not ages:
        return 0
    holds = any((a.low_months or 0) <= age and (a.below_months is None or age < a.below_months) for a in ages)
    return 1 if holds else -1


def _fits_size(size: Decimal, unit: str, brackets: tuple[tuple[Decimal | None, Decimal | None, str], ...]) -> int:
    own = [(low, high) for low, high, of in brackets if of == unit]
    if not own:
        return 0
    return 1 if any((low is None or size >= low) and (high is None or size <= high) for low, high in own) else -1


def _fits_days(asked: frozenset[int], told: frozenset[int]) -> int:
    if not told:
        return 0
    return 1 if asked & told else -1


def _fits_seasons(asked: frozenset[Season], told: frozenset[Season]) -> int:
    """Of the two pairs, school or holidays and summer or winter: for, against, or nothing said."""
    if asked & told:
        return 1
    return -1 if any(OTHER_SEASON[season] in told for season in asked) else 0
