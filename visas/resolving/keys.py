"""What a key asks the base for: an article of a code, an article of a text, a text, a code."""

import re
from dataclasses import dataclass

from domain.legal_codes import code_named
from domain.legal_number import article_number

TEXT_KINDS = ("loi", "ordonnance", "decret", "circulaire")
"""Kinds of texts that a legal base may hold; orders and acts of the commune are known elsewhere."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing to look up. ``code`` is a short name, the key of a text for its articles, or empty for a text."""

    key: str
    code: str
    number: str

    @property
    def subject(self) -> str:
        """Whose coverage decides what an absence means."""
        return (self.code or self.number).partition(":")[0]


def targets_of(key: str) -> tuple[Target, ...]:
    """What a key of docs/legal-keys.md asks for: both ends of a range, an article without its subdivisions.

    ``cgct:L2224-7..L2224-12-5`` gives two; ``loi:84-53#34`` the article of a law; ``code:cgct`` the code; empty for
    what no legal base holds (``deliberation:…``, ``?:L2122-22``).
    """
    subject, _, rest = key.partition(":")
    if subject in TEXT_KINDS and rest:
        text, _, article = rest.partition("#")
        if article:
            number = article_number(article)
            return (Target(key=f"{subject}:{text}#{number}", code=f"{subject}:{text}", number=number),)
        return (Target(key=f"{subject}:{text}", code="", number=f"{subject}:{text}"),)
    if subject == "code":
        code = code_named(rest)
        return (Target(key=f"code:{code}", code="", number=f"code:{code}"),) if code else ()
    code = code_named(subject)
    if code is None or not rest:
        return ()
    ends = [article_number(end.partition(":")[0]) for end in rest.rstrip("+").split("..")]
    return tuple(Target(key=f"{code}:{number}", code=code, number=number) for number in ends if number)


def is_dated(key: str) -> bool:
    """Whether a text is given by its day and not by its number (``loi:1901-07-01``)."""
    return _DATE.fullmatch(key.partition(":")[2]) is not None
