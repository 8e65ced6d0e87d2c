"""The report as an editor reads it, put together from what runs have kept: nothing is read or checked here."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from clarity.observation import Observation
from clarity.reporting.grades import grades_of
from clarity.reporting.impact import WEIGHTS, Effort, Reach, effort_of, impact_of, promoted
from clarity.reporting.life import Decisions
from clarity.reporting.observed_json import read_observation
from clarity.reporting.services import service_finder
from clarity.reporting.subjects import Subject, subjects_of
from clarity.reporting.suppressions import Suppression, suppressed
from clarity.reporting.trial import failed_passages, is_of_trial
from domain.clarity_ports import ReportStore
from domain.document import FileReason, FileState
from domain.finding import FindingState, Severity
from domain.ids import DocumentId
from domain.ports import DocumentStore
from domain.profile import CommuneProfile, Service
from domain.reported_finding import DocumentCheck, FindingDecision, ReportedFinding, ReportRun

MOST_ACTIONS = 10
SHOWN_PER_RULE = 5
"""More findings of one rule in one document are folded, with their count (research/readability.md §6.1)."""
KEPT_RUNS = 24
"""Lines of the trends: two years of a monthly run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """A finding with its decision and what it touches.

    ``finding.state`` is that of today, decisions counted; ``finding.severity`` is one level up where the assistant was
    seen to fail on the passage.
    """

    finding: ReportedFinding
    decision: FindingDecision | None
    impact: int
    effort: Effort
    questions: int
    examples: tuple[str, ...]

    def observation(self) -> Observation:
        """What the detector saw: place, parts, measures, proposal, related places. Read when it is asked for."""
        return read_observation(self.finding.observed)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentCard:
    """A document with its findings, the weightiest first. ``grades`` has the six families, None « non calculé ».

    ``reason`` is why the file could not be read, None when it was. ``folded`` counts by rule the findings beyond
    ``SHOWN_PER_RULE``, which are in ``findings`` all the same.
    """

    subject: DocumentId
    title: str
    source: str
    path: str
    address: str | None
    document_id: DocumentId | None
    service: Service | None
    day: date | None
    page_count: int | None
    state: FileState
    reason: FileReason | None
    grades: Mapping[str, str | None]
    findings: tuple[FindingView, ...]
    folded: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What to do to one document for one rule: its findings of that rule are corrected together."""

    rule: str
    severity: Severity
    effort: Effort
    impact: int
    questions: int
    card: DocumentCard
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """A service (None: not identified), its documents, and how many have no open blocking or major finding."""

    service: Service | None
    documents: int
    clear: int
    open_findings: int

    @property
    def clear_share(self) -> float:
        """0 to 1."""
        return self.clear / self.documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole. ``run`` is the last one, None before the first; ``trends`` are runs, oldest first.

    ``priority`` counts the open findings that block or are major. ``not_read`` are the cards of files without text.
    ``paired`` is the last run that asked contrastive pairs, None when none of ``trends`` did.
    """

    commune: str
    day: date
    run: ReportRun | None
    trends: tuple[ReportRun, ...]
    states: Mapping[FindingState, int]
    priority: int
    actions: tuple[Action, ...]
    cards: tuple[DocumentCard, ...]
    services: tuple[ServiceView, ...]

    @property
    def paired(self) -> ReportRun | None:
        """Pairs are asked only when somebody asks for it: the last answer stands until the next."""
        return next((run for run in reversed(self.trends) if run.pairs), None)

    @property
    def not_read(self) -> tuple[DocumentCard, ...]:
        """Files whose text could not be checked, with why."""
        return tuple(card for card in self.cards if card.document_id is None)


def build_report(
    profile: CommuneProfile,
    documents: DocumentStore,
    report: ReportStore,
    *,
    day: date,
    reach: Reach | None = None,
    suppressions: Sequence[Suppression] = (),
) -> Report:
    """The report of a commune on a day. ``reach`` says whom documents touch; without it severity alone orders.

    What the assistant fails on comes from the findings of family QA that stand, whatever ``reach`` says of it.
    """
    reach = reach or Reach()
    known, subjects = report.findings(), subjects_of(profile.slug, documents)
    paths = {subject.id: subject.record.path for subject in subjects}
    decisions = Decisions([*suppressed(known, paths, suppressions), *report.decisions()], known, day)
    views: dict[DocumentId, list[FindingView]] = defaultdict(list)
    standing = (one for one in known if is_of_trial(one.rule) and decisions.state(one).is_open)
    reach = replace(reach, failed=failed_passages(standing))
    for finding in known:
        views[finding.subject].append(_view(finding, decisions, reach))
    checks, find = report.checks(), service_finder(profile)
    cards = [
        _card(subject, views[subject.id], checks.get(subject.id), find(subject.title, subject.record.path))
        for subject in subjects
    ]
    cards.sort(key=lambda card: (-_weight(card.findings), card.title, card.path))
    runs = report.runs(limit=KEPT_RUNS)
    everything = [view.finding for found in views.values() for view in found]
    return Report(
        commune=profile.name,
        day=day,
        run=runs[0] if runs else None,
        trends=tuple(reversed(runs)),
        states=dict(sorted(Counter(finding.state for finding in everything).items())),
        priority=sum(_is_priority(finding) for finding in everything),
        actions=useful_actions(cards),
        cards=tuple(cards),
        services=_services(cards),
    )


