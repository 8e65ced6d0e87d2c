"""The day that a text is said to be of, put right when its number and its name agree on another."""

from datetime import date

from domain.legal_base import LegalBase, LegalText
from french.analyser import stems


def corrected_date(base: LegalBase, key: str, written: date, surface: str) -> date | None:
    """The day on which the text of ``key`` was signed, where ``written`` is another and the words do not say no.

    « loi n° 83-634 du 13 juillet 1984 portant droits et obligations des fonctionnaires » gives 13 July 1983. None when
    the text is unknown, when the day is right, or when both number and words may be those of another text: a number
    alone is as easily wrong as a day, so that the words (nickname or title) must agree, or the day and month, or the
    year of the number with one of them.
    """
    text = base.text(key)
    if text is None or text.signed_on is None or text.signed_on == written:
        return None
    agrees = _is_named(text, surface) or (written.day, written.month) == (text.signed_on.day, text.signed_on.month)
    year_and_part = written.year == text.signed_on.year and (
        written.day == text.signed_on.day or written.month == text.signed_on.month
    )
    return text.signed_on if agrees or year_and_part else None


def _is_named(text: LegalText, surface: str) -> bool:
    """Whether the words of a reference are the nickname, or hold most of the title."""
    said = frozenset(stems(surface))
    if any(name and frozenset(stems(name)) <= said for name in text.names):
        return True
    title = frozenset(stem for stem in stems(text.title) if stem.isalpha()) - frozenset(stems("loi décret ordonnance"))
    # « portant droits et obligations des fonctionnaires »: half of a title of several words is no coincidence.
    return len(title) >= 2 and len(title & said) * 2 >= len(title)
