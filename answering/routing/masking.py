"""Masks what a question gives away of a person, before it is searched, kept, logged or sent to any model.

What the commune itself publishes in its profile (the number of a service, its address) is no secret and stays.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from domain.answer import Question
from domain.personal import PersonalKind
from domain.profile import CommuneProfile
from french.own_details import own_details
from french.typed_span import flat
from prompts import catalogue

_MASK = re.compile(r"\[(?:" + "|".join(re.escape(kind.value) for kind in PersonalKind) + r")\]")
# Letters and figures of a public address or number: fewer are found in the profile by chance.
_LEAST_PUBLIC = 6
_BARE = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Masked:
    """A text without personal data, and the kinds of what was masked, each once, in order."""

    text: str
    kinds: tuple[PersonalKind, ...] = ()


def mask(text: str, profile: CommuneProfile) -> Masked:
    """``text`` with « [nom] », « [téléphone] »… in place of personal data."""
    public = _bare(" ".join(_published(profile)))
    pieces: list[str] = []
    kinds: list[PersonalKind] = []
    position = 0
    for start, end, kind in own_details(text):
        bare = _bare(text[start:end])
        if kind is not PersonalKind.NAME and len(bare) >= _LEAST_PUBLIC and bare in public:
            continue
        pieces += [text[position:start], kind.mask]
        kinds.append(kind)
        position = end
    pieces.append(text[position:])
    return Masked(text="".join(pieces), kinds=tuple(dict.fromkeys(kinds)))


def mask_question(question: Question, profile: CommuneProfile) -> tuple[Question, tuple[PersonalKind, ...]]:
    """The question and its history masked, and the kinds masked in the question itself."""
    masked = mask(question.text, profile)
    history = tuple(mask(text, profile).text for text in question.history)
    return replace(question, text=masked.text, history=history), masked.kinds


def without_masks(question: Question) -> Question:
    """The question without its masks: « [adresse] » must not bring what the documents say of addresses."""
    return replace(question, text=_bared(question.text), history=tuple(map(_bared, question.history)))


def told(kinds: tuple[PersonalKind, ...]) -> tuple[str, ...]:
    """The sentence that tells what was masked; none when nothing was."""
    if not kinds:
        return ()
    named = ", ".join(catalogue.text(f"masked.{kind.name.lower()}") for kind in kinds)
    return (catalogue.text("notice.masked", what=named),)


def _bared(text: str) -> str:
    return " ".join(_MASK.sub(" ", text).split()) or text


def _published(profile: CommuneProfile) -> Iterator[str]:
    yield from (profile.siret or "", profile.siren or "", profile.website or "")
    for service in profile.services:
        yield from (service.name, service.phone or "", service.email or "", *service.address)


def _bare(text: str) -> str:
    return _BARE.sub("", flat(text))
