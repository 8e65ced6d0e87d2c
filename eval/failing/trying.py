"""From a question set and its answers to what the report keeps (``clarity.reporting.trial.Trial``). Pure."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from clarity.observation import Observation, Place
from clarity.reporting.trial import ON_THE_PASSAGE, Trial
from clarity.reporting.wording import rule_title
from domain.finding import Severity
from domain.ids import DocumentId, PassageId
from eval.failing.habits import MAGNET, NEVER_FOUND, Met, judged, magnets, never_found
from eval.failing.judging import (
    CONTRADICTED,
    MISQUOTED,
    UNSTABLE,
    VERSION,
    Contradiction,
    Failure,
    Row,
    considered,
    contradicted,
    failures_of,
)
from eval.failing.pairs import CONFUSED, AskedPair, confusions, outcome_of, pairs_in
from eval.failing.places import Places
from eval.failing.questions_file import SetQuestion
from eval.failing.tracing import DROWNED, NOT_FOUND, REFUSED_DESPITE_SOURCE, WRONG_DESPITE_SOURCE

ONE_A_QUESTION = (NOT_FOUND, DROWNED, WRONG_DESPITE_SOURCE, REFUSED_DESPITE_SOURCE)
RULES = (*ONE_A_QUESTION, CONFUSED, CONTRADICTED, MAGNET, NEVER_FOUND, MISQUOTED, UNSTABLE)


def outcome_of_set(
    questions: Sequence[SetQuestion],
    runs: Sequence[Mapping[str, Row]],
    places: Places,
    *,
    textual: Sequence[Observation] = (),
    elsewhere: Collection[DocumentId] = (),
) -> Trial:
    """What a set shows; a question whose document is not here judges nothing. ``runs``: answers by id, one a run.

    ``textual`` is what the report finds in texts: a contradiction may meet in one answer, and a failed passage is told
    with its own findings. ``elsewhere``: the documents that residents' questions met.
    """
    unplaced = [one for one in questions if one.spots and not any(map(places.named, one.spots))]
    asked = [one for one in questions if one not in unplaced]
    rows = {one.id: [run[one.id] for run in runs] for one in asked}
    pairs = [_pair(general, special, runs[0]) for general, special in pairs_in(asked)]
    met = [_met(one, rows[one.id], places) for one in asked]
    confused = list(confusions(pairs, places))
    found = [*confused, *_single(asked, rows, places, {one.question for one in confused})]
    found += contradicted(((one, rows[one.id]) for one in asked), contradictions_in(textual))
    found += [*magnets(met, places), *never_found(met, elsewhere, places)]
    rules = set(judged(met, places.documents)) | set(RULES) - {MAGNET, NEVER_FOUND}
    if len(runs) < 2:
        rules.discard(UNSTABLE)
    right = sum(all(outcome_of(one).is_right for one in each) for each in _pair_runs(asked, runs))
    return Trial(
        observations=joined(observed(found), textual),
        rules=dict.fromkeys(sorted(rules), VERSION),
        questions=frozenset(one.question for one in asked),
        asked_of=frozenset(document for one in met for document in one.about),
        pairs=len(pairs) or None,
        pairs_right=right if pairs else None,
    )


def contradictions_in(textual: Iterable[Observation]) -> list[Contradiction]:
    """The contradictions (CT) among findings, one for each other side."""
    of_family = (one for one in textual if one.rule.startswith("CT-"))
    return [Contradiction(one=one.place, other=other) for one in of_family for other in one.related]


def joined(
    failed: Mapping[DocumentId, Sequence[Observation]], textual: Iterable[Observation]
) -> dict[DocumentId, list[Observation]]:
    """Each failure with what the report finds in the same words: the names of its rules, and its rewriting if any."""
    beside: dict[PassageId, list[Observation]] = defaultdict(list)
    for one in textual:
        if one.place.passage_id is not None:
            beside[one.place.passage_id].append(one)
    return {
        document: [_with_causes(one, beside.get(one.place.passage_id or PassageId(""), [])) for one in seen]
        for document, seen in failed.items()
    }


def _with_causes(failure: Observation, beside: Sequence[Observation]) -> Observation:
    if failure.rule not in ON_THE_PASSAGE:
        return failure
    here = [one for one in beside if _overlap(failure.place, one.place)]
    names = ", ".join(dict.fromkeys(rule_title(one.rule) for one in here))
    proposal = next((one.proposal for one in here if one.proposal and one.rule.startswith("NX-")), None)
    measures = (*failure.measures, ("found_here", names)) if names else failure.measures
    return replace(failure, measures=measures, proposal=proposal)


def _overlap(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


def _pair(general: SetQuestion, special: SetQuestion, run: Mapping[str, Row]) -> AskedPair:
    return AskedPair(general=general, special=special, general_row=run[general.id], special_row=run[special.id])


def _pair_runs(asked: Sequence[SetQuestion], runs: Sequence[Mapping[str, Row]]) -> list[list[AskedPair]]:
    """Each pair in every run: right means right every time."""
    return [[_pair(general, special, run) for run in runs] for general, special in pairs_in(asked)]


def _single(
    asked: Iterable[SetQuestion], rows: Mapping[str, Sequence[Row]], places: Places, confused: Collection[str]
) -> Iterable[Failure]:
    """Failures of questions one by one; one that was confused with its pair's is not told twice."""
    for one in asked:
        for failure in failures_of(one, rows[one.id], places):
            if failure.rule not in ONE_A_QUESTION or one.question not in confused:
                yield failure


def _met(question: SetQuestion, rows: Sequence[Row], places: Places) -> Met:
    ranks: dict[DocumentId, int] = {}
    for row in rows:
        for rank, one in enumerate(considered(row), start=1):
            document = DocumentId(str(one["document"]))
            ranks[document] = min(rank, ranks.get(document, rank))
    about = {document.id for spot in question.spots for document in places.named(spot)}
    return Met(question=question.question, about=about, met=ranks)


def observed(failures: Iterable[Failure]) -> dict[DocumentId, list[Observation]]:
    """One observation for each rule and passage, with all the questions that failed there; by document."""
    groups: dict[tuple[str, Place], list[Failure]] = defaultdict(list)
    for failure in failures:
        groups[failure.rule, failure.place].append(failure)
    found: dict[DocumentId, list[Observation]] = defaultdict(list)
    for (rule, place), group in groups.items():
        if place.document_id is None:
            continue
        measures: dict[str, str] = {}
        for one in group:
            for name, value in one.measures:
                measures.setdefault(name, value)
        found[place.document_id].append(
            Observation(
                rule=rule,
                severity=max((one.severity for one in group), key=list(Severity).index),
                place=place,
                measures=tuple(measures.items()),
                related=tuple(dict.fromkeys(other for one in group for other in one.related)),
                questions=tuple(dict.fromkeys(one.question for one in group if one.question)),
            )
        )
    return dict(found)
