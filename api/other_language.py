"""What is said first to people who do not write in French, in their own language (``prompts/languages.toml``)."""

from dataclasses import dataclass

from french.langid_language import foreign_language
from prompts.catalogue import templates, text

_SECTION = "other_language."
_WIDELY_READ = "en"
# Languages told by their likeness that those who write them, or who write what is taken for them, can read in another.
_READ_AS = {"gl": "pt", "an": "es", "ca": "es", "be": "ru"}
_RIGHT_TO_LEFT = frozenset({"ar"})


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherLanguage:
    """``asked_in`` is the question's language; ``lang`` and ``direction`` are those of ``sentence``."""

    asked_in: str
    lang: str
    direction: str
    sentence: str


def other_language(question: str) -> OtherLanguage | None:
    """What to say first to who asked ``question``; None when it may be French. English where we have no sentence."""
    asked_in = foreign_language(question)
    if asked_in is None:
        return None
    lang = _READ_AS.get(asked_in, asked_in)
    if _SECTION + lang not in templates():
        lang = _WIDELY_READ
    direction = "rtl" if lang in _RIGHT_TO_LEFT else "ltr"
    return OtherLanguage(asked_in=asked_in, lang=lang, direction=direction, sentence=text(_SECTION + lang))
