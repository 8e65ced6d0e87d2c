"""The exposé that a language model may write: its sentences, less any that cites a text or adds a number."""

import re
from collections.abc import Mapping

from domain.errors import ModelFailed
from domain.language_model import Message, Role
from domain.legal_reference import ReferenceKind
from domain.model_ports import LanguageModel
from visas.drafting.subject import Drafts
from visas.recognising import recognise

MOST_TOKENS = 300
LONGEST_S = 30.0

_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|\n+")
_DIGITS = re.compile(r"\d+")
# Refused though no recogniser knows them: « l’article 12 », « la loi », « la jurisprudence » ; not « une aide ».
_LEGAL_WORD = re.compile(
    r"\b(?:lois?|codes?|d[ée]crets?|ordonnances?|arr[êe]t[ée]?s?|circulaires?|directives?|jurisprudences?|"
    r"articles?|alin[ée]as?|visas?|vu|d[ée]lib[ée]rations?|constitution|CGCT|CGFP|CCP)\b",
    re.IGNORECASE,
)


def write_expose(drafts: Drafts, model: LanguageModel, object_said: str, said: Mapping[str, str]) -> str:
    """What the model wrote, checked; empty when it failed or nothing of it could stay. Never raises for the model."""
    facts = "\n".join(f"- {name} : {value}" for name, value in said.items())
    messages = [
        Message(role=Role.SYSTEM, text=drafts.say("expose_request.system")),
        Message(role=Role.USER, text=drafts.say("expose_request.user", object=object_said, facts=facts)),
    ]
    try:
        written = "".join(piece.text for piece in model.stream(messages, max_tokens=MOST_TOKENS, timeout_s=LONGEST_S))
    except ModelFailed:
        return ""
    return checked_expose(written, f"{object_said}\n{facts}")


def checked_expose(written: str, given: str) -> str:
    """The sentences that cite no legal text and hold no number that was not given."""
    numbers = set(_DIGITS.findall(given))
    cited = [(one.start, one.end) for one in recognise(written) if one.kind is not ReferenceKind.NON_TEXTE]
    kept, start = [], 0
    # A reference holds points of its own (« L. 2121-29 »): what it touches goes, on both sides of them.
    for end in [*(found.end() for found in _SENTENCE_END.finditer(written)), len(written)]:
        sentence = written[start:end].strip()
        touched = any(low < end and start < high for low, high in cited)
        if sentence and not touched and _may_stay(sentence, numbers):
            kept.append(sentence)
        start = end
    return " ".join(kept)


def _may_stay(sentence: str, numbers: set[str]) -> bool:
    return not _LEGAL_WORD.search(sentence) and set(_DIGITS.findall(sentence)) <= numbers
