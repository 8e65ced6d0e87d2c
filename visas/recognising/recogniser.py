"""Every legal reference of a text: what ``visas.recognising`` offers."""

from domain.legal_reference import LegalReference, ReferenceKind
from visas.recognising.code_names import CodeMention, code_mentions
from visas.recognising.folded_text import FoldedText, fold


def recognise(text: str) -> tuple[LegalReference, ...]:
    """The legal references of a text, in order; ``text[r.start:r.end] == r.surface``. Linear in its length."""
    folded = fold(text)
    return tuple(_code(folded, mention) for mention in code_mentions(folded.folded) if mention.key and mention.is_sure)


def _code(folded: FoldedText, mention: CodeMention) -> LegalReference:
    start, end = folded.offset(mention.start), folded.end(mention.end)
    surface = folded.text[start:end]
    return LegalReference(
        kind=ReferenceKind.CODE, key=f"code:{mention.key}", surface=surface, start=start, end=end, code=mention.key
    )
