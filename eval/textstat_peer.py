"""textstat's French score and syllables, to compare with: its constants are Kandel and Moles's, its counts are not."""

from collections.abc import Callable
from importlib.util import find_spec


def textstat_is_installed() -> bool:
    """Whether the ``peers`` extra is there."""
    return find_spec("textstat") is not None


def textstat_syllables() -> Callable[[str], int]:
    """Its counter, in French. Raises ModuleNotFoundError where it is not installed."""
    import textstat

    textstat.set_lang("fr")
    return lambda word: int(textstat.syllable_count(word))


def textstat_score() -> Callable[[str], float]:
    """Its reading ease, in French: a text → about 0 (hard) to 100 (easy). Raises ModuleNotFoundError."""
    import textstat

    textstat.set_lang("fr")
    return lambda text: float(textstat.flesch_reading_ease(text))
