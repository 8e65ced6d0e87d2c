"""What each arm of search should weigh in a commune, from its own questions: a grid, cross-validated.

For each question the passages that search found, each with its arms' scores, are ranked anew under each row of the
grid; what counts is one over the rank of the first that answers, among ten. Weights are chosen on four fifths of the
questions and judged on the fifth that is left, so that the gain told is one that unseen questions may expect.
"""

import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from domain.errors import BadQuestions
from eval.retrieval import Interval, bootstrap, reciprocal_rank
from eval.retrieval_scores import DEPTH

FEWEST = 20
"""Questions under which nothing is proposed: on fifteen, one question moved is worth .07 of the mean."""

_FOLDS = 5
_CHARS = (0.0, 0.25, 0.5, 1.0)
_MEANING = (0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 5.0, 8.0)
"""To words at 1. Up to 8, since some models' cosines all lie between .7 and 1 (multilingual-e5)."""

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Where an answer stands. Any source when ``source`` is empty, any page when ``page`` is None."""

    source: str
    path: str
    page: int | None

    def is_of(self, source: str, path: str, page: int | None) -> bool:
        """Whether a passage found there is on this page."""
        near = self.page is None or page is None or self.page == page
        return near and path == self.path and self.source in ("", source)


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedQuestion:
    """A question, and the pages that answer it."""

    text: str
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A passage that search found for a question: its arms' scores, and whether it answers."""

    passage: str
    arms: Weights
    is_right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Weights and what they are worth. ``before`` and ``after`` are means over the questions held out, 0..1;
    ``gain`` their difference, paired. ``is_shown``: the whole interval of the gain is above 0.
    """

    questions: int
    current: Weights
    proposed: Weights
    before: float
    after: float
    gain: Interval

    @property
    def is_shown(self) -> bool:
        """Whether to apply it."""
        return self.gain.low > 0


def read_paged_questions(file: Path) -> list[PagedQuestion]:
    """Questions of a JSON Lines file of the form of ``corpus/questions.jsonl``. Raises BadQuestions naming the line.

    Those that no document answers (``source_path`` null or absent) and follow-ups (``history``) are left out.
    """
    try:
        lines = file.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestions(f"{file}: cannot be read as UTF-8 text ({error})") from error
    found = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if row.get("source_path") and not row.get("history"):
                pages = tuple(_page(one) for one in (row, *row.get("also_ok", ())))
                found.append(PagedQuestion(text=_text(row["question"]), pages=pages))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadQuestions(
                f"{file}:{number}: not a question with its page ({error!r}); give question, source_path and page"
            ) from error
    return found


def propose(pools: Sequence[Sequence[Found]], current: Weights) -> Proposal:
    """The best row of the grid over all questions, and the cross-validated gain of choosing so. Raises BadQuestions."""
    if len(pools) < FEWEST:
        raise BadQuestions(f"{len(pools)} questions with a page that answers: give {FEWEST} at least")
    rows = [current, *grid()]
    values = [[reciprocal_rank(_ranked(pool, weights)) for pool in pools] for weights in rows]
    order = list(range(len(pools)))
    random.Random(0).shuffle(order)
    chosen = [0.0] * len(pools)
    for fold in range(_FOLDS):
        held = set(order[fold::_FOLDS])
        best = _best(values, [at for at in order if at not in held])
        for at in held:
            chosen[at] = values[best][at]
    gains = [after - before for after, before in zip(chosen, values[0], strict=True)]
    return Proposal(
        questions=len(pools),
        current=current,
        proposed=rows[_best(values, order)],
        before=sum(values[0]) / len(pools),
        after=sum(chosen) / len(pools),
        gain=bootstrap(gains),
    )


def grid() -> list[Weights]:
    """Every row: words 1, beside each weight of characters and of meaning."""
    return [{"words": 1.0, "chars": chars, "meaning": meaning} for chars in _CHARS for meaning in _MEANING]


def _best(values: Sequence[Sequence[float]], questions: Sequence[int]) -> int:
    """The row with the highest sum over these questions; of equal ones the first, which is the current one."""
    sums = [round(sum(row[at] for at in questions), 9) for row in values]
    return sums.index(max(sums))


def _ranked(pool: Sequence[Found], weights: Weights) -> list[bool]:
    whole = sum(weights.values())
    scored = [
        (-round(sum(weights[arm] * one.arms.get(arm, 0.0) for arm in weights) / whole, 6), one.passage, one.is_right)
        for one in pool
    ]
    return [is_right for _, _, is_right in sorted(scored)[:DEPTH]]


def _page(row: Mapping[str, Any]) -> Page:
    page = row.get("page")
    if page is not None and not isinstance(page, int):
        raise TypeError(f"page {page!r} is not a number")
    return Page(source=str(row.get("source") or ""), path=_text(row["source_path"]), page=page)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError(f"{value!r} is not a text")
    return value
