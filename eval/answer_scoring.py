"""One answer against one annotated question, and many of them by kind. Pure: no file, no process, no clock.

The forms read here are those of ``parvis answer --out`` and of the question sets; only the keys that are judged
are read. What a value is, is said in ``eval.values``; what a right page is comes with the question.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from eval.intervals import Share
from eval.values import contains_plain, contains_value, has_amount

SHOWN_STATUSES = frozenset({"answered", "partial", "clarify"})
DECLINED_STATUSES = frozenset({"not_found", "out_of_scope"})
EXPECTED_STATUSES: Mapping[str, frozenset[str]] = {
    "small_talk": frozenset({"small_talk"}),
    "person_wanted": frozenset({"person_wanted"}),
    "out_of_scope": frozenset({"out_of_scope", "not_found"}),
    "unanswerable_far": frozenset({"out_of_scope", "not_found"}),
    "unanswerable_near": DECLINED_STATUSES,
    "unanswerable": DECLINED_STATUSES,
    "not_found": DECLINED_STATUSES,
    "internal": DECLINED_STATUSES | {"refused"},
    "personal_case": DECLINED_STATUSES | {"personal_case", "refused"},
    "other_authority": DECLINED_STATUSES | {"other_authority"},
}
"""Kinds of question that no passage answers, and the statuses that decline each as it should be."""

CUTS = (1, 5, 10)
"""Ranks, in distinct pages, at which the right page is looked for."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a file: the name of the source, the path in it (NFC, ``/``), the page from 1 or None."""

    source: str
    path: str
    number: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """What is right for one question.

    ``pages`` are all the pages that carry the fact, empty when nothing answers. ``expected`` may be a list, all
    of which is wanted. ``must_not`` are values that must not be given as the answer. ``conflicts`` are the words of
    the place that contradicts, one of which may stand for the element of ``expected`` that begins with « signaler ».
    ``spans`` are the annotated words of the documents that answer. ``split`` is ``dev``, ``test`` or empty when the set
    is not split. ``rule`` and ``exception`` are the elements of ``expected`` that state the one and the other, empty
    when the annotation does not tell them apart.
    """

    id: str
    kind: str
    commune: str
    is_real: bool
    pages: frozenset[Page] = frozenset()
    expected: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    conflict_pages: frozenset[Page] = frozenset()
    spans: tuple[str, ...] = ()
    is_scan: bool = False
    split: str = ""
    rule: tuple[str, ...] = ()
    exception: tuple[str, ...] = ()

    @property
    def is_answerable(self) -> bool:
        """Whether a page of the documents answers."""
        return bool(self.pages)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is shown as one thing: a sentence, item or row with its lead or header, and the page that it cites."""

    text: str
    page: Page | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenAnswer:
    """The judged part of one line of ``parvis answer``; ``pages`` are the passages' pages, best first, repeats kept."""

    status: str
    units: tuple[Unit, ...]
    pages: tuple[Page, ...]
    has_service: bool


