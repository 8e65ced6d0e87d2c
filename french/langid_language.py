"""Tells that a text is surely not French, with py3langid (BSD): short, misspelt French must never be turned away."""

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
