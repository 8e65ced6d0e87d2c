"""The references of each visa of a draft, at their place in it: « du même code » is read across visas."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from domain.legal_reference import LegalReference, ReferenceFlag, ReferenceKind
from visas.recognising import recognise, split_visas
from visas.recognising.visa_lines import VisaLine

_VU = "Vu"
_SAME_CODE = re.compile(r"\b(?:même|meme|dudit|du dit|de ce) code\b", re.IGNORECASE)
"""« l'article L. 999-4 du même code », « L. 999-5 dudit code »; not « du code de commerce »."""
_NAMED_CODE = re.compile(r"\bcode (?:de|du|des|général|general|électoral|electoral|civil|pénal|penal|rural)\b", re.I)
_ACCOUNTING = re.compile(
    r"(?:instruction|nomenclature|référentiel|plan)s?(?: budgétaires?)?(?: et)?(?: comptables?)? "
    r"(?P<name>M ?(?:4|14|49|57))\b",
    re.IGNORECASE,
)
"""« l'instruction budgétaire et comptable M14 », « la nomenclature M57 »; not « la parcelle M14 »."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedVisa:
    """A visa and what it cites; offsets are the draft's."""

    line: VisaLine
    references: tuple[LegalReference, ...]


def cited_visas(text: str) -> tuple[CitedVisa, ...]:
    """The visas of a draft with their references, in order. Linear in its length."""
    found: list[CitedVisa] = []
    last_code: str | None = None
    for line in split_visas(text):
        references = _references(text, line, last_code)
        found.append(CitedVisa(line=line, references=references))
        codes = [code for reference in references if (code := _code_of(reference))]
        last_code = codes[-1] if codes else last_code
    return tuple(found)


def _references(text: str, line: VisaLine, last_code: str | None) -> tuple[LegalReference, ...]:
    said = _VU + text[line.start : line.end]
    shift = line.start - len(_VU)
    found = [_placed(one, shift) for one in recognise(said)]
    accounting = _ACCOUNTING.search(said)
    if accounting and all(one.kind is ReferenceKind.NON_TEXTE for one in found):
        name = accounting["name"].upper().replace(" ", "")
        found = [
            LegalReference(
                kind=ReferenceKind.CIRCULAIRE,
                key=f"circulaire:{name}",
                surface=accounting[0],
                start=accounting.start() + shift,
                end=accounting.end() + shift,
                number=name,
            )
        ]
    if last_code and _SAME_CODE.search(said) and not _NAMED_CODE.search(said):
        found = [_in_code(one, last_code) for one in found]
    return tuple(found)


def _placed(one: LegalReference, shift: int) -> LegalReference:
    return replace(one, start=one.start + shift, end=one.end + shift)


def _in_code(one: LegalReference, code: str) -> LegalReference:
    if one.kind is not ReferenceKind.ARTICLE:
        return one
    return replace(
        one, code=code, key=f"{code}:{one.key.partition(':')[2]}", flags=one.flags - {ReferenceFlag.CODE_MISSING}
    )


def _code_of(one: LegalReference) -> str | None:
    if one.kind is ReferenceKind.CODE:
        return one.key.partition(":")[2]
    return one.code


def keys_of(visas: Sequence[CitedVisa]) -> list[str]:
    """Every key of the visas, in order, without their subdivisions."""
    return [reference.key for visa in visas for reference in visa.references]
