"""What the answers to a commune's questions are judged by: its documents, its report's findings, its residents."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from clarity.reporting.observed_json import read_observation
from clarity.reporting.running import Judge
from clarity.reporting.trial import Trial
from domain.ids import DocumentId
from domain.reported_finding import ReportedFinding
from eval.failing.habits import DAYS
from eval.failing.judging import Row
from eval.failing.places import Places
from eval.failing.questions_file import SetQuestion
from eval.failing.trying import outcome_of_set
from storage.opening import CommuneStores


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Questions and their answers by id, one mapping a run. ``unplaced``: ids of those whose document is not here."""

    questions: tuple[SetQuestion, ...]
    answers: tuple[Mapping[str, Row], ...]
    unplaced: tuple[str, ...]


def judge_of(asked: Answered, stores: CommuneStores, day: date) -> Judge:
    """What tells the outcome of ``asked`` once a run of the report knows what it finds in the texts."""

    def judge(findings: Sequence[ReportedFinding]) -> Trial:
        return outcome_of_set(
            asked.questions,
            asked.answers,
            Places(stores.documents),
            textual=[read_observation(one.observed) for one in findings if one.state.is_open],
            elsewhere=met_by_residents(stores, day - timedelta(days=DAYS)),
        )

    return judge


def met_by_residents(stores: CommuneStores, since: date) -> frozenset[DocumentId]:
    """Documents that residents' questions are known to have met: cited in an answer that was judged, or nearest."""
    cited = {document for opinion in stores.feedback.since(since) for document in opinion.documents}
    nearest = {one.unanswered.document for one in stores.unanswered.since(since) if one.unanswered.document}
    return frozenset(cited | nearest)
