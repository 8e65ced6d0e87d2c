"""One question of a set, its answers in one run or more, and what failed (QA-01, 02, 03, 05, 06, 09, 10). Pure.

The answers are lines of ``parvis answer``. The rules are those of research on documents that assistants fail on:
``tracing`` has 01, 02, 03 and 06, of which a question gives one; the others are judged apart.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from clarity.observation import Place
from domain.finding import Severity
from domain.ids import PassageId
from domain.passage import Passage
from eval.answer_scoring import Expectation, Page, Score, read_answer, score_answer
from eval.failing.places import Places, place_in
from eval.failing.questions_file import SetQuestion
from eval.failing.tracing import DROWNED, NOT_FOUND, TracedFailure, traced
from eval.french_quotations import quotations_in
from french.analyser import fold, stems, stop_words
from prompts.catalogue import text

Row = Mapping[str, object]

CONTRADICTED = "QA-05"
MISQUOTED = "QA-09"
UNSTABLE = "QA-10"
VERSION = 1
"""Of all the rules here; rises when one of them may say something else of the same answers."""
CONTEXT = 10
"""Passages that count as the context of an answer: the deepest cut of ``eval.answer_scoring.CUTS``."""
LONGEST_SAID = 160
"""Signs of an answer that are shown beside the passage; the question can be asked again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What failed on one question, and the place to blame. ``related`` are other places that it is about."""

    rule: str
    severity: Severity
    question: str
    place: Place
    measures: tuple[tuple[str, str], ...] = ()
    related: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two places, in two documents, that the report holds to contradict each other (family CT)."""

    one: Place
    other: Place


def expectation_of(question: SetQuestion, places: Places) -> Expectation:
    """What is right, in the terms of the scoring; its pages are empty when no document answers."""
    pages: set[Page] = set()
    for spot in question.spots:
        for document in places.named(spot):
            pages |= places.pages_of(document.id, spot.page)
    return Expectation(
        id=question.id,
        kind=question.kind,
        commune="",
        is_real=True,
        pages=frozenset(pages),
        expected=question.expected,
        must_not=question.must_not,
    )


def scored(expectation: Expectation, rows: Sequence[Row]) -> list[Score]:
    """The score of each run."""
    return [score_answer(expectation, read_answer(row)) for row in rows]


def failures_of(question: SetQuestion, rows: Sequence[Row], places: Places) -> Iterator[Failure]:
    """What failed on ``question``, whose answers are ``rows``, one a run; the first run that failed is told."""
    expectation = expectation_of(question, places)
    scores = scored(expectation, rows)
    traces = [traced(score, read_answer(row)) for score, row in zip(scores, rows, strict=True)]
    told = next(((trace, score, row) for trace, score, row in zip(traces, scores, rows, strict=True) if trace), None)
    if told is not None:
        yield from _traced_failure(question, *told, places)
    if _is_unstable(scores, rows):
        place = places.blamed(sorted(expectation.pages, key=_in_order), question.expected, question.question)
        if place is not None:
            measures = (("runs", str(len(rows))), ("right_runs", str(sum(bool(s.value_in_answer) for s in scores))))
            yield Failure(
                rule=UNSTABLE,
                severity=Severity.MAJEUR,
                question=question.question,
                place=place,
                measures=measures,
            )
    yield from _misquoted(question, rows, places)


def _traced_failure(
    question: SetQuestion, trace: TracedFailure, score: Score, row: Row, places: Places
) -> Iterator[Failure]:
    place = places.blamed(trace.pages, question.expected, question.question)
    if place is None:
        return
    measures: list[tuple[str, str]] = []
    if trace.rule in (NOT_FOUND, DROWNED):
        measures += [("missing_words", _missing(question, place, places))]
    if trace.rank is not None:
        measures += [("rank", str(trace.rank))]
    measures += [("said", said(row))]
    yield Failure(
        rule=trace.rule,
        severity=Severity.BLOQUANT if score.shows_forbidden else Severity.MAJEUR,
        question=question.question,
        place=place,
        measures=tuple(pair for pair in measures if pair[1]),
    )