class Step(StrEnum):
    """How far an answerable question went before it failed."""

    RIGHT = "right"
    NOT_INDEXED = "not indexed"
    NOT_RETRIEVED = "not in the first 10 pages"
    DECLINED = "retrieved, declined"
    NOT_SHOWN = "retrieved, another page shown"
    VALUE_MISSING = "right page shown, value missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one answer is worth. ``page_rank`` counts distinct pages from 1, None when the page is not there.

    ``declines`` says, of a question that nothing answers, that it is declined as it should be; it is None for an
    answerable one, as the other three are when nothing answers. ``shows_forbidden``: a unit shows a forbidden value
    without the right one beside it. ``refuses`` is the status alone. ``has_rule`` and ``has_exception``: shown
    from a right page; None when the annotation does not tell a rule from its exception.
    """

    expectation: Expectation
    status: str
    page_rank: int | None
    value_in_answer: bool | None
    is_rightly_cited: bool | None
    shows_forbidden: bool
    declines: bool | None
    points_to_service: bool
    has_rule: bool | None = None
    has_exception: bool | None = None

    @property
    def refuses(self) -> bool:
        """Nothing of the documents was shown."""
        return self.status not in SHOWN_STATUSES


def read_answer(line: Mapping[str, object]) -> GivenAnswer:
    """The judged part of a decoded line of ``parvis answer``. Raises KeyError when a promised key is missing."""
    citations = {int(_get(c, "number")): _page_of(c) for c in _list(line, "citations")}
    units = tuple(
        Unit(text=unit_text(s), page=citations.get(int(_get(s, "citation")))) for s in _list(line, "sentences")
    )
    considered = tuple(_page_of(p) for p in _list(line, "considered"))
    return GivenAnswer(
        status=str(line["status"]), units=units, pages=considered, has_service=line.get("service") is not None
    )


def unit_text(sentence: Mapping[str, object]) -> str:
    """A shown sentence with its lead; a row and its header stay on one line, so that its cells keep their units."""
    lead = sentence.get("lead")
    if not lead:
        return str(sentence["text"])
    joint = " | " if sentence.get("kind") == "table_row" else "\n"
    return f"{lead}{joint}{sentence['text']}"


def page_rank(pages: Iterable[Page], right: frozenset[Page]) -> int | None:
    """Rank from 1, among distinct pages in order, of the first right one."""
    for rank, page in enumerate(dict.fromkeys(pages), start=1):
        if page in right:
            return rank
    return None


def holds_expected(text: str, expectation: Expectation) -> bool:
    """Whether ``text`` holds every expected element; a conflict's own words hold an element that asks to signal it."""
    return bool(expectation.expected) and all(
        contains_value(text, element)
        or (
            element.strip().lower().startswith("signaler")
            and any(contains_plain(text, words) for words in expectation.conflicts)
        )
        for element in expectation.expected
    )


def annotated_ceiling(expectations: Iterable[Expectation]) -> Share:
    """How many answerable questions hold their value in their annotated words alone.

    The rest have values spread over several passages or said in the annotator's words: showing exactly the right
    passage does not count as right for them, so this is about the most that an extractive answer can reach.
    """
    asked = [e for e in expectations if e.is_answerable]
    return Share(hits=sum(holds_expected("\n".join((*e.spans, *e.conflicts)), e) for e in asked), total=len(asked))


def score_answer(expectation: Expectation, answer: GivenAnswer) -> Score:
    """One answer judged; see ``Score``."""
    shown = "\n".join(unit.text for unit in answer.units)
    answerable = expectation.is_answerable
    # Signalling a gap cites both sides.
    citable = expectation.pages | expectation.conflict_pages
    right_units = [u.text for u in answer.units if u.page in citable]
    forbidden = any(_shows_forbidden(unit.text, expectation) for unit in answer.units)
    return Score(
        expectation=expectation,
        status=answer.status,
        page_rank=page_rank(answer.pages, expectation.pages) if answerable else None,
        value_in_answer=holds_expected(shown, expectation) if answerable else None,
        is_rightly_cited=holds_expected("\n".join(right_units), expectation) if answerable else None,
        shows_forbidden=forbidden,
        declines=None if answerable else _declines(expectation, answer, shown) and not forbidden,
        points_to_service=answer.has_service,
        has_rule=_holds_all(right_units, expectation.rule),
        has_exception=_holds_all(right_units, expectation.exception),
    )


def _holds_all(units: Sequence[str], elements: Sequence[str]) -> bool | None:
    return contains_value("\n".join(units), elements) if elements else None


def _declines(expectation: Expectation, answer: GivenAnswer, shown: str) -> bool:
    accepted = EXPECTED_STATUSES.get(expectation.kind, DECLINED_STATUSES)
    if answer.status in accepted:
        return not has_amount(shown)
    # A partial answer that names no price may help; any amount would be one borrowed from something else.
    return answer.status == "partial" and accepted == DECLINED_STATUSES and not has_amount(shown)


