"""Who is named in a document and in what standing, judged over all of it; what is masked of it. Pure.

A councillor is called « M. Perrin » on page 9 and introduced on page 1; a neighbour of the same surname may sell a
parcel on page 12. So names are first read one by one with the words around them, then together.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from french.people_words import given_names, people_words
from french.person_names import Civility, PersonName, find_person_names
from french.person_standing import Standing, standing_of
from french.roll_calls import opens_roll, roll_lines
from french.typed_span import flat

SHORTEST_ECHO = 4
"""Letters of a surname that is masked wherever it comes back, without civility: « Ré », « Roy » are words too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedText:
    """A text of a document and the headings over it. ``is_page`` tells a site's page or a bulletin from an act."""

    text: str
    headings: tuple[str, ...] = ()
    is_page: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPerson:
    """A name in one of the texts, and whether it is masked."""

    index: int
    start: int
    end: int
    standing: Standing
    is_masked: bool


@dataclass(slots=True)
class _Known:
    """What the document says of the bearers of one surname in office."""

    givens: set[str] = field(default_factory=set)
    civilities: set[Civility] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Read:
    index: int
    name: PersonName
    standing: Standing


def find_people(texts: Sequence[NamedText], keep: Iterable[str] = (), mask: Iterable[str] = ()) -> list[FoundPerson]:
    """Every person named, in order. Names in ``keep`` are never masked, those in ``mask`` always are."""
    read = [_Read(index, *found) for index, one in enumerate(texts) for found in _names_of(one)]
    offices = _offices(read)
    kept, masked = {_key(name) for name in keep}, {_key(name) for name in mask}
    found = [_judged(texts, one, offices, kept, masked) for one in read]
    residents = {
        one.name.surname
        for one, judged in zip(read, found, strict=True)
        if judged.is_masked and (one.name.civility is not Civility.NONE or judged.standing is Standing.PRIVATE)
    }
    echoes = {surname for surname in residents if surname not in offices and len(surname) >= SHORTEST_ECHO}
    found += _echoes(texts, found, echoes | masked, kept)
    return sorted(found, key=lambda person: (person.index, person.start))


def _names_of(one: NamedText) -> Iterator[tuple[PersonName, Standing]]:
    """Names of a text, those of a roll in office unless the words around say otherwise."""
    names = find_person_names(one.text)
    if not names:
        return
    rolls = roll_lines(one.text, names, opened=any(opens_roll(heading) for heading in one.headings[-1:]))
    for name in names:
        standing = _standing(one, name)
        in_roll = rolls[one.text.count("\n", 0, name.begins)]
        if in_roll and standing in (Standing.UNKNOWN, Standing.PRIVATE) and name.civility is not Civility.FAMILY:
            standing = Standing.OFFICE
        yield name, standing


def _standing(one: NamedText, name: PersonName) -> Standing:
    line_start = one.text.rfind("\n", 0, name.begins) + 1
    line_end = one.text.find("\n", name.end)
    line_end = line_end if line_end >= 0 else len(one.text)
    if not one.text[name.end : line_end].strip(" ,:-–"):
        # « Madame Anne Perrin, ⏎ Maire de Valbrune »: a card sets the role under the name.
        next_end = one.text.find("\n", line_end + 1)
        line_end = next_end if next_end >= 0 else len(one.text)
    if not one.text[line_start : name.begins].strip(" -•–"):
        # « Le ministre de l'intérieur, ⏎ ANNE PERRIN »: a signature sets the role over the name.
        before_start = one.text.rfind("\n", 0, max(line_start - 1, 0)) + 1
        if one.text[before_start:line_start].rstrip().endswith((",", ":")):
            line_start = before_start
    line = one.text[line_start:line_end].replace("\n", " ")
    moved = PersonName(
        begins=name.begins - line_start,
        start=name.start - line_start,
        end=name.end - line_start,
        civility=name.civility,
        given=name.given,
        surname=name.surname,
        is_plain=name.is_plain,
    )
    standing = standing_of(line, moved)
    if standing is not Standing.UNKNOWN:
        return standing
    return _by_headings(one)


