"""What the assistant was seen to fail on (family QA), as the report keeps it; ``eval/failing`` sees it.

Questions are asked only when somebody asks for it, so a run without a trial leaves these findings as they are: nothing
was asked again.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from clarity.observation import Observation
from clarity.reporting.life import Seen, lived, unknown
from clarity.reporting.observed_json import read_observation
from domain.finding import FindingState
from domain.ids import DocumentId, PassageId
from domain.reported_finding import ReportedFinding

FAMILY = "QA"
ON_THE_PASSAGE = frozenset({"QA-01", "QA-02", "QA-03", "QA-04", "QA-05", "QA-06", "QA-10"})
"""Rules that name the passage on which a question failed; the others blame a whole document, or the answer."""
ASKED = "questions"
"""The measure that says how large a set has shown a habit (QA-07, QA-08): a smaller one resolves nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The outcome of a question set put to the assistant.

    ``observations`` are by document. ``rules``: those that could be judged, with their versions (a set too small judges
    no magnet). ``questions`` are all that were asked, as asked; ``asked_of`` the documents that some question is about.
    ``pairs`` and ``pairs_right`` count contrastive pairs; None when there were none.
    """

    observations: Mapping[DocumentId, Sequence[Observation]]
    rules: Mapping[str, int]
    questions: frozenset[str]
    asked_of: frozenset[DocumentId] = field(default_factory=frozenset)
    pairs: int | None = None
    pairs_right: int | None = None


def is_of_trial(rule: str) -> bool:
    """Whether a rule judges answers, not texts."""
    return rule.partition("-")[0] == FAMILY


def tried(
    known: Sequence[ReportedFinding], trial: Trial | None, subjects: Mapping[DocumentId, object], day: date
) -> list[ReportedFinding]:
    """The findings of family QA after a run. ``known`` are those of before, ``subjects`` the files there are."""
    held: dict[DocumentId, list[ReportedFinding]] = defaultdict(list)
    for finding in known:
        held[finding.subject].append(finding)
    after: list[ReportedFinding] = []
    for subject in sorted({*held, *(trial.observations if trial else ())}):
        if subject not in subjects:
            after += map(unknown, held[subject])
        elif trial is None:
            after += map(_left, held[subject])
        else:
            after += _asked_again(subject, held[subject], trial, day)
    return after


def _asked_again(
    subject: DocumentId, known: Sequence[ReportedFinding], trial: Trial, day: date
) -> Iterable[ReportedFinding]:
    seen = Seen(subject=subject, observations=trial.observations.get(subject, ()), rules=trial.rules)
    before = {finding.id: finding for finding in known}
    for finding in lived(known, seen, day):
        former = before.get(finding.id)
        is_gone = finding.state is FindingState.RESOLVED and former is not None
        # A question that is no longer in the set has not been answered well: it was not asked.
        if former is not None and is_gone and not _was_asked(former, trial):
            yield unknown(former)
        else:
            yield finding


def _was_asked(finding: ReportedFinding, trial: Trial) -> bool:
    """Whether one of its questions was asked; what a whole set has shown, by a set as large."""
    seen = read_observation(finding.observed)
    if seen.questions:
        return any(question in trial.questions for question in seen.questions)
    return len(trial.questions) >= int(dict(seen.measures).get(ASKED, "0"))


def _left(finding: ReportedFinding) -> ReportedFinding:
    """Nothing was asked: what was new is known, and nothing was seen on this day."""
    is_news = finding.state in (FindingState.NEW, FindingState.REOPENED)
    return replace(finding, state=FindingState.PERSISTENT) if is_news else finding


def failed_passages(findings: Iterable[ReportedFinding]) -> dict[DocumentId, dict[PassageId, tuple[str, ...]]]:
    """By document and passage, the questions that failed there, of ``findings`` that stand."""
    failed: dict[DocumentId, dict[PassageId, tuple[str, ...]]] = defaultdict(dict)
    for finding in findings:
        if finding.rule not in ON_THE_PASSAGE:
            continue
        seen = read_observation(finding.observed)
        for place in (seen.place, *seen.related):
            if place.document_id is not None and place.passage_id is not None:
                own = failed[place.document_id]
                met = (*own.get(place.passage_id, ()), *seen.questions)
                own[place.passage_id] = tuple(dict.fromkeys(met))
    return dict(failed)
