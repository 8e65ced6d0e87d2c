"""What each aid of search brings (corrector, abbreviations, thesaurus, acronyms), on questions it was not written from.

    PARVIS_SHARED_DATA=… python -m eval.ablation [set ...]

Prints nDCG@10 and R@10 of each set, typed well, with slips, without accents and as text messages: with no aid, with
each alone, with all; beside each, the gain in nDCG over no aid and its 95 % interval (paired bootstrap over questions).
Then what the corrector did to questions that are typed well, where it should do nothing.
"""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from domain.document import Visibility
from domain.ids import CommuneSlug
from domain.search import CommuneScope, SearchResult
from eval.answer_sets import shared_data
from eval.noise import Noise, noisy
from eval.retrieval import SET_NAMES
from eval.retrieval_runs import counted, sampled
from eval.retrieval_scores import DEPTH, ndcg, paired
from eval.retrieval_sets import COMMUNE, QuestionSet, SetQuestion, read_set
from models.static_embedding import StaticEmbedding
from retriever.aids import ALL_AIDS, Aid
from retriever.generation import SHARD, current_name, scope_folder, vocabulary_of
from retriever.qdrant_edge_builder import EdgeIndexBuilder
from retriever.qdrant_edge_shard import EdgeShardReader
from retriever.searching import search_arms

MOST_QUESTIONS = 400
"""Of a set; piaf has 2,466, of which the same ones are drawn each time."""

_SEED = 1
_PASSAGES_BY_DOCUMENT = 100
_FEW_WORDS = "faq_cc"
"""The set of the fewest passages: correct words of the other sets' questions are not among its own."""

_SPELLING = frozenset({Aid.CORRECTOR, Aid.ABBREVIATIONS})

VARIANTS: Mapping[str, frozenset[Aid]] = {
    "nothing": frozenset(),
    "+ corrector": frozenset({Aid.CORRECTOR}),
    "+ abbreviations": frozenset({Aid.ABBREVIATIONS}),
    "+ thesaurus": frozenset({Aid.THESAURUS}),
    "+ acronyms": frozenset({Aid.ACRONYMS}),
    "+ all": ALL_AIDS,
}
"""What is measured, by the name that is printed."""

Search = Callable[[str, frozenset[Aid], int], SearchResult]
"""Question, aids, how many hits."""


def judged(
    questions: QuestionSet, asked: Sequence[SetQuestion], search: Search, aids: frozenset[Aid]
) -> list[list[bool]]:
    """For each question, whether each of its ten first hits answers."""
    limit = _PASSAGES_BY_DOCUMENT if questions.by_document else DEPTH
    found: list[list[bool]] = []
    for question in asked:
        hits = [hit.passage_id for hit in search(question.text, aids, limit).hits]
        found.append([name in question.relevant for name in counted(hits, questions)[:DEPTH]])
    return found


def report(questions: QuestionSet, search: Search, write: Callable[[str], object]) -> None:
    """Print the figures of one set."""
    asked = sampled(questions.questions, MOST_QUESTIONS)
    write(f"{questions.name}: {len(asked)} questions over {len(questions.passages)} passages\n")
    for noise in Noise:
        typed = [_typed(question, noise) for question in asked]
        plain: list[float] | None = None
        for name, aids in VARIANTS.items():
            found = judged(questions, typed, search, aids)
            gains = [ndcg(hits, len(question.relevant)) for hits, question in zip(found, typed, strict=True)]
            plain = plain or gains
            recall = sum(any(hits) for hits in found) / len(found)
            line = f"  {noise.value:6} {name:16} nDCG@10 {sum(gains) / len(gains):.3f}  R@10 {recall:.3f}"
            write(f"{line}  gain {paired(gains, plain).signed}\n" if aids else f"{line}\n")
    _report_changes(asked, search, write)


def _typed(question: SetQuestion, noise: Noise) -> SetQuestion:
    text = noisy(question.text, noise, seed=_SEED, question=question.id)
    return SetQuestion(id=question.id, text=text, relevant=question.relevant)


def _report_changes(asked: Sequence[SetQuestion], search: Search, write: Callable[[str], object]) -> None:
    """What a corrector does to questions typed well is a fault, or mends a slip of the set's own."""
    write(f"  typed well, and corrected all the same: {_changed([one.text for one in asked], search)}\n")


def _changed(texts: Sequence[str], search: Search) -> str:
    changes: Counter[str] = Counter()
    changed = 0
    for text in texts:
        corrections = search(text, _SPELLING, 1).corrections
        changed += bool(corrections)
        changes.update(f"{typed} → {searched}" for typed, searched in corrections.items())
    listed = ", ".join(change for change, _ in changes.most_common(40))
    return f"{changed} of {len(texts)} questions ({listed or 'none'})"


@contextmanager
def indexed(questions: QuestionSet, folder: Path) -> Iterator[Search]:
    """Index a set under ``folder`` and search it with any aids."""

    def root(_: CommuneSlug) -> Path:
        return folder

    embedding = StaticEmbedding()
    EdgeIndexBuilder(root, embedding).rebuild(CommuneScope(commune=COMMUNE), questions.passages)
    scope = scope_folder(folder, Visibility.PUBLIC)
    generation = scope / (current_name(scope) or "")
    vocabulary, shard = vocabulary_of(generation), EdgeShardReader(generation / SHARD)

    def search(text: str, aids: frozenset[Aid], limit: int) -> SearchResult:
        return search_arms(text, shard, vocabulary, embedding=embedding, limit=limit, aids=aids)

    try:
        yield search
    finally:
        shard.close()


def main(names: Sequence[str]) -> None:
    """Measure and print each set."""
    data = shared_data()
    if data is None:
        sys.stdout.write("SKIPPED: PARVIS_SHARED_DATA names no folder of outside question sets\n")
        return
    for name in names or SET_NAMES:
        questions = read_set(data / "qa" / name)
        with TemporaryDirectory() as folder, indexed(questions, Path(folder)) as search:
            report(questions, search, sys.stdout.write)
            sys.stdout.flush()
            if name == _FEW_WORDS:
                others = [read_set(data / "qa" / other) for other in SET_NAMES if other not in (name, "crpa")]
                texts = [one.text for other in others for one in sampled(other.questions, MOST_QUESTIONS)]
                sys.stdout.write(f"  questions about other things, corrected all the same: {_changed(texts, search)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
