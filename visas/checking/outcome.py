"""What the check of a draft says. Offsets are code points of the draft given; sentences are in prompts/visas.toml."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.legal_reference import LegalReference
from visas.resolving.resolution import Resolution, VisaVerdict

WORST_FIRST = (VisaVerdict.A_REMPLACER, VisaVerdict.A_VERIFIER, VisaVerdict.HORS_BASE, VisaVerdict.EN_REGLE)


class Reason(StrEnum):
    """Why a verdict was given; each has its sentence ``visa_reason.<value>``."""

    IN_FORCE = "in_force"
    ENDS_LATER = "ends_later"
    REPEALED = "repealed"
    TEXT_REPEALED = "text_repealed"
    """The article is not known; the text that holds it is repealed."""
    NOT_YET = "not_yet"
    NEVER_GIVEN = "never_given"
    OUTSIDE_BASE = "outside_base"
    BEYOND_COVERAGE = "beyond_coverage"
    OTHER_ARTICLE = "other_article"
    REUSED_NUMBER = "reused_number"
    WRONG_DATE = "wrong_date"
    WRONG_NUMBER = "wrong_number"
    SEVERAL_TEXTS = "several_texts"
    SUPERSEDED = "superseded"
    CHANGED_SINCE_MODEL = "changed_since_model"
    CODE_MISSING = "code_missing"
    BODY_REPLACED = "body_replaced"
    ACT_KNOWN = "act_known"
    ACT_REPLACED = "act_replaced"
    ACT_UNKNOWN = "act_unknown"
    COMMUNE_ACT = "commune_act"
    """An act or an opinion, without a register to hold it against."""
    NO_LAW = "no_law"
    """A document, a budget: no text of law."""


class RemarkKind(StrEnum):
    """What is said of the draft as a whole; each has its sentence ``visa_remark.<value>``."""

    ORDER = "order"
    DUPLICATE = "duplicate"
    NOT_CITED = "not_cited"
    NO_VISA = "no_visa"
    COMPETENCE = "competence"
    QUORUM = "quorum"
    QUORUM_NOT_MET = "quorum_not_met"
    SIGNATURE = "signature"
    SECRETARY = "secretary"
    APPEAL = "appeal"
    OLD_PUBLICITY = "old_publicity"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One wording that may stand at ``start:end`` of the draft instead of ``before``; a person chooses."""

    key: str
    start: int
    end: int
    before: str
    after: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReference:
    """One reference of a visa at the meeting's day. ``resolutions`` is empty for what no base of law holds."""

    reference: LegalReference
    verdict: VisaVerdict
    reasons: tuple[Reason, ...]
    resolutions: tuple[Resolution, ...] = ()
    proposals: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedVisa:
    """A visa with its references; its verdict is the gravest of theirs."""

    start: int
    end: int
    text: str
    verdict: VisaVerdict
    references: tuple[CheckedReference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Something of the whole draft, at ``start:end`` when it has a place; ``about`` are the words concerned."""

    kind: RemarkKind
    about: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftCheck:
    """A draft checked for the meeting of ``at``."""

    at: date
    subject: str
    visas: tuple[CheckedVisa, ...]
    remarks: tuple[Remark, ...] = field(default=())


def gravest(verdicts: list[VisaVerdict]) -> VisaVerdict:
    """The verdict of a whole from those of its parts; « hors_base » for none."""
    return min(verdicts, key=WORST_FIRST.index, default=VisaVerdict.HORS_BASE)
