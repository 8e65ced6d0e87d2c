"""What is known of the law: versions of articles and texts with their days of force, and what replaced them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol


class ForceState(StrEnum):
    """Where an article or a text stands on a day. The words of docs/legal-keys.md."""

    EN_VIGUEUR = "en_vigueur"
    """Applies, never rewritten since."""
    MODIFIE_DEPUIS = "modifie_depuis"
    """Applies on that day; rewritten since."""
    ABROGE = "abroge"
    PAS_ENCORE = "pas_encore"
    INEXISTANT = "inexistant"
    """Never given in a base that covers its code on that day."""
    HORS_BASE = "hors_base"
    """The base does not cover it: nothing can be said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalVersion:
    """One version of an article (``code`` and ``number``) or of a text (``code`` empty, ``number`` its key).

    In force when ``start <= day < end``; ``end`` is None without end. ``legi_id`` is DILA's id when known,
    ``state_word`` its ETAT, which only explains the end. ``changed_by`` is the text that made this version.
    """

    code: str
    number: str
    start: date
    end: date | None
    legi_id: str | None = None
    state_word: str = ""
    changed_by: str = ""
    text: str = ""
    article_id: str = ""
    """Which article it is a version of: one number may have belonged to several. Empty when the base cannot tell."""
    heading: str = ""
    """Headings that it stands under, from the widest: what it is about."""
    text_digest: str = ""
    """Equal for two versions of the same words: moved, not rewritten. Empty when unknown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalText:
    """A law, ordinance or decree by itself. ``key`` is ``loi:84-53``; ``signed_on`` None when unknown.

    ``names`` are its nicknames (« loi NOTRe »).
    """

    key: str
    title: str
    signed_on: date | None
    legi_id: str | None = None
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Replacement:
    """What took over from an article or a text: ``old`` and ``new`` are keys; ``new`` empty when nothing did.

    ``link`` is the kind of link (concordance, transfert, codification, abrogation); ``source`` where that is stated.
    """

    old: str
    new: str
    link: str
    since: date | None
    source: str
    note: str = ""
    """What to beware of, in French, where the fact has a trap."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What a base holds of one code or kind of text: from which day to which its facts are complete."""

    subject: str
    since: date | None
    until: date
    source: str
    is_complete: bool
    """Whether an article that is not there never existed; false for a base of chosen facts."""
    note: str = ""
    """What is known to be missing, in French."""


class LegalBase(Protocol):
    """A base of law, read only. Raises StorageUnavailable when it cannot be read."""

    def coverage(self, subject: str) -> Coverage | None:
        """Of a code's short name, or of ``loi``, ``ordonnance``, ``decret``; None when it holds nothing of it."""
        ...

    def versions(self, code: str, number: str) -> Sequence[LegalVersion]:
        """All versions known of an article (``code`` a short name, or the key of a text) or of a text, by start.

        Of a text as a whole, ``code`` is empty and ``number`` its key. Numbers are compared by ``folded_number``.
        """
        ...

    def replacements(self, key: str) -> Sequence[Replacement]:
        """What took over from an article or a text, best founded first."""
        ...

    def text(self, key: str) -> LegalText | None:
        """A law, ordinance or decree by its key."""
        ...

    def texts_signed_on(self, kind: str, day: date) -> Sequence[LegalText]:
        """The texts of a kind (``loi``…) signed on a day."""
        ...