def _is_unstable(scores: Sequence[Score], rows: Sequence[Row]) -> bool:
    """Right once and wrong once, or shown once and refused once: other words alone are no fault."""
    verdicts = {(bool(score.value_in_answer), score.refuses) for score in scores if score.expectation.is_answerable}
    return len(rows) > 1 and len(verdicts) > 1


def _missing(question: SetQuestion, place: Place, places: Places) -> str:
    """Words of the question that the document has not, as typed, without those that say nothing."""
    document = places.document(place.document_id) if place.document_id else None
    if document is None:
        return ""
    texts = [document.title, *map(_all_of, places.passages_of(document.id))]
    held = {stem for text in texts for stem in stems(text)}
    typed = [word for word in re.findall(r"[^\W_]+", question.question) if len(word) > 2]
    return ", ".join(dict.fromkeys(w for w in typed if fold(w) not in stop_words() and not held & set(stems(w))))


def _misquoted(question: SetQuestion, rows: Sequence[Row], places: Places) -> Iterator[Failure]:
    """Words given as quoted that the cited passage has not; each passage is told once."""
    told: set[PassageId] = set()
    for row in rows:
        cited = {int(str(one["number"])): one for one in _records(row, "citations")}
        passages = places.passages([PassageId(str(one["passage"])) for one in cited.values()])
        for number, quote in _quoted(row):
            passage = passages.get(PassageId(str(cited[number]["passage"]))) if number in cited else None
            if passage is None or passage.id in told or _bare(quote) in _bare(_all_of(passage)):
                continue
            told.add(passage.id)
            yield Failure(
                rule=MISQUOTED,
                severity=Severity.BLOQUANT,
                question=question.question,
                place=place_in(passage),
                measures=(("quoted", quote[:LONGEST_SAID]),),
            )


def _quoted(row: Row) -> Iterator[tuple[int, str]]:
    """(citation, words) of what an answer gives as the document's own: between « », “ ” or straight marks."""
    for sentence in _records(row, "sentences"):
        for quote in quotations_in(str(sentence["text"])):
            yield int(str(sentence["citation"])), quote


def contradicted(
    questions: Iterable[tuple[SetQuestion, Sequence[Row]]], known: Sequence[Contradiction]
) -> Iterator[Failure]:
    """Contradictions of which both sides were in the context of one question (QA-05)."""
    for question, rows in questions:
        met = {PassageId(str(one["passage"])) for row in rows for one in considered(row)[:CONTEXT]}
        for pair in known:
            if pair.one.passage_id in met and pair.other.passage_id in met:
                yield Failure(
                    rule=CONTRADICTED,
                    severity=Severity.MAJEUR,
                    question=question.question,
                    place=pair.one,
                    related=(pair.other,),
                )


def considered(row: Row) -> list[Row]:
    """The passages that the search brought, best first."""
    return _records(row, "considered")


def said(row: Row) -> str:
    """The beginning of what was answered; the status, in French words, when nothing was shown."""
    shown = " ".join(str(one["text"]) for one in _records(row, "sentences"))
    shown = " ".join(shown.split()) or text(f"trial_said.{row['status']}")
    return shown if len(shown) <= LONGEST_SAID else shown[:LONGEST_SAID].rsplit(maxsplit=1)[0] + "…"


def _all_of(passage: Passage) -> str:
    return "\n".join((*passage.heading_path, *passage.context, passage.text))


def _bare(text: str) -> str:
    """Letters and figures alone: a quotation mark or a line break is no word."""
    return "".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))


def _records(row: Row, key: str) -> list[Row]:
    value = row.get(key) or []
    return cast(list[Row], value) if isinstance(value, list) else []


def _in_order(page: Page) -> tuple[str, str, int]:
    return (page.source, page.path, page.number or 0)