def _shows_forbidden(text: str, expectation: Expectation) -> bool:
    if not any(contains_plain(text, value) for value in expectation.must_not):
        return False
    return not any(contains_value(text, element) for element in expectation.expected)


def failure_step(score: Score, answer: GivenAnswer, *, is_indexed: bool) -> Step:
    """The first step at which an answerable question failed. ``is_indexed``: a right page's file was indexed."""
    if score.value_in_answer:
        return Step.RIGHT
    if not is_indexed:
        return Step.NOT_INDEXED
    if score.page_rank is None or score.page_rank > CUTS[-1]:
        return Step.NOT_RETRIEVED
    if not answer.units:
        return Step.DECLINED
    if not any(unit.page in score.expectation.pages for unit in answer.units):
        return Step.NOT_SHOWN
    return Step.VALUE_MISSING


def figures(scores: Sequence[Score]) -> dict[str, Share]:
    """Every measured share of ``scores``, by a stable name. Answerable and unanswerable questions are counted apart."""
    asked = [s for s in scores if s.expectation.is_answerable]
    others = [s for s in scores if not s.expectation.is_answerable]
    guarded = [s for s in scores if s.expectation.must_not]
    shares = {f"page_at_{cut}": _share(asked, _found_within(cut)) for cut in CUTS}
    shares["value_in_answer"] = _share(asked, lambda s: bool(s.value_in_answer))
    shares["value_and_nothing_forbidden"] = _share(asked, lambda s: bool(s.value_in_answer) and not s.shows_forbidden)
    shares["value_rightly_cited"] = _share(asked, lambda s: bool(s.is_rightly_cited))
    tangled = [s for s in asked if s.has_rule is not None and s.has_exception is not None]
    shares["rule_and_exception"] = _share(tangled, lambda s: bool(s.has_rule and s.has_exception))
    shares["rule_without_exception"] = _share(tangled, lambda s: bool(s.has_rule) and not s.has_exception)
    shares["answerable_but_refused"] = _share(asked, lambda s: s.refuses)
    shares["forbidden_value_shown"] = _share(guarded, lambda s: s.shows_forbidden)
    shares["rightly_declined"] = _share(others, lambda s: bool(s.declines))
    shares["declined_with_a_service"] = _share([s for s in others if s.declines], lambda s: s.points_to_service)
    return shares


def figures_by_kind(scores: Sequence[Score]) -> dict[str, dict[str, Share]]:
    """``figures`` of each kind of question, in the order in which the kinds come."""
    return _figures_by(scores, lambda score: score.expectation.kind)


def figures_by_split(scores: Sequence[Score]) -> dict[str, dict[str, Share]]:
    """``figures`` of the questions that were looked at and of those kept for judging; empty when a set has no split."""
    return _figures_by([score for score in scores if score.expectation.split], lambda score: score.expectation.split)


def _figures_by(scores: Sequence[Score], group_of: Callable[[Score], str]) -> dict[str, dict[str, Share]]:
    groups: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        groups[group_of(score)].append(score)
    return {name: figures(group) for name, group in groups.items()}


def _found_within(cut: int) -> Callable[[Score], bool]:
    return lambda score: score.page_rank is not None and score.page_rank <= cut


def _share(scores: Sequence[Score], holds: Callable[[Score], bool]) -> Share:
    return Share(hits=sum(holds(s) for s in scores), total=len(scores))


def _page_of(record: Mapping[str, object]) -> Page:
    number = record["page"]
    return Page(str(record["source"]), str(record["path"]), None if number is None else int(str(number)))


def _get(record: Mapping[str, object], key: str) -> str:
    return str(record[key])


def _list(line: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = line[key]
    if not isinstance(value, list):
        raise TypeError(f"{key} must be a list, got {type(value).__name__}")
    return value
