"""An answer in plain French by a language model, each sentence shown only once its passage is found to say it."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC

from answering.doubts import doubts_of
from answering.presenting import shown_sentences
from answering.with_model.briefing import Brief
from answering.with_model.calling import ModelCaller
from answering.with_model.figures import figures_of
from answering.with_model.kept_cases import cases_left_out, in_its_own_words
from answering.with_model.passages import NumberedPassage
from answering.with_model.prompting import prompt_of
from answering.with_model.sentences import Draft, Part, SentenceReader
from answering.with_model.tokens import Tokens
from answering.with_model.verifying import Verifier
from domain.answer import AnswerSentence, AnswerWatch, Citation, SentenceKind
from domain.errors import ModelFailed
from domain.language_model import ModelFault
from french.analyser import stems
from french.answer_types import AnswerType, holds
from french.langid_language import is_surely_foreign
from prompts import catalogue
from retriever.ranking.candidate import Then
from retriever.ranking.scoring import ScoredUnit

KEPT_FLOOR = 0.5
"""Share of its sentences that must be supported: a text half invented is not worth its other half, which the answer
without a model says as well."""

MOST_SENTENCES = 8
MOST_DRAFTS = 30
"""Read of one answer: nobody reads that much, and a model that writes on and on is stopped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What may be shown of a model's answer; ``withheld`` sentences are not. ``prompt`` is the prompt's version."""

    model: str
    prompt: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    withheld: int


class ModelComposer:
    """Asks the model, verifies, cites. Thread-safe."""

    def __init__(
        self,
        caller: ModelCaller,
        verifier: Verifier,
        *,
        fence: Callable[[], str] = lambda: secrets.token_hex(8),
        most_sentences: int = MOST_SENTENCES,
        most_drafts: int = MOST_DRAFTS,
    ) -> None:
        """``fence`` draws the line around each passage of one prompt; a measure reads and shows without limit."""
        self._most_sentences = most_sentences
        self._most_drafts = most_drafts
        self._caller = caller
        self._verifier = verifier
        self._fence = fence

    def compose(self, brief: Brief, watch: AnswerWatch | None = None) -> Written:
        """The answer; ``watch`` is told each sentence as soon as it is verified. Raises ModelFailed with why not."""
        if not brief.passages:
            raise ModelFailed(ModelFault.EMPTY, "no passage may be given to the model")
        tokens, cited = Tokens(), _Cited(brief.then)
        fence = f"=={self._fence()}=="
        prompt = prompt_of(brief.understood_as, brief.passages, tokens, fence=fence)
        written, kept = list[str](), list[tuple[Part, AnswerSentence]]()
        withheld = 0
        asked = brief.question
        pieces = self._caller.pieces(
            prompt,
            day=asked.asked_at.astimezone(UTC).date(),
            commune=asked.commune,
            is_gone=watch.is_gone if watch else lambda: False,
        )
        for draft in _drafts(pieces, written, self._most_drafts):
            sentence = self._verified(draft, brief, tokens, cited)
            if sentence is None:
                withheld += 1
            elif len(kept) < self._most_sentences:
                _tell(watch, draft.part, sentence, kept, cited)
                kept.append((draft.part, sentence))
        _refuse_too_little("".join(written), [one for _, one in kept], withheld, brief.types)
        for unit in cases_left_out(brief.chosen, [one.text for _, one in kept]):
            sentence = in_its_own_words(unit, cited.number_of(unit))
            _tell(watch, Part.CASES, sentence, kept, cited)
            kept.append((Part.CASES, sentence))
        return Written(
            model=self._caller.name,
            prompt=catalogue.text("model_answer.version"),
            sentences=_under_headings(kept),
            citations=tuple(cited.citations),
            withheld=withheld,
        )

    def _verified(self, draft: Draft, brief: Brief, tokens: Tokens, cited: "_Cited") -> AnswerSentence | None:
        """The sentence with the first passage that says it; None when none of those that it cites does."""
        text, passages = tokens.show(draft.text), brief.passages
        is_numbered = bool(draft.numbers) and all(1 <= n <= len(passages) for n in draft.numbers)
        if text is None or not is_numbered or is_surely_foreign(text):
            return None
        for number in draft.numbers:
            passage = passages[number - 1]
            if self._verifier.supports(text, passage, brief.trusted):
                unit = _nearest(text, passage)
                doubts = tuple(figure for figure in doubts_of(unit) if figure in text)
                return AnswerSentence(
                    text=text,
                    kind=SentenceKind.SENTENCE,
                    lead=None,
                    citation=cited.number_of(unit),
                    to_check=doubts,
                )
        return None


class _Cited:
    """The citations of an answer under way, numbered in reading order."""

    def __init__(self, then: Then) -> None:
        self._then = then
        self._numbers: dict[tuple[str, int], int] = {}
        self.citations: list[Citation] = []

    def number_of(self, unit: ScoredUnit) -> int:
        """The number of the citation of ``unit``, made at its first use."""
        place = (unit.candidate.passage.id, unit.unit.start)
        if place not in self._numbers:
            self._numbers[place] = len(self.citations) + 1
            _, (citation, *_) = shown_sentences([unit], self._then)
            self.citations.append(replace(citation, number=self._numbers[place]))
        return self._numbers[place]


def _tell(
    watch: AnswerWatch | None,
    part: Part,
    sentence: AnswerSentence,
    kept: Sequence[tuple[Part, AnswerSentence]],
    cited: _Cited,
) -> None:
    """Tell a sentence as soon as it may be shown; the first special case after a rule has its heading."""
    if watch is None:
        return
    if part is Part.CASES and {one for one, _ in kept} == {Part.GENERAL}:
        sentence = replace(sentence, lead=sentence.lead or catalogue.text("model_answer.cases"))
    watch.said(sentence, cited.citations[sentence.citation - 1])


def _drafts(pieces: Iterator[str], written: list[str], most: int) -> Iterator[Draft]:
    """Sentences as they come; what is written is kept in ``written``. Ends the call after ``most`` of them."""
    reader, count = SentenceReader(), 0
    for piece in pieces:
        written.append(piece)
        for draft in reader.feed(piece):
            yield draft
            count += 1
        if count >= most:
            return
    yield from reader.end()


def _nearest(sentence: str, passage: NumberedPassage) -> ScoredUnit:
    """The unit of the passage that says it: most figures in common, then most words; the first on a tie."""
    figures, words = figures_of(sentence), set(stems(sentence))

    def nearness(scored: ScoredUnit) -> tuple[int, int]:
        own = " ".join((scored.unit.lead or "", scored.unit.text))
        return len(figures & figures_of(own)), len(words & set(stems(own)))

    return max(passage.units, key=nearness)


def _refuse_too_little(
    written: str, kept: Sequence[AnswerSentence], withheld: int, types: frozenset[AnswerType]
) -> None:
    if not written.strip():
        raise ModelFailed(ModelFault.EMPTY, "the model wrote nothing")
    if is_surely_foreign(written):
        raise ModelFailed(ModelFault.FOREIGN, "the model did not write French")
    if not kept or len(kept) < KEPT_FLOOR * (len(kept) + withheld):
        raise ModelFailed(ModelFault.UNSUPPORTED, f"{len(kept)} of {len(kept) + withheld} sentences are supported")
    if types and not any(holds(one.text, kind) for one in kept for kind in types):
        raise ModelFailed(ModelFault.UNSUPPORTED, "what was asked for is not in the sentences that are supported")


def _under_headings(kept: Sequence[tuple[Part, AnswerSentence]]) -> tuple[AnswerSentence, ...]:
    """The rule, then the special cases, each part's first sentence under its heading; no heading for one part alone."""
    parts = [[one for part, one in kept if part is wanted] for wanted in Part]
    if not all(parts):
        return tuple(one for part in parts for one in part)
    headed = [
        [replace(part[0], lead=part[0].lead or catalogue.text(f"model_answer.{wanted.value}")), *part[1:]]
        for wanted, part in zip(Part, parts, strict=True)
    ]
    return tuple(one for part in headed for one in part)
