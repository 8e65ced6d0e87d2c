"""Puts a commune's questions and its validated pairs to its own assistant, and tells what it fails on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from api.back_door import Asked, Work
from app.console import bar
from app.doorway import doorway
from app.house import open_house
from app.settings import Settings
from clarity.reporting.observed_json import read_observation
from clarity.reporting.trial import Trial
from domain.contrastive_pair import ContrastivePair, PairState, Side
from domain.ids import CommuneSlug, DocumentId
from eval.failing.habits import DAYS
from eval.failing.judging import Contradiction, Row
from eval.failing.places import Places
from eval.failing.questions_file import EXCEPTION, GENERAL, SetQuestion, Spot, read_set
from eval.failing.trying import outcome_of_set
from storage.opening import CommuneStores

QUESTIONS_FILE = "questions.jsonl"
"""In the commune's folder, beside its ``commune.toml``: what ``parvis report --ask`` asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """``trial`` is None when there was nothing to ask. ``unplaced`` are ids of questions whose document is not here."""

    trial: Trial | None
    asked: int
    unplaced: tuple[str, ...]


def try_assistant(
    settings: Settings, slug: CommuneSlug, *, day: date, file: Path | None, runs: int, quiet: bool = True
) -> Tried:
    """Ask the questions of ``file`` (the commune's own when None) and its validated pairs, ``runs`` times each.

    The answers come through the running server when there is one. Raises BadQuestions for a file that cannot be used.
    """
    with open_house(settings) as house:
        stores = house.stores(slug)
        own = house.commune_dir(slug) / QUESTIONS_FILE
        questions = read_set(file or own) if file or own.exists() else []
        pairs = [pair for pair in stores.pairs.pairs() if pair.state is PairState.VALIDATED]
        questions += [one for pair in pairs for one in questions_of(pair, stores)]
        zone = house.profile(slug).timezone
    if not questions:
        return Tried(trial=None, asked=0, unplaced=())
    with doorway(settings) as work, bar("asking", quiet=quiet) as shown:
        answers: list[dict[str, Row]] = []
        for run in range(runs):
            answers.append(dict(_answers(work, slug, questions, day, zone)))
            shown.update(run + 1, runs)
    with open_house(settings) as house:
        stores = house.stores(slug)
        outcome = outcome_of_set(
            questions,
            answers,
            Places(stores.documents),
            contradictions=known_contradictions(stores),
            elsewhere=met_by_residents(stores, day - timedelta(days=DAYS)),
        )
    return Tried(trial=outcome.trial, asked=len(questions), unplaced=tuple(one.id for one in outcome.unplaced))


def _answers(
    work: Work, slug: CommuneSlug, questions: Sequence[SetQuestion], day: date, zone: str
) -> Iterator[tuple[str, Row]]:
    for one in questions:
        on = date.fromisoformat(one.date) if one.date else day
        at = datetime.combine(on, time(12), tzinfo=ZoneInfo(zone))
        yield one.id, work.answer(Asked(text=one.question, commune=slug, history=one.history, at=at))


def questions_of(pair: ContrastivePair, stores: CommuneStores) -> tuple[SetQuestion, SetQuestion]:
    """A validated pair as two questions; without spots when its document is gone, so that it is told."""
    held = stores.documents.documents_by_id([pair.document_id]).get(pair.document_id)
    spot = Spot(source=held.source if held else "", path=held.path if held else pair.document_id, page=pair.page)

    def side(side: Side, kind: str) -> SetQuestion:
        return SetQuestion(
            id=f"{pair.id}-{kind}",
            question=side.question,
            kind=kind,
            spots=(spot,),
            expected=side.expected,
            pair=pair.id,
        )

    return side(pair.general, GENERAL), side(pair.special, EXCEPTION)


def known_contradictions(stores: CommuneStores) -> list[Contradiction]:
    """Those that the last run of the report left open, a pair for each other side."""
    found: list[Contradiction] = []
    for finding in stores.report.findings():
        if finding.rule.startswith("CT-") and finding.state.is_open:
            seen = read_observation(finding.observed)
            found += [Contradiction(one=seen.place, other=other) for other in seen.related]
    return found


def met_by_residents(stores: CommuneStores, since: date) -> frozenset[DocumentId]:
    """Documents that residents' questions are known to have met: cited in an answer that was judged, or nearest."""
    cited = {document for opinion in stores.feedback.since(since) for document in opinion.documents}
    nearest = {one.unanswered.document for one in stores.unanswered.since(since) if one.unanswered.document}
    return frozenset(cited | nearest)
