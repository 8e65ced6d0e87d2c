"""Special cases that a model left out: those that the documents' own answer holds and no sentence of the model says.

A model is asked to keep every exception (``prompts/model_answer.toml``), and nothing forces it to. What it states
of the rule would then be read as true of everybody, so that the document's own words are added.
"""

from collections.abc import Iterable, Iterator

from answering.doubts import doubts_of
from answering.with_model.figures import figures_of
from domain.answer import AnswerSentence, SentenceRole
from french.wording import content_stems, said_by
from retriever.ranking.scoring import ScoredUnit

SAID_FLOOR = 0.5
"""Share of a case's content words that one sentence of the model says, its figures all there, to count as said: lower,
the rule counts as its own exception; higher, a faithful paraphrase stands twice, which costs a line."""


def cases_left_out(cases: Iterable[ScoredUnit], told: Iterable[str]) -> Iterator[ScoredUnit]:
    """Those of ``cases`` that no sentence of ``told`` says, in their order; only special cases are looked at."""
    sentences = tuple(told)
    for unit in cases:
        if unit.role is SentenceRole.CASE and not any(_says(sentence, unit) for sentence in sentences):
            yield unit


def in_its_own_words(unit: ScoredUnit, citation: int) -> AnswerSentence:
    """The unit as the answer without a model shows it, its lead with it."""
    return AnswerSentence(
        text=unit.unit.text,
        kind=unit.unit.kind,
        lead=unit.unit.lead,
        citation=citation,
        to_check=doubts_of(unit),
        condition=unit.condition,
    )


def _says(sentence: str, unit: ScoredUnit) -> bool:
    if not figures_of(unit.unit.text) <= figures_of(sentence):
        return False
    wanted = frozenset(content_stems(unit.unit.text))
    given = frozenset(content_stems(sentence))
    return sum(said_by(stem, given) for stem in wanted) >= SAID_FLOOR * len(wanted)
