"""A délibération being written, as its pages show it: subjects to choose from, acts to cite, the draft itself."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from api.context import CommuneServices
from domain.act import Decision, Outcome, Vote
from domain.clock import local_time
from domain.ids import DocumentId
from domain.kept_draft import KeptDraft, KeptReview
from domain.legal_base import LegalBase
from french.analyser import stems
from ingest.acts.matters import matter_name
from retriever.decided.finding import DecisionFilters, FoundLine
from visas.checking.wording import name_of
from visas.drafting.answers import Answers, check_answers
from visas.drafting.compose import compose, mark
from visas.drafting.draft import Draft, Line, OwnAct, Review
from visas.drafting.subject import Drafts, Subject

OFFERED = 8
"""Acts found that are shown to be ticked: a délibération follows one or two earlier ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedAct:
    """An act of the commune found by the search. ``key`` names it in forms."""

    key: str
    act: OwnAct
    is_ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftView:
    """A kept draft made again now. ``review`` is the one that holds for these very words, None without;
    ``names`` says the keys of its visas as a visa would.
    """

    subject: Subject
    answers: Answers
    draft: Draft
    mark: Line
    matter_name: str
    offered: tuple[OfferedAct, ...]
    review: KeptReview | None
    names: Mapping[str, str]


def subjects_found(drafts: Drafts, asked: str) -> dict[str, tuple[Subject, ...]]:
    """Subjects by their field of the nomenclature, those that share most words with what is asked first.

    All of them when nothing is asked; none when no word is shared.
    """
    wanted = set(stems(asked))
    ranked: list[tuple[int, Subject]] = []
    for subject in drafts.subjects.values():
        held = set(stems(f"{subject.title} {subject.search} {matter_name(subject.matter)}"))
        shared = len(wanted & held)
        if shared or not wanted:
            ranked.append((-shared, subject))
    ranked.sort(key=lambda one: one[0])
    fields: dict[str, list[Subject]] = defaultdict(list)
    for _, subject in ranked:
        fields[matter_name(subject.matter).partition("/")[0]].append(subject)
    return {name: tuple(subjects) for name, subjects in fields.items()}


def draft_view(
    services: CommuneServices, drafts: Drafts, kept: KeptDraft, base: LegalBase, today: date
) -> DraftView | None:
    """The draft with the base as it is now; None when this version no longer has its subject or its questions."""
    subject = drafts.subjects.get(kept.subject_id)
    if subject is None:
        return None
    answers = check_answers(drafts, subject, kept.answers)
    if answers.problems:
        return None
    offered = acts_offered(services, subject, kept.meeting, kept.acts, today)
    draft = compose(
        drafts,
        subject,
        answers,
        base=base,
        day=kept.meeting,
        commune=services.profile.name,
        own_acts=[one.act for one in offered if one.is_ticked],
    )
    reviews = [one for one in services.drafts.reviews(kept.id) if one.digest == draft.digest]
    review = reviews[-1] if reviews else None
    signed = None
    if review is not None:
        day = local_time(review.at, services.profile.timezone).date()
        signed = Review(reviewer=review.reviewer, day=day, digest=review.digest)
    return DraftView(
        subject=subject,
        answers=answers,
        draft=draft,
        mark=mark(drafts, draft, to_review_by=answers.said.get("relecteur", ""), review=signed),
        matter_name=matter_name(subject.matter),
        offered=offered,
        review=review,
        names={visa.rule.key: name_of(visa.rule.key, base) for visa in draft.visas},
    )


def acts_offered(
    services: CommuneServices, subject: Subject, meeting: date, ticked: Sequence[str], today: date
) -> tuple[OfferedAct, ...]:
    """Earlier délibérations found by the search, none that another act ended; those ticked stay in any case."""
    found = services.decided.find(subject.search, DecisionFilters(until=meeting - timedelta(days=1)), today=today)
    alive = [line for line in found.lines if not _is_ended(line, meeting)]
    chosen = [line for line in _every(services, today) if _key(line) in ticked] if ticked else []
    shown = {_key(line): line for line in [*chosen, *alive[:OFFERED]]}
    return tuple(
        OfferedAct(key=key, act=_own(line, day, is_chosen=key in ticked), is_ticked=key in ticked)
        for key, line in shown.items()
        if (day := line.entry.line.decision.day) is not None
    )


def decision_of(view: DraftView) -> Decision:
    """The draft as a line of the register, with its vote when it was given."""
    counts = {name: view.answers.count(name) for name in ("pour", "contre", "abstention", "en_exercice", "votants")}
    vote = None
    if counts["pour"] is not None and counts["contre"] is not None:
        vote = Vote(
            outcome=_outcome(counts["pour"], counts["contre"], counts["abstention"] or 0),
            in_favour=counts["pour"],
            against=counts["contre"],
            abstentions=counts["abstention"],
            in_office=counts["en_exercice"],
            voters=counts["votants"],
        )
    return Decision(
        document_id=DocumentId(""),
        ordinal=0,
        number=view.answers.said.get("numero"),
        title=view.draft.title,
        day=view.draft.day,
        vote=vote,
        matter=view.draft.matter,
        page=None,
        start=0,
        end=0,
    )


def answers_of(drafts: Drafts, subject: Subject, fields: Mapping[str, str]) -> dict[str, str]:
    """The answers among the fields of a form, by question."""
    names = (question.id for question in drafts.questions_of(subject))
    return {name: fields[f"q_{name}"] for name in names if fields.get(f"q_{name}", "").strip()}


def _every(services: CommuneServices, today: date) -> Iterable[FoundLine]:
    return services.decided.find("", DecisionFilters(), today=today).lines


def _key(line: FoundLine) -> str:
    decision = line.entry.line.decision
    return f"{decision.document_id}:{decision.ordinal}"


def _is_ended(line: FoundLine, meeting: date) -> bool:
    return any(
        link.succession.relation.ends_it
        and link.succession.is_declared
        and (link.act.applies_from is None or link.act.applies_from <= meeting)
        for link in line.followers
    )


def _own(line: FoundLine, day: date, *, is_chosen: bool) -> OwnAct:
    decision = line.entry.line.decision
    return OwnAct(
        title=decision.title,
        number=decision.number,
        day=day,
        document_id=decision.document_id,
        page=decision.page,
        is_chosen=is_chosen,
    )


def _outcome(pour: int, contre: int, abstention: int) -> Outcome:
    if pour <= contre:
        return Outcome.REJET
    return Outcome.MAJORITE if contre or abstention else Outcome.UNANIMITE