def _by_headings(one: NamedText) -> Standing:
    headings = flat(" / ".join(one.headings[-2:]))
    words = people_words()
    if re.search(rf"\b(?:{words.private_headings})\b", headings):
        return Standing.PRIVATE
    if one.is_page and re.search(rf"\b(?:{words.official_headings}|{words.trade_headings})\b", headings):
        return Standing.OFFICE
    return Standing.UNKNOWN


def _offices(read: Sequence[_Read]) -> dict[str, _Known]:
    """Surnames borne by someone in office, with the given names and civilities under which they are."""
    known: dict[str, _Known] = {}
    for one in read:
        if one.standing is Standing.OFFICE and one.name.surname:
            bearer = known.setdefault(one.name.surname, _Known())
            bearer.givens.update(one.name.given[:1])
            bearer.civilities.add(one.name.civility)
    return known


def _judged(
    texts: Sequence[NamedText], one: _Read, offices: dict[str, _Known], kept: set[str], masked: set[str]
) -> FoundPerson:
    name, standing = one.name, one.standing
    written = _key(texts[one.index].text[name.start : name.end])
    if written in kept or name.surname in kept:
        is_masked = False
    elif written in masked:
        is_masked = True
    elif standing in (Standing.PLACE, Standing.LAW, Standing.OFFICE):
        is_masked = False
    elif name.civility is Civility.FAMILY:
        is_masked = True
    elif _is_in_office(name, offices):
        is_masked = False
    else:
        is_masked = standing is Standing.PRIVATE or not name.is_plain
    return FoundPerson(index=one.index, start=name.start, end=name.end, standing=standing, is_masked=is_masked)


def _is_in_office(name: PersonName, offices: dict[str, _Known]) -> bool:
    """Whether the name can be that of someone whom the document shows in office: no other given name, no other sex."""
    known = offices.get(name.surname)
    if known is None:
        return False
    given = name.given[0] if name.given else ""
    if given and known.givens:
        return any(_is_same_given(given, other) for other in known.givens)
    sexes = known.civilities & {Civility.MAN, Civility.WOMAN}
    return not sexes or name.civility not in (Civility.MAN, Civility.WOMAN) or name.civility in sexes


def _is_same_given(one: str, other: str) -> bool:
    if one.endswith(".") or other.endswith("."):
        return one[0] == other[0]
    return one == other or one.replace("-", " ") == other.replace("-", " ")


def _echoes(
    texts: Sequence[NamedText], found: Sequence[FoundPerson], surnames: set[str], kept: set[str]
) -> Iterator[FoundPerson]:
    """A resident's surname that comes back alone: « Contentieux PERRIN », « la parcelle Perrin »."""
    wanted = sorted((name for name in surnames if name not in kept), key=len, reverse=True)
    if not wanted:
        return
    pattern = re.compile(rf"(?<![\w'-])(?:{'|'.join(map(re.escape, wanted))})(?![\w-])")
    taken: dict[int, list[FoundPerson]] = {}
    for person in found:
        taken.setdefault(person.index, []).append(person)
    for index, one in enumerate(texts):
        folded = flat(one.text)
        for match in pattern.finditer(folded):
            start, end = match.span()
            word = one.text[start:end]
            is_free = all(end <= person.start or start >= person.end for person in taken.get(index, ()))
            name = PersonName(
                begins=start, start=start, end=end, civility=Civility.NONE, given=(), surname=match.group()
            )
            is_name = word.isupper() or (word[0].isupper() and match.group() not in given_names())
            if is_free and is_name and _standing(one, name) is not Standing.PLACE:
                yield FoundPerson(index=index, start=start, end=end, standing=Standing.PRIVATE, is_masked=True)


def _key(name: str) -> str:
    return " ".join(flat(name).split())
