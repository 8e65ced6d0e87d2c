"""What the check of a draft says, as JSON (docs/schemas/visas-check.schema.json), sentences included."""

from answering.answer_json import JsonValue
from api.legal_json import resolution_json
from domain.legal_reference import LegalReference
from prompts.catalogue import text
from visas.checking.outcome import CheckedReference, CheckedVisa, DraftCheck, Proposal, Remark


def reference_json(reference: LegalReference) -> dict[str, JsonValue]:
    """A reference as the commands of visas write it: schema in docs/schemas/visas-references.schema.json."""
    return {
        "key": reference.key,
        "kind": reference.kind.value,
        "span": [reference.start, reference.end],
        "surface": reference.surface,
        "alternatives": list(reference.alternatives),
        "articles": list(reference.articles),
        "flags": [flag.value for flag in sorted(reference.flags)],
    }


def check_json(check: DraftCheck) -> dict[str, JsonValue]:
    """A check with its visas in order and its remarks; spans are code points of the text checked."""
    return {
        "date": check.at.isoformat(),
        "subject": check.subject,
        "visas": [_visa(one) for one in check.visas],
        "remarks": [_remark(one) for one in check.remarks],
    }


def remark_sentence(remark: Remark) -> str:
    """What an agent reads of a remark."""
    return text(f"visa_remark.{remark.kind.value}", about=remark.about)


def _visa(visa: CheckedVisa) -> dict[str, JsonValue]:
    return {
        "span": [visa.start, visa.end],
        "text": visa.text,
        "verdict": visa.verdict.value,
        "references": [_reference(one) for one in visa.references],
    }


def _reference(one: CheckedReference) -> dict[str, JsonValue]:
    return {
        "key": one.reference.key,
        "span": [one.reference.start, one.reference.end],
        "surface": one.reference.surface,
        "verdict": one.verdict.value,
        "reasons": [{"id": r.value, "sentence": text(f"visa_reason.{r.value}")} for r in one.reasons],
        "proposals": [_proposal(proposal) for proposal in one.proposals],
        "resolutions": [resolution_json(resolved) for resolved in one.resolutions],
    }


def _proposal(one: Proposal) -> dict[str, JsonValue]:
    return {
        "key": one.key,
        "span": [one.start, one.end],
        "before": one.before,
        "after": one.after,
        "source": one.source,
        "note": one.note,
    }


def _remark(one: Remark) -> dict[str, JsonValue]:
    span: list[JsonValue] | None = None if one.start is None or one.end is None else [one.start, one.end]
    return {"kind": one.kind.value, "sentence": remark_sentence(one), "about": one.about, "span": span}
