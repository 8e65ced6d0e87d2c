"""A legal reference as a délibération writes it, in one normal form: the keys of docs/legal-keys.md."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReferenceKind(StrEnum):
    """What is referred to."""

    ARTICLE = "article"
    """An article of a code, or a range of them."""
    CODE = "code"
    """A code as a whole: none of its articles is named."""
    LOI = "loi"
    ORDONNANCE = "ordonnance"
    DECRET = "decret"
    ARRETE = "arrete"
    CIRCULAIRE = "circulaire"
    UE = "ue"
    CONSTITUTION = "constitution"
    DELIBERATION = "deliberation"
    AVIS = "avis"
    CONVENTION = "convention"
    NON_TEXTE = "non_texte"
    """What a visa cites that is no legal text: a budget, a table of posts."""


class ReferenceFlag(StrEnum):
    """What had to be put right to read it."""

    OCR = "ocr"
    """Characters were misread: ``np2000-321``."""
    HYPHEN_LOST = "hyphen_lost"
    """``loi n° 8453``."""
    WRONG_DATE = "wrong_date"
    """Number and nickname agree, the written date does not."""
    WRONG_NUMBER = "wrong_number"
    CODE_MISSING = "code_missing"
    """An article whose code is not named in the line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalReference:
    """One reference found in a text: ``text[start:end] == surface``, offsets in code points.

    ``key`` is its normal form (``cgct:L2122-22:4°``, ``loi:2015-991``). For an article, ``code`` is the short name of
    its code (None when the text does not name it), ``number`` its number (``L2122-22``), ``until`` the other end of a
    range, ``and_following`` whether « et suivants » is said, ``subdivisions`` point, paragraph, alinéa, in order. For
    another text, ``number`` is its number, ``signed_on`` the date as written, ``articles`` the articles of it that
    are cited. ``alternatives`` are other keys that the same words admit (a date for a number, the form as written).
    """

    kind: ReferenceKind
    key: str
    surface: str
    start: int
    end: int
    code: str | None = None
    number: str | None = None
    until: str | None = None
    and_following: bool = False
    subdivisions: tuple[str, ...] = ()
    signed_on: date | None = None
    articles: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    flags: frozenset[ReferenceFlag] = frozenset()
