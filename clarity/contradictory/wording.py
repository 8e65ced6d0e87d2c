"""What a stretch of text is about: the stems of its words, without those that tell of no thing in particular."""

import re
from collections.abc import Iterable, Set
from dataclasses import dataclass
from functools import cache
from importlib import resources

from domain.profile import CommuneProfile, Service
from french.analyser import stem_of, stop_words, words
from french.typed_span import AnySpan, flat

# « sans repas », « n'habitent pas », « hors vacances »: the word that follows (or is negated) counts as another.
_WITHOUT = re.compile(r"\b(?:sans|hors) (?:le |la |les |l'|de |d')?(?P<word>[a-z]{3,})")
_NOT = re.compile(r"\bn(?:e |')(?P<word>[a-z]{2,}) (?:pas|plus|jamais)\b")
_LONGEST_FIGURE = 3
"""A number of more digits is a reference (« n° 13406 ») and tells things apart; « 2 » may number a list."""


_UNSAID = 0.25
_SHORTEST_END = 4
"""A stem of four letters is left whole: « ruse » is no « rus »."""
TOWN_HALL = "mair"


@dataclass(frozen=True, slots=True, kw_only=True)
class TownWords:
    """Stems of a commune's own name, which stand on every page, and those by which each of its services is called.

    ``names`` are those of the services' names alone, in the order of the profile, ``called`` those of aliases too.
    ``inside`` are the ranks of those that are found in the town hall: « la mairie » may be any of them.
    """

    name: frozenset[str] = frozenset()
    names: tuple[frozenset[str], ...] = ()
    called: frozenset[str] = frozenset()
    delegated: tuple[frozenset[str], ...] = ()
    inside: frozenset[int] = frozenset()

    def places(self, stems: Set[str]) -> frozenset[str]:
        """Qualifiers of the communes déléguées that ``stems`` name: each has its own town hall, prices and hours."""
        return frozenset(f"at:{'-'.join(sorted(one))}" for one in self.delegated if one and one <= stems)

    def service_of(self, stems: Set[str]) -> int | None:
        """The rank of the service that ``stems`` name best, words of its name that are not said counting against it.

        « la mairie » is not the « mairie annexe », « le service urbanisme de la mairie » no desk. None where none is
        named, or two are as well.
        """
        return next((rank for words in (stems - {TOWN_HALL}, stems) if (rank := self._best(words)) is not None), None)

    def _best(self, stems: Set[str]) -> int | None:
        scored = sorted(
            (
                (len(stems & name) - _UNSAID * len(name - stems), -at)
                for at, name in enumerate(self.names)
                if stems & name
            ),
            reverse=True,
        )
        if not scored or scored[0][0] <= 0 or (len(scored) > 1 and scored[0][0] == scored[1][0]):
            return None
        return -scored[0][1]


def town_words(profile: CommuneProfile) -> TownWords:
    """The words of a profile. Communes déléguées tell things apart and are no part of the name."""
    name = stems_in(" ".join((profile.name, *profile.aliases)))
    names = tuple(stems_in(one.name) - name for one in profile.services)
    aliases = [alias for one in profile.services for alias in one.aliases]
    delegated = tuple(stems_in(one) - name for one in profile.delegated)
    return TownWords(
        name=name,
        names=names,
        delegated=delegated,
        called=frozenset().union(*names, *map(stems_in, aliases)) - name,
        inside=frozenset(rank for rank, one in enumerate(profile.services) if _is_inside(one)),
    )


def _is_inside(service: Service) -> bool:
    """Whether a service is in the town hall, as far as the profile tells: one without an address is thought to be."""
    return not service.address or any(TOWN_HALL in stems_in(line) for line in service.address)


def stems_in(text: str, without: Iterable[AnySpan] = ()) -> frozenset[str]:
    """Stems of ``text`` that tell of something, what ``without`` covers left out; « sans repas » gives « -rep »."""
    line = list(flat(text))
    for span in without:
        line[span.start : span.end] = " " * (span.end - span.start)
    bare = _renamed("".join(line))
    found = {_stem(word) for word in words(bare) if _tells(word)} - neutral_stems()
    denied = {_stem(m["word"]) for pattern in (_WITHOUT, _NOT) for m in pattern.finditer(bare)} & found
    return frozenset((found - denied) | {f"-{stem}" for stem in denied})


def _stem(word: str) -> str:
    """One stem for « examine » and « examinée », « abri » and « abris », which end otherwise without their accents."""
    stem = stem_of(word)
    return stem.removesuffix("s").removesuffix("e") if len(stem) > _SHORTEST_END else stem


def _tells(word: str) -> bool:
    if word[0].isdigit():
        return word.isdigit() and len(word) > _LONGEST_FIGURE and not word.startswith("20")
    return len(word) > 1 and word not in stop_words() and word not in neutral_words()


@cache
def neutral_words() -> frozenset[str]:
    """The words of ``neutral_words.txt``, folded."""
    text = resources.files("clarity.contradictory").joinpath("neutral_words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for written in line.split() for word in words(written))


@cache
def neutral_stems() -> frozenset[str]:
    """Their stems."""
    return frozenset(map(_stem, neutral_words()))


def _renamed(line: str) -> str:
    """``line`` with one name for what has several."""
    pattern, names = _renamings()
    return pattern.sub(lambda m: names[m.lastindex or 0], line)


@cache
def _renamings() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """All forms of ``same_words.txt`` at once, one group a line, and the name kept for each group."""
    text = resources.files("clarity.contradictory").joinpath("same_words.txt").read_text(encoding="utf-8")
    pairs = [line.partition(":") for line in text.splitlines() if line.strip() and not line.startswith("#")]
    forms = ("|".join(form.strip() for form in listed.split(",")) for _, _, listed in pairs)
    pattern = "|".join(f"({one})" for one in forms)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])"), ("", *(name.strip() for name, _, _ in pairs))
