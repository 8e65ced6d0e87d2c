"""Names of a sentence, of people, places, services and firms: all of their words are the document's."""

import re
from collections.abc import Iterator

from answering.verifying.coverage import ways_given
from answering.verifying.read_text import ReadText, blanked
from answering.verifying.verified import Lack, Trusted, Unsupported
from french.analyser import stems
from french.analyser import words as words_of
from french.known_words import is_known
from french.typed_span import FactKind, flat
from french.wording import content_stems, said_by, same_word, stands_for, wording

# « Saint-Gervin », « Isol’Avenir », « CCAS »; where a sentence begins, only when another follows (« Odile Perrin »).
_NAME = re.compile(r"(?<!\d)(?:[A-ZÀ-Þ][\w’'\-]*\w|[A-ZÀ-Þ]{2,})")
_NAMES = re.compile(rf"(?:{_NAME.pattern})(?: (?:(?:de|du|des|d’|d'|la|le|les|et) ?)*(?:{_NAME.pattern}))*")
_BEGINS = re.compile(r"(?:^|[.!?:;«\"(]\s*|\n\s*(?:- )?)$")
# « service urbanisme », « salle des fêtes », « agence postale »: the words after the head tell which one.
_PLACE = re.compile(
    r"\b(?P<head>services?|agence|regie|bureau|direction|pole|guichet|societe|entreprise|club|centre|salle|gymnase|stade"
    r"|place|rue|avenue|boulevard|chemin|impasse|allee|quai|maison|espace|parc|association|syndicat|communaute|office"
    r"|caisse|conseil|relais|point|foyer|residence|ecole|college|lycee)s? "
    r"(?P<of>de la |de l'|des? |du |d'|aux? |a la )?"
    r"(?P<word>[a-z][a-z'\-]{2,})"
)
_AT_TOWN_HALL = re.compile(
    r"\b(?:a la|en|aupres de la|a votre) mairie\b|\baccueil de la mairie\b"
    r"|\bmairie (?:\w+ )?(?:ouvr|ferm|est (?:ouv|ferm))"
)
"""A place to go to, or its hours; « la mairie vous donne » only says who."""

_BY = re.compile(r"(?P<does>[a-z]{4,}) par (?:le |la |les |l'|un |une |des |son |sa )?(?P<who>[a-z]{3,})")
_TO = re.compile(
    r"(?P<does>(?:vers|remis|transmi|adress|envoy|donn|confi|rembours)[a-z]*) (?:directement |ensuite )?"
    r"(?:a la |a l'|aux? )(?P<who>[a-z]{3,})"
)
_NEVER_NAMES = frozenset({"tva", "ttc", "ht", "pdf", "madame", "monsieur", "mme", "mairie", "commune", "internet"})


def unsupported_names(sentence: ReadText, known: ReadText, trusted: Trusted) -> Iterator[Lack]:
    """Names and named places of ``sentence`` that ``known`` does not hold, and decisive words that it does not say."""
    written = frozenset(stems(known.text))
    vouched = frozenset(stem for name in trusted.names for stem in stems(name))
    for m in _NAMES.finditer(sentence.text):
        words = m.group()
        first, _, rest = words.partition(" ")
        if rest and _BEGINS.search(sentence.text[: m.start()]) and not content_stems(first):
            words = rest  # « Quand Villechaume est fermée »
        if (
            _BEGINS.search(sentence.text[: m.start()])
            and len(re.findall(_NAME, words)) == 1
            and not words[1:2].isupper()
            and all(is_known(word) or word.endswith("ez") for word in words_of(words))
        ):
            continue  # « Sortez »; not « Herbaudin »
        lacking = [s for s in stems(words) if s not in written and s not in vouched and s not in _NEVER_NAMES]
        if any(not _is_written(stem, written) for stem in lacking):
            yield Lack(kind=Unsupported.NAME, words=words)
    yield from _places(sentence, known)
    yield from _agents(_BY, sentence, known)
    yield from _agents(_TO, sentence, known)
    timed = [fact for fact in sentence.facts if fact.kind in (FactKind.DAYS, FactKind.PERIOD, FactKind.DATE)]
    said = frozenset(words_of(blanked(sentence.text, timed)))
    for word in sorted(said & wording().decisive):
        kin = wording().kin.get(word, frozenset()) | frozenset(stems(word))
        if not any(same_word(stem, other) or stem in vouched for stem in kin for other in written):
            yield Lack(kind=Unsupported.NAME, words=word)
    for word in sorted(said & wording().channels):
        given = ways_given(known) | known.stems
        if not any(stem in given or stands_for(stem, given) for stem in content_stems(word)):
            yield Lack(kind=Unsupported.NAME, words=word)
    if _AT_TOWN_HALL.search(flat(sentence.text)) and not written & {"mair"} and "mair" not in vouched:
        yield Lack(kind=Unsupported.NAME, words="mairie")


def _is_written(stem: str, written: frozenset[str]) -> bool:
    """« LES TILLEULS » and « Tilleul » are one name."""
    return len(stem) >= 5 and any(one.startswith(stem) or (len(one) >= 5 and stem.startswith(one)) for one in written)


def _agents(told: re.Pattern[str], sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    """« fourni par la commune » of « par les familles », « versée au jeune » of « versée à l’auto-école »."""
    there = [(content_stems(m["does"]), content_stems(m["who"])) for m in told.finditer(flat(known.text))]
    for m in told.finditer(flat(sentence.text)):
        does, who = content_stems(m["does"]), content_stems(m["who"])
        others = [names for done, names in there if done and does and same_word(done[0], does[0])]
        if who and others and not any(said_by(who[0], names) for names in others):
            yield Lack(kind=Unsupported.NAME, words=sentence.text[m.start() : m.end()])


def _places(sentence: ReadText, known: ReadText) -> Iterator[Lack]:
    for m in _PLACE.finditer(flat(sentence.text)):
        for stem in content_stems(m["word"]):
            if not said_by(stem, known.stems) and (m["of"] or m["head"] in ("service", "agence", "bureau")):
                yield Lack(kind=Unsupported.NAME, words=sentence.text[m.start() : m.end()])
