"""A run of the report: read what is due, compare, give every finding its state, write one line of trends.

What did not change costs nothing: neither its passages nor its detectors are looked at.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from clarity.observation import Observation
from clarity.reporting.checking import check_subject, is_due
from clarity.reporting.detectors import Gathered, RuleBook
from clarity.reporting.life import Decisions, Seen, carried, lived, unknown
from clarity.reporting.subjects import Subject, subjects_of
from clarity.reporting.suppressions import Suppression, suppressed
from clarity.reporting.trial import FAMILY, Trial, is_of_trial, tried
from domain.clarity_ports import ReportStore
from domain.finding import FindingState, Severity
from domain.ids import CommuneSlug, DocumentId
from domain.ports import DocumentStore
from domain.reported_finding import DocumentCheck, ReportedFinding, ReportRun, ReportRunId

Progress = Callable[[int, int], None]
Judge = Callable[[Sequence[ReportedFinding]], Trial]


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What a run has found so far: the observations and checks of the files that it read."""

    subjects: Mapping[DocumentId, Subject]
    fresh: Mapping[DocumentId, tuple[Observation, ...]]
    checks: Mapping[DocumentId, DocumentCheck]
    forgotten: frozenset[DocumentId]


def run_report(
    commune: CommuneSlug,
    documents: DocumentStore,
    report: ReportStore,
    rules: RuleBook,
    *,
    day: date,
    at: datetime,
    suppressions: Sequence[Suppression] = (),
    judge: Judge | None = None,
    is_full: bool = False,
    progress: Progress = lambda done, total: None,
) -> ReportRun:
    """Bring the report up to date and return its new run. ``is_full`` reads every file again.

    ``suppressions`` are those of the commune's file; what a person decides in the console goes before them.
    ``judge`` tells what was seen of the assistant, from the findings of this run on texts, in the state that was
    decided of them; None: it was asked nothing.
    """
    known = report.findings()
    work = _read(commune, documents, report.checks(), rules, day, is_full, progress)
    last = report.runs(limit=1)
    must_compare = is_full or work.fresh or work.forgotten or not last or last[0].day != day
    compared = _compare(work, rules, day) if must_compare else None
    after = _lived([one for one in known if not is_of_trial(one.rule)], work, compared, rules, day)
    settled = _settled(work, report, suppressions, day)
    # What a person held to be no contradiction is none for the judge either.
    trial = judge(settled(after)) if judge else None
    judged = _judged(work, trial)
    after += tried([one for one in known if is_of_trial(one.rule)], trial, work.subjects, day)
    decided = settled(after)
    before = {finding.id: finding for finding in known}
    run = _counted(decided, work, day, at, trial)
    return report.save_run(
        run,
        [finding for finding in decided if before.get(finding.id) != finding],
        [judged.get(subject, work.checks[subject]) for subject in {*work.fresh, *judged}],
        work.forgotten,
    )


def _read(
    commune: CommuneSlug,
    documents: DocumentStore,
    checks: Mapping[DocumentId, DocumentCheck],
    rules: RuleBook,
    day: date,
    is_full: bool,
    progress: Progress,
) -> Work:
    subjects = {subject.id: subject for subject in subjects_of(commune, documents)}
    due = [one for one in subjects.values() if is_full or is_due(one, checks.get(one.id), rules, day)]
    fresh: dict[DocumentId, tuple[Observation, ...]] = {}
    after = {subject: check for subject, check in checks.items() if subject in subjects}
    for done, subject in enumerate(due, 1):
        passages = documents.passages_of(subject.document.id) if subject.document else ()
        checked = check_subject(subject, passages, rules)
        fresh[subject.id], after[subject.id] = checked.observations, _still_judged(checked.check, checks)
        progress(done, len(due))
    return Work(subjects=subjects, fresh=fresh, checks=after, forgotten=frozenset(checks.keys() - subjects.keys()))


def _still_judged(check: DocumentCheck, before: Mapping[DocumentId, DocumentCheck]) -> DocumentCheck:
    """What was asked about a document stays known when its text is checked again."""
    former = before.get(check.subject)
    return _with_family(check) if former is not None and FAMILY in former.families else check


def _judged(work: Work, trial: Trial | None) -> dict[DocumentId, DocumentCheck]:
    """The checks of the documents that questions are about, the family QA among theirs from now on."""
    asked = {*trial.asked_of, *trial.observations} if trial else set()
    known = {subject: work.checks[subject] for subject in asked if subject in work.checks}
    return {subject: _with_family(check) for subject, check in known.items() if FAMILY not in check.families}


