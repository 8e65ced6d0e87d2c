"""Ages of people, in months: « à partir de 16 ans », « moins de 12 ans », « de 3 à 11 ans », « 65 ans et plus ».

A number of years that something lasts (« concession de 30 ans », « pour 3 ans ») is a delay.
"""

import re
from dataclasses import dataclass

from french.numerals import IN_WORDS, number
from french.typed_span import FactKind, TypedSpan, flat


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """Completed months of age from ``low_months`` to below ``below_months``; None where there is no such end.

    « moins de 12 ans » ends below 144, « de 3 à 11 ans » at the twelfth birthday, below 144 too; « 16 ans » alone is
    the year before the next birthday.
    """

    low_months: int | None
    below_months: int | None


_N = rf"(?:(?<![\d,.])\d{{1,3}}|{IN_WORDS})"
_UNIT = r"(?:ans?|mois)\b"
_OPENING = (
    r"(?P<open>a partir de|a compter de|jusqu'a (?:ses|leurs)|des|plus de|au-dela de|moins de|avant|jusqu'a"
    r"|au-dessous de|en dessous de|ages? d'au moins|au moins|a l'age de|ages?(?:ee?s?)? de|ages?(?:ees?)? d'au moins"
    r"|<=?|>=?|\+ ?de|- ?de|\+|de)"
)
# « de 3 à 11 ans », « 3 mois - 3 ans », « 18/25 ans », « entre 6 et 12 ans ».
_RANGE = re.compile(
    rf"(?:\b(?:de|entre|des) )?(?P<low>{_N}) ?(?P<unit>{_UNIT})?(?: inclus| revolus)? ?"
    rf"(?P<sep>au?|et|-|/|jusqu'a) ?(?:moins de )?(?P<high>{_N}) ?(?P<unit2>{_UNIT})"
)
_ONE = re.compile(
    rf"(?:(?<!\w){_OPENING} ?)?(?P<n>{_N}) ?(?P<unit>{_UNIT})(?P<after> et plus| et \+| ou plus| revolus| et moins)?"
)
# « bail de 9 ans », « durée de 3 ans », « depuis 10 ans », « 10 ans d'ancienneté », « pour 15 ans »: how long.
_LASTS_BEFORE = re.compile(
    r"\b(?:(?:durees?|delais?|bail|baux|concessions?|convention|contrat|marche|mandat|engagement|prorogee?|periode|terme"
    r"|amorti\w*|emprunt|pret|datee?s?|datant|prescription|conserve\w*)(?: [a-z']{1,12}){0,3}"
    r"|pendant|pour|depuis|il y a|dans(?: les)?|sous|tous les|au bout(?: de| d')|apres|sur|exceder|depasser|atteindre)"
    r" ?:?(?: d'une duree)?(?: de| d'au moins| d')? ?$"
)
_LASTS_AFTER = re.compile(
    r" (?:d'anciennete|d'experience|d'expertise|renouvelables?|de (?:concession|bail|service|mandat|travaux|retard"
    r"|garantie)|apres|avant|maxim\w+|a compter|consecutifs?|par)"
)
_PEOPLE = re.compile(
    r"\b(?:age|agee?s?|enfants?|jeunes?|adultes?|personnes?|eleves?|mineurs?|majeurs?|seniors?|filles?|garcons?"
    r"|etudiants?|public|bebes?|ados?|adolescents?|gratui\w*|anniversaire|accompagn\w*|tarifs?|usagers?|habitants?"
    r"|beneficiaires?|administres?|entree)\b"
)
_CELL_END = re.compile(r" ?(?:\||\n|$)")
# « Vous avez entre 10 et 20 ans », « avoir 18 ans »; « il y a 10 ans » is how long ago.
_HAS = re.compile(r"\b(?:avez|as|ai|ont|avons|avoir|ayant|aura|auront|aurez) ?$")
_NEAR = 60
"""Code points read on each side for a word of people."""


def ages_in(text: str) -> list[TypedSpan[Age]]:
    """Ages of ``text`` in order. A bare « 12 ans » is one near a word of people, or alone in a row's first cell."""
    line = flat(text)
    if " an" not in line and "mois" not in line and not re.search(r"\dans?\b", line):
        return []
    found: list[TypedSpan[Age]] = []
    for pattern in (_RANGE, _ONE):
        for m in pattern.finditer(line):
            if any(span.start < m.end() and m.start() < span.end for span in found) or not _is_age(line, m):
                continue
            value = _between(m) if pattern is _RANGE else _one(m)
            found.append(TypedSpan(kind=FactKind.AGE, start=m.start(), end=m.end(), value=value))
    return sorted(found, key=lambda span: span.start)


def _is_age(line: str, m: re.Match[str]) -> bool:
    before = line[max(0, m.start() - _NEAR) : m.start()]
    if _LASTS_BEFORE.search(before) or _LASTS_AFTER.match(line, m.end()):
        return False
    if "mois" not in m[0] and _HAS.search(before):
        return True
    opening = m.groupdict().get("open")
    if "mois" not in m[0] and (
        opening not in (None, "avant", "de", "des") or _is_bracket(m) or _stands_alone(line, m, before)
    ):
        return True
    return bool(_PEOPLE.search(before + line[m.start() : m.end() + _NEAR]))


def _is_bracket(m: re.Match[str]) -> bool:
    """« 18/25 ans », « 6-12 ans »; « 2-3 ans » may be how long."""
    return m.re is _RANGE and m["sep"] in ("-", "/") and number(m["high"]) - number(m["low"]) >= 3


def _stands_alone(line: str, m: re.Match[str], before: str) -> bool:
    """Alone in the first cell of a row, or aside: « Jeanne Morin, 38 ans, fraiseuse »."""
    row = before.rpartition("\n")[2]
    is_first_cell = not row.strip() and _CELL_END.match(line, m.end()) is not None
    return is_first_cell or (before.endswith(", ") and line[m.end() : m.end() + 1] == ",")


def _between(m: re.Match[str]) -> Age:
    unit2 = _months(m["unit2"])
    unit = _months(m["unit"]) if m["unit"] else unit2
    high = int(number(m["high"])) * unit2
    return Age(low_months=int(number(m["low"])) * unit, below_months=high if "moins" in m[0] else high + unit2)


def _one(m: re.Match[str]) -> Age:
    unit = _months(m["unit"])
    months = int(number(m["n"])) * unit
    opening, after = m["open"] or "", (m["after"] or "").strip()
    if after == "et moins" or opening.startswith(("jusqu'a", "<=")):
        return Age(low_months=None, below_months=months + unit)
    if opening in ("moins de", "avant", "au-dessous de", "en dessous de", "<") or opening.startswith("-"):
        return Age(low_months=None, below_months=months)
    if after or (opening not in ("", "de", "a l'age de") and not re.fullmatch(r"ages?(?:ee?s?)? de", opening)):
        return Age(low_months=months, below_months=None)
    return Age(low_months=months, below_months=months + unit)


def _months(unit: str) -> int:
    return 1 if unit == "mois" else 12
