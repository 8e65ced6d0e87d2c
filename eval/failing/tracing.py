"""From a failed question to the rule that says why (QA-01, 02, 03 and 06) and the places to blame. Pure.

The failure model is that of research on documents that assistants fail on: the document was not found (QA-01), it was
found but not the page that answers (QA-02), the page was there and the answer lacks the value (QA-03) or is refused
(QA-06). One question gives one rule, the first that holds: what was not found cannot have been misread.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from eval.answer_scoring import CUTS, GivenAnswer, Page, Score

NOT_FOUND = "QA-01"
DROWNED = "QA-02"
WRONG_DESPITE_SOURCE = "QA-03"
REFUSED_DESPITE_SOURCE = "QA-06"


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedFailure:
    """A failed question: ``pages`` are to blame, those of the right ones that were found where there are any.

    ``rank`` is that of the first right page among distinct pages, from 1, None when it was not found.
    """

    question: str
    rule: str
    pages: tuple[Page, ...]
    rank: int | None


def traced(score: Score, answer: GivenAnswer) -> TracedFailure | None:
    """Why an answerable question failed; None for one that did not, or that nothing answers."""
    expectation = score.expectation
    if not expectation.is_answerable or score.value_in_answer:
        return None
    shown = tuple(dict.fromkeys(answer.pages))[: CUTS[-1]]
    found = [page for page in shown if page in expectation.pages]
    right = found or sorted(expectation.pages, key=_in_order)
    return TracedFailure(
        question=expectation.id,
        rule=_rule(score, shown, found),
        pages=tuple(right),
        rank=score.page_rank,
    )


def _rule(score: Score, shown: Sequence[Page], found: Sequence[Page]) -> str:
    if found:
        return REFUSED_DESPITE_SOURCE if score.refuses else WRONG_DESPITE_SOURCE
    files = {(page.source, page.path) for page in score.expectation.pages}
    return DROWNED if any((page.source, page.path) in files for page in shown) else NOT_FOUND


def _in_order(page: Page) -> tuple[str, str, int]:
    return (page.source, page.path, page.number or 0)
