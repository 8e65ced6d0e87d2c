"""Addresses still to ask for, nearest first, each page once; and the words of the links that lead to them."""

from collections import Counter, deque
from dataclasses import dataclass

from ingest.sites.link_words import better_words, telling_words
from ingest.sites.reach import Reach
from ingest.sites.received import may_be_document
from ingest.sites.traps import Traps
from ingest.sites.web_address import page_key

MOST_KNOWN = 200_000
MOST_WAITING = 50_000
"""A page with links by the million fills no memory: what comes after is cut and counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """An address to ask for, ``depth`` links away from the start."""

    address: str
    depth: int


class Frontier:
    """What was found and where. ``cut`` counts, by reason, the addresses that will not be asked for."""

    def __init__(
        self, reach: Reach, this_year: int, most_waiting: int = MOST_WAITING, most_known: int = MOST_KNOWN
    ) -> None:
        self._most_waiting, self._most_known = most_waiting, most_known
        self.cut: Counter[str] = Counter()
        self._reach = reach
        self._traps = Traps(this_year)
        self._waiting: deque[Target] = deque()
        self._seen: set[str] = set()
        self._words: dict[str, tuple[str, str]] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    def offer(self, address: str, depth: int, *, is_certain: bool = False) -> bool:
        """Add an address found; False when it was known or is not worth asking for.

        One that is certain (the start, a page of a former run) is asked for whatever it looks like.
        """
        key = page_key(address)
        if key in self._seen:
            return False
        if len(self._seen) >= self._most_known and not is_certain:
            self.cut["too many addresses"] += 1
            return False
        self._seen.add(key)
        why = None if is_certain else self._refusal(address)
        if why is not None:
            self.cut[why] += 1
            return False
        self._waiting.append(Target(address=address, depth=depth))
        return True

    def again(self, target: Target) -> None:
        """Put back an address whose host was busy."""
        self._waiting.appendleft(target)

    def next(self) -> Target | None:
        """The nearest address; None when there is no more."""
        return self._waiting.popleft() if self._waiting else None

    def say(self, address: str, text: str, page_title: str) -> bool:
        """A link with these words, on a page of this title, leads there; True when they tell more than before."""
        key, words = page_key(address), telling_words(text)
        former = self._words.get(key, ("", ""))
        if better_words(former[0], words) == former[0] and (former[1] or not page_title):
            return False
        if len(self._words) < self._most_waiting:
            self._words[key] = (words or former[0], page_title)
        return True

    def words(self, address: str) -> tuple[str, str]:
        """(words of the best link, title of its page), empty when no link tells anything."""
        return self._words.get(page_key(address), ("", ""))

    def _refusal(self, address: str) -> str | None:
        if not self._reach.allows(address):
            return "on another host"
        if not may_be_document(address):
            return "a picture, a style or an archive"
        if len(self._waiting) >= self._most_waiting:
            return "too many addresses"
        return self._traps.why(address)
