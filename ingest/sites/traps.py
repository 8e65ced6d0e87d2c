"""Addresses without end (calendars, filters, paths that repeat themselves) and those that do something. Pure state.

A trap is never a loss of content by itself: what is cut is counted and told to the operator.
"""

import re
from collections import Counter
from urllib.parse import parse_qsl, unquote, urlsplit

# The deepest page of the sites read has 6 segments.
_MOST_SEGMENTS, _MOST_PARAMETERS = 12, 5
# An agenda by day gives 365 addresses a year; by month, three years are enough.
_MOST_DATED = 40
# Filters multiply the same few values: past this many addresses of one shape, one parameter must at least take a new
# value every other time, as the « id » of « index.php?option=article&id=12 » does.
_MOST_COMBINED = 60
_YEARS_AHEAD, _YEARS_BEHIND = 2, 12
# « ?mois=3&annee=2031 », « ?tribe-bar-date=2031-01 », « /agenda/2031/03 »; not « ?article12 », « /2024/05/fete.html ».
_DATED_NAME = re.compile(
    r"(?:^|[-_])(?:mois|month|annee|year|date|jour|day|semaine|week|cal(?:endar)?|ical)(?:$|[-_])", re.I
)
_DATED_PATH = re.compile(r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2])(?:[/-]\d{1,2})?/?$")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
# Sorting and showing the same page again, or doing something: « ?tri=nom », « ?replytocom=4 », « ?add-to-cart=2 ».
_IDLE_NAME = re.compile(
    r"^(?:tri|sort(?:by|_?order)?|order(?:_?by|dir)?|sens|replytocom|share|print|imprimer|tmpl|feed|"
    r"add-to-cart|logout|login|redirect(?:_to)?|return_?url|search|recherche|view_?mode|fontsize)$",
    re.IGNORECASE,
)
# A search; but « ?q=node/12 » is how some sites name a page.
_SEARCH_NAME = frozenset(("s", "q"))
_ACTING_PATH = re.compile(
    r"/(?:wp-(?:admin|login|json)|xmlrpc\.php|logout|deconnexion|log(?:in|out)|connexion|panier|cart|feed|cgi-bin)(?:[/.?]|$)",
    re.IGNORECASE,
)


class Traps:
    """Counts the shapes of addresses as they are found. ``this_year`` tells what is far ahead."""

    def __init__(self, this_year: int) -> None:
        self._this_year = this_year
        self._shapes: Counter[str] = Counter()
        self._values: dict[tuple[str, str], set[int]] = {}

    def why(self, address: str) -> str | None:
        """Why the address is not worth asking for, in English; None when it is. Each call counts the address."""
        parts = urlsplit(address)
        segments = [unquote(segment).lower() for segment in parts.path.split("/") if segment]
        pairs = parse_qsl(parts.query, keep_blank_values=True)
        names = [name.lower() for name, _ in pairs]
        searches = any(name in _SEARCH_NAME and "/" not in value for name, value in pairs)
        if searches or _ACTING_PATH.search(parts.path) or any(_IDLE_NAME.match(name) for name in names):
            return "does something or shows the same page again"
        if len(segments) > _MOST_SEGMENTS or repeats_itself(segments):
            return "a path that repeats itself"
        if len(pairs) > _MOST_PARAMETERS:
            return "too many parameters"
        dated = any(_DATED_NAME.search(name) for name in names) or bool(_DATED_PATH.search(parts.path))
        if dated and self._is_far(f"{parts.path}?{parts.query}"):
            return "a calendar far from today"
        shape = f"{parts.netloc}{re.sub(r'[0-9]+', '#', parts.path)}?{'&'.join(sorted(names))}"
        self._shapes[shape] += 1
        if dated and self._shapes[shape] > _MOST_DATED:
            return "a calendar without end"
        if len(pairs) > 1 and self._multiplies(shape, pairs):
            return "filters without end"
        return None

    def _multiplies(self, shape: str, pairs: list[tuple[str, str]]) -> bool:
        most = 0
        for name, value in pairs:
            values = self._values.setdefault((shape, name), set())
            values.add(hash(value))
            most = max(most, len(values))
        return self._shapes[shape] > _MOST_COMBINED and 2 * most < self._shapes[shape]

    def _is_far(self, text: str) -> bool:
        years = [int(found) for found in _YEAR.findall(text)]
        return any(year > self._this_year + _YEARS_AHEAD or year < self._this_year - _YEARS_BEHIND for year in years)


def repeats_itself(segments: list[str]) -> bool:
    """« a/b/a/b/a/b » or one segment three times: a relative link that goes on from itself."""
    if any(count > 2 for count in Counter(segments).values()):
        return True
    for size in range(1, len(segments) // 2 + 1):
        for start in range(len(segments) - 2 * size + 1):
            first, second = segments[start : start + size], segments[start + size : start + 2 * size]
            if size > 1 and first == second:
                return True
    return False