def useful_actions(cards: Iterable[DocumentCard], limit: int = MOST_ACTIONS) -> tuple[Action, ...]:
    """The actions of most impact; of two alike the quicker one first. What weighs nothing is no action."""
    actions = [action for card in cards for action in _actions(card) if action.impact]
    order = list(Effort)
    actions.sort(key=lambda a: (-a.impact, order.index(a.effort), -len(a.findings), a.card.title, a.card.path, a.rule))
    return tuple(actions[:limit])


def _view(finding: ReportedFinding, decisions: Decisions, reach: Reach) -> FindingView:
    subject, severity = finding.subject, finding.severity
    failing = _failing(finding, reach)
    if failing is not None and not is_of_trial(finding.rule):
        severity = promoted(severity)
    state = decisions.state(finding)
    if state is not finding.state or severity is not finding.severity:
        finding = replace(finding, state=state, severity=severity)
    return FindingView(
        finding=finding,
        decision=decisions.of(finding),
        impact=impact_of(severity, subject, reach, len(failing or ())),
        effort=effort_of(finding.rule),
        questions=reach.questions.get(subject, 0),
        examples=reach.examples.get(subject, ()) if failing is None else failing,
    )


def _failing(finding: ReportedFinding, reach: Reach) -> tuple[str, ...] | None:
    """The questions that failed on the finding's own passage, or that it is about; None when there are none."""
    if is_of_trial(finding.rule):
        return read_observation(finding.observed).questions
    failed = reach.failed.get(finding.subject)
    passage = read_observation(finding.observed).place.passage_id if failed else None
    return failed.get(passage) if failed and passage else None


def _card(
    subject: Subject, found: Sequence[FindingView], check: DocumentCheck | None, service: Service | None
) -> DocumentCard:
    document = subject.document
    per_rule = Counter(view.finding.rule for view in found if view.finding.state.is_open)
    words, families = (check.words, check.families) if check else (0, ())
    return DocumentCard(
        subject=subject.id,
        title=subject.title,
        source=subject.record.source,
        path=subject.record.path,
        address=document.address if document else None,
        document_id=document.id if document else None,
        service=service,
        day=document.session_date if document else None,
        page_count=document.page_count if document else None,
        state=subject.record.state,
        reason=subject.record.reason,
        grades=grades_of((view.finding for view in found), words, families),
        findings=tuple(sorted(found, key=_first_things)),
        folded={rule: count - SHOWN_PER_RULE for rule, count in per_rule.items() if count > SHOWN_PER_RULE},
    )


def _first_things(view: FindingView) -> tuple[bool, int, str, str]:
    finding = view.finding
    return (not finding.state.is_open, -WEIGHTS[finding.severity], finding.rule, finding.id)


def _weight(found: Iterable[FindingView]) -> int:
    return sum(view.impact for view in found if view.finding.state.is_open)


def _actions(card: DocumentCard) -> Iterable[Action]:
    by_rule: dict[str, list[FindingView]] = defaultdict(list)
    for view in card.findings:
        if view.finding.state.is_open:
            by_rule[view.finding.rule].append(view)
    for rule, views in by_rule.items():
        worst = max(views, key=lambda view: WEIGHTS[view.finding.severity])
        yield Action(
            rule=rule,
            severity=worst.finding.severity,
            effort=worst.effort,
            impact=worst.impact,
            questions=worst.questions,
            card=card,
            findings=tuple(views),
        )


def _is_priority(finding: ReportedFinding) -> bool:
    return finding.state.is_open and finding.severity in (Severity.BLOQUANT, Severity.MAJEUR)


def _services(cards: Sequence[DocumentCard]) -> tuple[ServiceView, ...]:
    held: dict[str, list[DocumentCard]] = defaultdict(list)
    for card in cards:
        held[card.service.slug if card.service else ""].append(card)
    found = [
        ServiceView(
            service=own[0].service,
            documents=len(own),
            clear=sum(not any(_is_priority(view.finding) for view in card.findings) for card in own),
            open_findings=sum(view.finding.state.is_open for card in own for view in card.findings),
        )
        for own in held.values()
    ]
    return tuple(sorted(found, key=_least_clear))


def _least_clear(view: ServiceView) -> tuple[bool, float, str]:
    return (view.service is None, view.clear_share, view.service.name if view.service else "")
