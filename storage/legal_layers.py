"""Several legal bases as one: what was loaded answers first, the shipped facts fill what it lacks."""

from collections.abc import Sequence
from datetime import date

from domain.legal_base import Coverage, LegalBase, LegalText, LegalVersion, Replacement


class LayeredLegalBase:
    """The ``LegalBase`` port over bases in order of authority. Raises what they raise."""

    def __init__(self, bases: Sequence[LegalBase]) -> None:
        self._bases = tuple(bases)

    def coverage(self, subject: str) -> Coverage | None:
        return next((found for base in self._bases if (found := base.coverage(subject)) is not None), None)

    def versions(self, code: str, number: str) -> Sequence[LegalVersion]:
        # Whole from one base: two bases' versions of an article would overlap.
        return next((found for base in self._bases if (found := base.versions(code, number))), ())

    def replacements(self, key: str) -> Sequence[Replacement]:
        found: dict[str, Replacement] = {}
        for base in self._bases:
            for one in base.replacements(key):
                found.setdefault(one.new, one)
        return list(found.values())

    def text(self, key: str) -> LegalText | None:
        known = [text for base in self._bases if (text := base.text(key)) is not None]
        if not known:
            return None
        first = known[0]
        names = tuple(dict.fromkeys(name for text in known for name in text.names))
        return LegalText(
            key=first.key, title=first.title, signed_on=first.signed_on, legi_id=first.legi_id, names=names
        )

    def texts_signed_on(self, kind: str, day: date) -> Sequence[LegalText]:
        found: dict[str, LegalText] = {}
        for base in self._bases:
            for text in base.texts_signed_on(kind, day):
                found.setdefault(text.key, text)
        return list(found.values())