def _with_family(check: DocumentCheck) -> DocumentCheck:
    return replace(check, families=tuple(sorted({*check.families, FAMILY})))


def _compare(work: Work, rules: RuleBook, day: date) -> dict[DocumentId, list[Observation]]:
    """By document what the comparisons say of it."""
    documents = {subject.id: subject.document for subject in work.subjects.values() if subject.document}
    found: dict[DocumentId, list[Observation]] = defaultdict(list)
    for one in rules.comparisons:
        kept = {subject: check.kept[one.name] for subject, check in work.checks.items() if one.name in check.kept}
        for observation in one.compare(Gathered(documents=documents, kept=kept, day=day)):
            if observation.place.document_id is not None:
                found[observation.place.document_id].append(observation)
    return found


def _lived(
    known: Sequence[ReportedFinding],
    work: Work,
    compared: Mapping[DocumentId, Sequence[Observation]] | None,
    rules: RuleBook,
    day: date,
) -> list[ReportedFinding]:
    own = {rule: version for rule, version in rules.versions().items() if rule not in rules.compared()}
    of_document: dict[DocumentId, list[ReportedFinding]] = defaultdict(list)
    of_several: dict[DocumentId, list[ReportedFinding]] = defaultdict(list)
    for finding in known:
        (of_several if finding.rule in rules.compared() else of_document)[finding.subject].append(finding)
    after: list[ReportedFinding] = []
    for subject in sorted({*of_document, *work.fresh}):
        after += _of_one(subject, of_document[subject], work, own, rules.signalled(), day)
    for subject in sorted({*of_several, *(compared or ())}):
        after += _of_several(subject, of_several[subject], work, compared, rules.compared(), day)
    return after


def _of_one(
    subject: DocumentId,
    previous: Sequence[ReportedFinding],
    work: Work,
    own: Mapping[str, int],
    signalled: Mapping[str, int],
    day: date,
) -> Iterable[ReportedFinding]:
    if subject in work.fresh:
        was_read = work.subjects[subject].document is not None
        seen = Seen(subject=subject, observations=work.fresh[subject], rules=own if was_read else signalled)
        return lived(previous, seen, day)
    return [carried(finding, day) if subject in work.subjects else unknown(finding) for finding in previous]


def _of_several(
    subject: DocumentId,
    previous: Sequence[ReportedFinding],
    work: Work,
    compared: Mapping[DocumentId, Sequence[Observation]] | None,
    rules: Mapping[str, int],
    day: date,
) -> Iterable[ReportedFinding]:
    if compared is None:
        return [carried(finding, day) for finding in previous]
    known = work.subjects.get(subject)
    was_read = known is not None and known.document is not None
    seen = Seen(subject=subject, observations=compared.get(subject, ()), rules=rules if was_read else {})
    return lived(previous, seen, day)


def _settled(
    work: Work, report: ReportStore, suppressions: Sequence[Suppression], day: date
) -> Callable[[Sequence[ReportedFinding]], list[ReportedFinding]]:
    """What gives findings the state that was decided of them, in the commune's file or in the console."""
    paths = {subject.id: subject.record.path for subject in work.subjects.values()}
    own = report.decisions()

    def settled(findings: Sequence[ReportedFinding]) -> list[ReportedFinding]:
        decisions = Decisions([*suppressed(findings, paths, suppressions), *own], findings, day)
        return [_with_state(finding, decisions.state(finding)) for finding in findings]

    return settled


def _with_state(finding: ReportedFinding, state: FindingState) -> ReportedFinding:
    return finding if finding.state is state else replace(finding, state=state)


def _counted(
    findings: Collection[ReportedFinding], work: Work, day: date, at: datetime, trial: Trial | None
) -> ReportRun:
    opened = [finding for finding in findings if finding.state.is_open]
    barred = {
        finding.subject
        for finding in opened
        if finding.rule.startswith("PD-") and finding.severity is Severity.BLOQUANT and finding.subject in work.subjects
    }
    return ReportRun(
        id=ReportRunId(0),
        at=at,
        day=day,
        files=len(work.subjects),
        read=sum(subject.document is not None for subject in work.subjects.values()),
        checked=len(work.fresh),
        legible=len(work.subjects) - len(barred),
        contradictions=sum(finding.rule.startswith("CT-") for finding in opened),
        states=dict(sorted(Counter(finding.state for finding in findings).items())),
        severities=dict(sorted(Counter(finding.severity for finding in opened).items())),
        pairs=trial.pairs if trial else None,
        pairs_right=trial.pairs_right if trial else None,
    )
