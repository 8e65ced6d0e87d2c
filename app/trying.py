"""Puts a commune's questions and its validated pairs to its own assistant, and tells what it fails on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from api.back_door import Asked, Work
from app.console import bar
from app.doorway import doorway
from app.house import open_house
from app.judging import Answered
from app.settings import Settings
from domain.contrastive_pair import ContrastivePair, PairState, Side
from domain.errors import BadInput
from domain.ids import CommuneSlug
from eval.failing.judging import Row
from eval.failing.places import Places
from eval.failing.questions_file import EXCEPTION, GENERAL, SetQuestion, Spot, read_set
from storage.opening import CommuneStores

QUESTIONS_FILE = "questions.jsonl"
"""In the commune's folder, beside its ``commune.toml``: what ``parvis report --ask`` asks."""


def ask_assistant(
    settings: Settings, slug: CommuneSlug, *, day: date, file: Path | None, runs: int, quiet: bool = True
) -> Answered:
    """Ask the questions of ``file`` (the commune's own when None) and its validated pairs, ``runs`` times each.

    The answers come through the running server when there is one. Raises BadQuestions for a file that cannot be used.
    """
    with open_house(settings) as house:
        stores = house.stores(slug)
        own = house.commune_dir(slug) / QUESTIONS_FILE
        questions = read_set(file or own) if file or own.exists() else []
        pairs = [pair for pair in stores.pairs.pairs() if pair.state is PairState.VALIDATED]
        questions += [one for pair in pairs for one in questions_of(pair, stores)]
        places, zone = Places(stores.documents), house.profile(slug).timezone
        unplaced = [one.id for one in questions if one.spots and not any(map(places.named, one.spots))]
    if not questions:
        raise BadInput(f"nothing to ask: give --questions FILE, write {QUESTIONS_FILE} or validate pairs")
    answers: list[Mapping[str, Row]] = []
    with doorway(settings) as work, bar("asking", quiet=quiet) as shown:
        for run in range(runs):
            answers.append(dict(_answers(work, slug, questions, day, zone)))
            shown.update(run + 1, runs)
    return Answered(questions=tuple(questions), answers=tuple(answers), unplaced=tuple(unplaced))


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
