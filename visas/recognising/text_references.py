"""References to texts other than codes: a noun, then its number, its day, its nickname, in whatever order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from domain.legal_reference import ReferenceFlag, ReferenceKind
from visas.recognising.folded_text import FoldedText
from visas.recognising.known_texts import FINANCE, Nickname, finance_law, nickname_in
from visas.recognising.text_key import Read, key_of
from visas.recognising.text_nouns import TextNoun, text_nouns
from visas.recognising.text_numbers import (
    TextNumber,
    act_number,
    eu_number,
    joined_law_number,
    law_number,
    nor_number,
    spaced_law_number,
)
from visas.recognising.written_days import WrittenDay, written_days

_LAWS = frozenset({ReferenceKind.LOI, ReferenceKind.ORDONNANCE, ReferenceKind.DECRET})
_NEAR_NUMBER = frozenset({ReferenceKind.AVIS, ReferenceKind.ARRETE, ReferenceKind.CIRCULAIRE})
"""Whose numbers without « n° » stand right after the noun."""

_WINDOW = 260

_STOP = re.compile(
    r"(?P<hard>[;•]|(?<=[a-z]{4})\.\s{1,3}(?=[a-z])|(?<=[0-9])\.\s{1,3}(?=[a-z]{2})|\n[ \t]*\n|\n[ \t]*-\s)"
    r"|\b(?:portant|relati[fv]e?s?"
    r"|modifiant|imposant|fixant|approuvant|autorisant|abrogeant|completant"
    r"|pris(?:es?)?\s(?:en|pour|sur)|prevu[es]*|qui|dont|permettant|creant|instituant|donnant|adoptant|decidant|ordonnant"
    r"|visant|introduisant|obligeant|concernant|notamment|actant|validant|lancant|instaurant|prescrivant|precisant"
    r"|demandant|engageant|intitulee?|complete[es]*\spar|modifie[es]*\spar|decision|sollicitant|considerant|vu|que"
    r"|constatant|acceptant|definissant|disposant|prevoyant|etablissant|attribuant|arretant|retirant|arretee?)\b"
    r"(?!\sinstaur)(?<!qui)|\bqui\b(?!\ss'est\sreuni)"
)
"""Where what a text says begins, and its number and day end: « portant… », « relative à… », « approuvant… »."""

_NOT_SIGNED = re.compile(
    r"(?:compter|partir|effet|jusqu'?\s?au?|terme|echeance|applicables?|vigueur|avant|apres|depuis|au|entre)"
    r"\s{0,2}(?:du|le|au|de)?\s{0,2}(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)?\s{0,2}$"
)
"""« à compter du 1er janvier »: no day of signature."""

_AND = re.compile(
    r"\s{0,2}(?:,|;|&|et|ainsi que)\s{1,2}(?:(?:des?|du|de la|la|le|les|celle|celui|en date)\s{1,2}){0,3}(?=n|[0-9])"
)
_NO_AVIS = re.compile(
    r"\s(?:a\b|d'\s?appel|d'\s?attribution|de\s(?:publicite|marche|vacance|presse)|d'\s?imp|d'\s?insertion|publics?\b"
    r"|au\spublic)"
)
_NO_CONVENTION = re.compile(r"(?:projets?|modeles?|avenants?|signature|objet)\s(?:de|d'|a)\s?(?:la\s)?$")
_CONSTITUTION = re.compile(r"\s{0,2}(?:\s*$|[,;.):]|du\s4\soctobre(?:\s1958)?|francaise|et\b|notamment)")
_OF_EUROPE = re.compile(r"\b(?:ue|ce|cee|euratom|europeen(?:ne)?)\b")
_NOTE = re.compile(r"\s{1,2}(?:de\sservice|ministerielle|d'information|circulaire|du\sministre)")
_HEAD = re.compile(r"(?:\bvu|[•-])\s{0,3}[,:]?\s{0,3}(?:l'|l|la|le|les|larticle)?\s?$")
_CLOSING = re.compile(r"\s?[\")]")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMention:
    """A text at ``start:end`` of the folded text, ``noun_end`` where its noun ends; ``key`` is its normal form."""

    kind: ReferenceKind
    start: int
    end: int
    key: str
    number: str | None = None
    day: date | None = None
    alternatives: tuple[str, ...] = ()
    flags: frozenset[ReferenceFlag] = frozenset()


def text_mentions(folded: FoldedText) -> Iterator[TextMention]:
    """The texts that a folded text names, from left to right."""
    nouns = list(text_nouns(folded.folded))
    aligned = folded.text if folded.offsets is None else "".join(folded.text[at] for at in folded.offsets[:-1])
    for noun, after in zip(nouns, [*nouns[1:], None], strict=False):
        limit = min(len(folded.folded), noun.end + _WINDOW, after.start if after else len(folded.folded))
        yield from _Reading(aligned, folded.folded, noun, limit).mentions()


class _Reading:
    """One noun and what follows it, up to ``limit``; ``stop`` is where its number and day may last stand."""

    def __init__(self, text: str, folded: str, noun: TextNoun, limit: int) -> None:
        self.text, self.folded, self.noun = text, folded, noun
        stop = _STOP.search(folded, noun.end, limit)
        self.limit = stop.start() if stop and stop["hard"] else limit
        self.stop = min(stop.start() if stop else limit, self.limit)

    def mentions(self) -> list[TextMention]:
        kind = self.noun.kind
        if kind is ReferenceKind.UE:
            return self._european()
        if kind is ReferenceKind.CONSTITUTION:
            return self._constitution()
        if self._is_no_text():
            return []
        days = [d for d in self._days(self.noun.end, self.stop) if d.day or kind in _LAWS]
        if self.noun.is_plural and len(days) > 1 and self._number(self.noun.end, days[0].start) is None:
            return self._of_days(days)
        first = self._one(self.noun.start, self.noun.end, self.stop)
        if first is None:
            return self._without_any()
        found = [first]
        while self.noun.is_plural and (more := _AND.match(self.folded, found[-1].end, self.limit)):
            next_one = self._one(more.end(), more.end(), self.limit)
            if next_one is None or next_one.end - more.end() > 60:
                break
            found.append(next_one)
        return found

    def _is_no_text(self) -> bool:
        folded, noun = self.folded, self.noun
        if noun.kind is ReferenceKind.AVIS:
            return _NO_AVIS.match(folded, noun.end) is not None
        if noun.kind is ReferenceKind.CONVENTION:
            return _NO_CONVENTION.search(folded[max(0, noun.start - 24) : noun.start]) is not None
        return noun.word.startswith("note") and not _NOTE.match(folded, noun.end)

    def _days(self, start: int, end: int) -> list[WrittenDay]:
        days = written_days(self.folded, start, end, lists=self.noun.is_plural)
        return [d for d in days if not _NOT_SIGNED.search(self.folded[max(start, d.start - 30) : d.start])]

    def _number(self, start: int, end: int) -> TextNumber | None:
        kind = self.noun.kind
        if kind in _LAWS:
            return law_number(self.folded, start, end, start + 4)
        if kind is ReferenceKind.CONVENTION:
            return None
        nor = nor_number(self.folded, start, end) if kind is ReferenceKind.CIRCULAIRE else None
        found = nor or act_number(self.text, self.folded, start, end, start + 4)
        if found and kind in _NEAR_NUMBER and not found.is_marked and found.start > start + 2:
            return None
        return found

    def _one(self, start: int, begin: int, stop: int) -> TextMention | None:
        """The text read from ``begin`` on, shown from ``start`` on."""
        kind = self.noun.kind
        number = self._number(begin, stop)
        days = self._days(begin, stop)
        day = self._nearest(days, number)
        if number is None and kind in _LAWS:
            number = spaced_law_number(self.folded, begin, stop, day.day if day else None)
        if number is None and kind in _LAWS:
            number = joined_law_number(
                self.folded, begin, day.start if day else stop, begin + 4, day.day if day else None
            )
        if number is None and kind in _LAWS:
            number = self._late_number(begin)
            if number and day is None:
                day = next((d for d in self._days(number.end, self.limit) if d.start < number.end + 20), None)
        if number and day and day.start < number.end and number.start < day.end:
            day = None
        nickname = self._nickname(begin)
        if nickname and not number and not day:
            day = next((d for d in self._days(nickname.end, self.limit) if d.start < nickname.end + 40), None)
        read = Read(
            kind=kind, number=number, day=day.day if day else None, nickname=nickname.text if nickname else None
        )
        found = key_of(read, self.folded[begin : self.limit])
        if found is None:
            return None
        ends = [part.end for part in (number, day) if part] or [begin]
        if nickname and ((not number and not day) or nickname.start < ends[-1]):
            ends.append(nickname.end)
        return TextMention(
            kind=kind,
            start=start,
            end=self._closed(start, max(ends)),
            key=found.key,
            number=found.number,
            day=read.day,
            alternatives=found.alternatives,
            flags=found.flags,
        )

    def _nearest(self, days: list[WrittenDay], number: TextNumber | None) -> WrittenDay | None:
        apart = [d for d in days if number is None or d.end <= number.start or d.start >= number.end]
        return apart[0] if apart else None

    def _late_number(self, begin: int) -> TextNumber | None:
        found = law_number(self.folded, begin, self.limit, begin)
        return found if found and self.folded[found.start] == "n" else None

    def _nickname(self, begin: int) -> Nickname | None:
        if self.noun.kind is not ReferenceKind.LOI:
            return None
        finance = FINANCE.search(self.folded, begin, min(self.limit, begin + 40))
        if finance and (law := finance_law(int(finance[1]))):
            return Nickname(text=law, start=finance.start(), end=finance.end())
        return nickname_in(self.folded, self.noun.kind, self.noun.start, self.limit)

    def _closed(self, start: int, end: int) -> int:
        """Takes in the parenthesis or quote that closes one opened within."""
        inside = self.folded[start:end]
        if inside.count("(") > inside.count(")") or inside.count('"') % 2:
            closing = _CLOSING.match(self.folded, end)
            return closing.end() if closing else end
        return end

    def _of_days(self, days: list[WrittenDay]) -> list[TextMention]:
        found = []
        for at, day in enumerate(days):
            one = key_of(Read(kind=self.noun.kind, number=None, day=day.day, nickname=None), "")
            if one:
                start = self.noun.start if at == 0 else day.start
                found.append(
                    TextMention(
                        kind=self.noun.kind, start=start, end=day.end, key=one.key, number=one.number, day=day.day,
                        alternatives=one.alternatives, flags=one.flags,
                    )
                )  # fmt: skip
        return found

    def _without_any(self) -> list[TextMention]:
        """An opinion or a convention that a visa cites without its day."""
        noun = self.noun
        if noun.kind not in {ReferenceKind.AVIS, ReferenceKind.CONVENTION}:
            return []
        if not _HEAD.search(self.folded[max(0, noun.start - 14) : noun.start]) or noun.start == 0:
            return []
        return [TextMention(kind=noun.kind, start=noun.start, end=noun.end, key=f"{noun.kind.value}:sd")]

    def _european(self) -> list[TextMention]:
        noun = self.noun
        kind = ReferenceKind.UE
        number = eu_number(self.folded, noun.end, min(self.limit, noun.end + 90))
        if number and (noun.word.startswith("dir") or _OF_EUROPE.search(self.folded, noun.end, number.end + 6)):
            suffix = re.compile(r"\s?/\s?(?:ue|ce|cee)\b").match(self.folded, number.end)
            end = suffix.end() if suffix else number.end
            day = next((d for d in self._days(end, self.limit) if d.start < end + 60), None)
            key = f"ue:{number.number}"
            return [
                TextMention(
                    kind=kind, start=noun.start, end=day.end if day else end, key=key, number=number.number,
                    day=day.day if day else None,
                )
            ]  # fmt: skip
        start = noun.start if noun.word == "rgpd" else noun.end
        nickname = nickname_in(self.folded, kind, noun.start if noun.word != "rgpd" else start, noun.end + 70)
        if noun.word == "rgpd" or nickname:
            key = nickname.text.key if nickname else "ue:2016/679"
            return [
                TextMention(
                    kind=kind, start=noun.start, end=max(noun.end, nickname.end if nickname else 0), key=key,
                    number=key[3:],
                )
            ]  # fmt: skip
        return []

    def _constitution(self) -> list[TextMention]:
        after = _CONSTITUTION.match(self.folded, self.noun.end)
        before = self.folded[max(0, self.noun.start - 4) : self.noun.start]
        if after is None or not before.endswith("la "):
            return []
        end = after.end() if after[0].strip().startswith(("du", "francaise")) else self.noun.end
        return [TextMention(kind=ReferenceKind.CONSTITUTION, start=self.noun.start, end=end, key="constitution")]
