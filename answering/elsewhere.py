"""A place that the question joins to the very thing it asks about: « la salle des fêtes d'Aubrin ».

What the commune's own documents say of their hall is no answer about the hall of another commune. Only a name joined to
the thing counts: « je suis né à Vaux », « ma cousine d'Aubrin » say who asks. Pure.
"""

from answering.things import words_of_things
from french.analyser import stem_of
from french.known_words import is_known
from french.typed_words import TypedWord, typed_words

_JOINING = frozenset({"de", "d", "du", "des", "a", "au", "aux"})
_ARTICLES = frozenset({"la", "le", "l", "les"})
SHORTEST_NAME = 4


def places_of_things(question: str) -> frozenset[str]:
    """Stems of the names joined to a thing that the question names; what is no French word is a name here, too."""
    things = words_of_things(question)
    typed = typed_words(question)
    found = (
        _place_after(typed[number + 1 :]) for number, word in enumerate(typed) if word.folded.rstrip("sx") in things
    )
    return frozenset(stem_of(word.folded) for word in found if word is not None)


def _place_after(following: list[TypedWord]) -> TypedWord | None:
    if not following or following[0].folded not in _JOINING:
        return None
    rest = following[1:]
    place = next(iter(rest[1:] if rest and rest[0].folded in _ARTICLES else rest), None)
    if place is None or len(place.folded) < SHORTEST_NAME or not place.folded.isalpha():
        return None
    return place if place.is_name or not is_known(place.folded) else None
