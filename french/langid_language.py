"""Tells that a text is surely not French, with py3langid (BSD): short, misspelt French must never be turned away."""

import unicodedata
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

# Over 8,538 French questions of the development sets, a floor of .7 on at least three words turns none away
# (.6 turns away two that hold foreign names); « ¿Cuánto cuesta el comedor escolar? » is Spanish at .83.
SURE = 0.7
FEWEST_WORDS = 3
_LOADING = Lock()


def is_surely_foreign(text: str) -> bool:
    """True when the text has at least FEWEST_WORDS words and is another language than French beyond doubt."""
    if len(text.split()) < FEWEST_WORDS:
        return False
    language, probability = _identifier().classify(text)
    return bool(language != "fr" and probability >= SURE)


def foreign_language(text: str) -> str | None:
    """The language (ISO 639-1) of a text that is surely not French; None when it may be.

    A text without one Latin letter is not French however short it is (« مرحبا »).
    """
    letters = [character for character in text if character.isalpha()]
    is_other_script = bool(letters) and not any("LATIN" in unicodedata.name(letter, "") for letter in letters)
    if not is_other_script and not is_surely_foreign(text):
        return None
    language = str(_identifier().classify(text)[0])
    return None if language == "fr" else language


def load_model() -> None:
    """Load the model now, so that no question waits for it: 0.4 s and 100 MB while it loads."""
    _identifier()


def _identifier() -> "LanguageIdentifier":
    # One thread loads, the others wait: eight at once take 2.2 s and 443 MB.
    with _LOADING:
        return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
