"""A checked draft as its page shows it: the draft with its visas numbered, each visa with its verdict, the whole."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.coverage_view import CoverageView, coverage_view
from domain.kept_draft import Change, KeptCheck, VisaChoice
from domain.known_acts import KnownAct
from domain.legal_base import LegalBase
from domain.legal_codes import TITLE_OF
from domain.legal_reference import LegalReference, ReferenceKind
from prompts.catalogue import text
from visas.checking.check import check_draft
from visas.checking.commune_acts import CommuneActs, cited_acts
from visas.checking.outcome import CheckedReference, CheckedVisa, DraftCheck, Proposal, Remark, RemarkKind
from visas.checking.wording import name_of, number_shown
from visas.correcting.changes import Piece, applied, pieces, within
from visas.resolving.resolution import Resolution, VisaVerdict
from visas.resolving.resolve import resolve

TALLY = (VisaVerdict.EN_REGLE, VisaVerdict.A_REMPLACER, VisaVerdict.A_VERIFIER, VisaVerdict.HORS_BASE)
OF_VISAS = frozenset({RemarkKind.ORDER, RemarkKind.DUPLICATE, RemarkKind.NOT_CITED, RemarkKind.NO_VISA})
LONGEST_LABEL = 90
LONGEST_TITLE = 160
# The « Vu » that stands before a visa, with its bullet: « - VU : », « , Vu ».
_VU_BEFORE = re.compile(r"(?:[-•*▪●○➢>–]\s*)?(?:\bet\s+)?\bv ?u\b\s*,?\s*:?\s*$", re.IGNORECASE)
_PAGE_OBJECT = re.compile(r"(?im)^[ \t]*(?:objet|sujet)\s*:\s*(?P<said>[^\n]{3,200})")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """A wording that may be taken: the visa before and after, what to read of it, its number on the page."""

    number: int
    proposal: Proposal
    before_after: tuple[Piece, ...]
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceView:
    """What is said of one reference; ``names`` says its keys as a visa would."""

    surface: str
    verdict: VisaVerdict
    reasons: tuple[str, ...]
    resolutions: tuple[Resolution, ...]
    proposals: tuple[ProposalView, ...]
    acts: tuple[KnownAct, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisaView:
    """One visa. ``decided`` are its words after the agent's choice, None before any; offsets are the draft's."""

    number: int
    start: int
    end: int
    label: str
    words: str
    verdict: VisaVerdict
    references: tuple[ReferenceView, ...]
    decided: str | None
    is_kept: bool
    shown: tuple[Piece, ...]

    @property
    def is_open(self) -> bool:
        """Whether it asks for a decision that nobody has taken."""
        return self.decided is None and self.verdict is VisaVerdict.A_REMPLACER


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A piece of the draft: paragraphs, or visas in a row."""

    paragraphs: tuple[str, ...] = ()
    visas: tuple[VisaView, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckView:
    """The whole page. ``title`` is the draft's object, else its file's name; empty when neither is known."""

    title: str
    at: date
    blocks: tuple[Block, ...]
    visas: tuple[VisaView, ...]
    tally: tuple[tuple[VisaVerdict, int], ...]
    of_visas: tuple[str, ...]
    mentions: tuple[str, ...]
    coverage: CoverageView
    undecided: int


def view_of(
    base: LegalBase, kept: KeptCheck, choices: Sequence[VisaChoice], acts: CommuneActs | None
) -> tuple[CheckView, DraftCheck]:
    """The page of a check and the check itself, made again with the base as it is now. Raises what the base raises."""
    found = check_draft(base, kept.text, kept.meeting, subject=kept.subject, model_day=kept.model_day, acts=acts)
    taken = {choice.visa: choice for choice in choices}
    visas = tuple(
        _visa(base, kept.text, number, visa, taken.get(visa.start), acts, kept.meeting)
        for number, visa in enumerate(found.visas, start=1)
    )
    codes = [one.reference.code for visa in found.visas for one in visa.references if one.reference.code]
    view = CheckView(
        title=kept.title,
        at=kept.meeting,
        blocks=tuple(_blocks(kept.text, visas)),
        visas=visas,
        tally=tuple((verdict, sum(one.verdict is verdict for one in visas)) for verdict in TALLY),
        of_visas=tuple(_sentences(found.remarks, of_visas=True)),
        mentions=tuple(_sentences(found.remarks, of_visas=False)),
        coverage=coverage_view(base, codes),
        undecided=sum(one.is_open for one in visas),
    )
    return view, found


def title_of(words: str, subject: str, name: str) -> str:
    """What a draft is called: what the agent said, the « Objet : » that it has, else the name of its file."""
    written = _PAGE_OBJECT.search(words)
    said = subject or (written["said"].strip() if written else "") or name
    return said if len(said) <= LONGEST_TITLE else said[: LONGEST_TITLE - 1].rstrip() + "…"


def chosen_changes(choices: Iterable[VisaChoice]) -> tuple[Change, ...]:
    """Every change that was decided."""
    return tuple(change for choice in choices for change in choice.changes)


def words_digest(words: str) -> str:
    """Tells these words from any others: a review holds for them only."""
    return hashlib.sha256(words.encode()).hexdigest()


def proposal_of(found: DraftCheck, visa: int, number: int) -> Proposal | None:
    """The proposal of that number of the visa that begins there."""
    proposals = [
        proposal
        for one in found.visas
        if one.start == visa
        for reference in one.references
        for proposal in reference.proposals
    ]
    return proposals[number] if 0 <= number < len(proposals) else None


def label_of(reference: LegalReference) -> str:
    """A reference in a few words: « Code du sport, article L. 999-4 », « Loi n° 84-53, article 34 »."""
    if reference.kind is ReferenceKind.ARTICLE and reference.number:
        number = number_shown(reference.number)
        if reference.until:
            number = text("visa_label.range", first=number, last=number_shown(reference.until))
        title = TITLE_OF.get(reference.code or "", "")
        return (
            text("visa_label.article", title=title, number=number) if title else text("visa_label.bare", number=number)
        )
    if reference.kind is ReferenceKind.CODE:
        return TITLE_OF.get(reference.key.partition(":")[2], reference.surface)
    kinds = (ReferenceKind.LOI, ReferenceKind.ORDONNANCE, ReferenceKind.DECRET)
    if reference.kind in kinds and reference.number:
        name = text(f"visa_label.{reference.kind.value}", number=reference.number)
        articles = ", ".join(number_shown(one) for one in reference.articles)
        return text("visa_label.text_article", name=name, number=articles) if articles else name
    return _short(reference.surface[:1].upper() + reference.surface[1:])


def _visa(
    base: LegalBase,
    whole: str,
    number: int,
    visa: CheckedVisa,
    choice: VisaChoice | None,
    acts: CommuneActs | None,
    at: date,
) -> VisaView:
    words = whole[visa.start : visa.end]
    changes = within(choice.changes, visa.start, visa.end) if choice else ()
    decided = applied(words, changes) if choice else None
    labels = list(dict.fromkeys(label_of(one.reference) for one in visa.references))
    more = text("visa_label.more", count=str(len(labels) - 2)) if len(labels) > 2 else ""
    numbered = iter(range(10_000))
    return VisaView(
        number=number,
        start=visa.start,
        end=visa.end,
        label=" · ".join(labels[:2]) + more if labels else _short(visa.text),
        words=words,
        verdict=visa.verdict,
        references=tuple(_reference(base, whole, visa, one, acts, at, numbered) for one in visa.references),
        decided=decided,
        is_kept=choice is not None and not choice.changes,
        shown=pieces(words, decided if decided is not None else words),
    )


def _reference(
    base: LegalBase,
    whole: str,
    visa: CheckedVisa,
    one: CheckedReference,
    acts: CommuneActs | None,
    at: date,
    numbered: Iterator[int],
) -> ReferenceView:
    words = whole[visa.start : visa.end]
    proposals = []
    for proposal in one.proposals:
        change = Change(start=proposal.start, end=proposal.end, after=proposal.after)
        after = applied(words, within([change], visa.start, visa.end))
        resolved = resolve(base, proposal.key, at)
        url = next((found.url for found in resolved if found.url), None)
        proposals.append(
            ProposalView(number=next(numbered), proposal=proposal, before_after=pieces(words, after), url=url)
        )
    keys = [found.key for found in one.resolutions] + [proposal.key for proposal in one.proposals]
    return ReferenceView(
        surface=one.reference.surface,
        verdict=one.verdict,
        reasons=tuple(text(f"visa_reason.{reason.value}") for reason in one.reasons),
        resolutions=one.resolutions,
        proposals=tuple(proposals),
        acts=cited_acts(one.reference, acts),
        names={key: name_of(key, base) for key in keys},
    )


def _blocks(whole: str, visas: Sequence[VisaView]) -> Iterator[Block]:
    at = 0
    row: list[VisaView] = []
    for visa in visas:
        between = _paragraphs(_VU_BEFORE.sub("", whole[at : visa.start]))
        if between:
            if row:
                yield Block(visas=tuple(row))
                row = []
            yield Block(paragraphs=between)
        row.append(visa)
        at = visa.end
    if row:
        yield Block(visas=tuple(row))
    after = _paragraphs(whole[at:])
    if after:
        yield Block(paragraphs=after)


def _paragraphs(words: str) -> tuple[str, ...]:
    lines = (line.strip(" \t\u00a0") for line in words.split("\n"))
    return tuple(line for line in lines if re.search(r"\w", line))


def _sentences(remarks: Iterable[Remark], *, of_visas: bool) -> Iterator[str]:
    for remark in remarks:
        if (remark.kind in OF_VISAS) is of_visas:
            yield text(f"visa_remark.{remark.kind.value}", about=remark.about)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1].rsplit(maxsplit=1)[0] + "…"
