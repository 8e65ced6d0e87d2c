"""What a question's misspelt words are searched as: words of the index's own passages, and abbreviations spelt out.

Only a word that nobody knows is corrected: not the passages, not French (``french/known_words.py``), and that does not
look like a name. Candidates are the words one slip away, else those that sound the same; the choice never depends on
the order of a set. The two together leave correct words alone: see ``python -m eval.ablation``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from french.abbreviations import abbreviations
from french.analyser import stem_of, stop_words
from french.edits import one_slip_away
from french.known_words import LONG_STEM, is_known
from french.langid_language import is_surely_foreign
from french.sound import sound
from french.typed_words import TypedWord, replaced, typed_words
from retriever.aids import ALL_AIDS, Aid
from retriever.corpus_words import CorpusWords

SHORTEST_CORRECTED = 4
"""Letters. A word of three has a dozen neighbours, and is an acronym as often as a word."""

MOST_CORRECTED = 24
"""Unknown words looked up in one question; one that has more is no question, and each has hundreds of neighbours."""

_KNOWN_ABBREVIATION = 2
"""Passages that must hold an abbreviation for it to be a word of the commune's own."""

_LENGTH_APART = 3
"""Letters more or less that a word of the same sound may have: « ki » is « qui », nothing has six silent letters."""

_ELIDED = ("qu", "l", "d", "j", "m", "t", "s", "c", "n")
_ARTICLES = ("qu", "l", "d")
"""What may stand glued before a word that is itself misspelt; with the others « nazis » would be « n'avis »."""

_VOWELS = frozenset("aeiouyh")


@dataclass(frozen=True, slots=True, kw_only=True)
class Respelling:
    """``text`` is what is searched; ``corrections`` and ``abbreviations`` give what folded typed words became."""

    text: str
    corrections: Mapping[str, str] = field(default_factory=dict)
    abbreviations: Mapping[str, str] = field(default_factory=dict)

    @property
    def changes(self) -> dict[str, str]:
        """Both, together."""
        return {**self.abbreviations, **self.corrections}


def respelt(text: str, words: CorpusWords, holding: Mapping[str, int], aids: frozenset[Aid] = ALL_AIDS) -> Respelling:
    """``text`` with its misspelt words corrected; ``holding`` is how many passages hold each stem."""
    corrections: dict[str, str] = {}
    spelt_out: dict[str, str] = {}
    seen: set[str] = set()
    looked_up = 0
    for word in typed_words(text) if words else ():
        if word.folded in seen or looked_up >= MOST_CORRECTED:
            continue
        seen.add(word.folded)
        known_by = _passages_holding(word.folded, words, holding)
        meaning = abbreviations().get(word.folded) if Aid.ABBREVIATIONS in aids else None
        if meaning and known_by < _KNOWN_ABBREVIATION and word.folded not in stop_words() and not word.is_name:
            spelt_out[word.folded] = meaning
        elif Aid.CORRECTOR in aids and not known_by and _may_be_misspelt(word):
            looked_up += 1
            if found := _nearest(word, words):
                corrections[word.folded] = words.written(found)
    if corrections and is_surely_foreign(text):
        corrections = {}  # « How do I take part… » is not French misspelt
    changed = replaced(text, {**spelt_out, **corrections})
    return Respelling(text=changed, corrections=corrections, abbreviations=spelt_out)


def _passages_holding(folded: str, words: CorpusWords, holding: Mapping[str, int]) -> int:
    """How many passages hold a word or another of its stem; a stem of two or three letters tells no longer word."""
    stem = stem_of(folded)
    is_told = len(stem) >= LONG_STEM or stem == folded or words.rank(folded) is not None
    return holding.get(stem, 0) if is_told else 0


def _may_be_misspelt(word: TypedWord) -> bool:
    is_word = len(word.folded) >= SHORTEST_CORRECTED and word.folded.isalpha()
    return is_word and not word.is_name and not is_known(word.folded)


def _nearest(word: TypedWord, words: CorpusWords) -> str | None:
    """The word that ``word`` misspells, folded; None when the passages hold none near."""
    for rest in _without(_ELIDED, word.folded):
        if words.rank(rest) is not None:
            return rest
    spellings = (word.folded, *_without(_ARTICLES, word.folded))
    return next((near for spelling in spellings if (near := _near(spelling, words))), None)


def _without(elided: Iterable[str], folded: str) -> Iterator[str]:
    """« lecole » may be « ecole », « quinscription » « inscription »: the apostrophe was left out."""
    for article in elided:
        rest = folded.removeprefix(article)
        if rest != folded and len(rest) >= SHORTEST_CORRECTED and rest[0] in _VOWELS:
            yield rest


def _near(folded: str, words: CorpusWords) -> str | None:
    """The best of the words one slip away, else of those that sound the same.

    Both at once, nDCG@10 of the three arms loses .004 with slips on cnil, 0 on spf, .001 on piaf; with text messages it
    gains .004, loses .003 and .001.
    """
    slips = {found for found in one_slip_away(folded) if words.rank(found) is not None}
    return _best(slips, folded, words) or _best(_alike(folded, words), folded, words)


def _alike(folded: str, words: CorpusWords) -> list[str]:
    found = [one for key in _keys(folded) for one in words.sounding(key)]
    return [one for one in found if len(one) >= SHORTEST_CORRECTED and abs(len(one) - len(folded)) <= _LENGTH_APART]


def _keys(folded: str) -> set[str]:
    """Of the word as it is, and with the last « e », not heard, that text messages leave out (« ekip »)."""
    return {sound(folded), sound(folded + "e")}


def _best(candidates: Iterable[str], folded: str, words: CorpusWords) -> str | None:
    """One that sounds the same first, then one that begins the same, then the most frequent, then the alphabet."""
    keys = _keys(folded)

    def order(found: str) -> tuple[bool, bool, int, str]:
        return sound(found) not in keys, found[0] != folded[0], words.rank(found) or 0, found

    return min(candidates, key=order, default=None)
