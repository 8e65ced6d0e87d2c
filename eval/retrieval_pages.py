"""The gold questions on real communes, asked of ``parvis search``: which page holds the fact, among distinct pages.

Documents are read by the product's own command into a folder that may be kept. The search is handed in by whoever
wires the product, so that what is ranked here is what the command shows. French BM25 ranks the same passages by page.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from domain.answer import Question
from domain.document import Visibility
from domain.ids import CommuneSlug, PassageId
from eval.answer_runs import ingest
from eval.answer_scoring import Expectation, Page
from eval.answer_sets import GOLD_DAY
from eval.answer_sets import QuestionSet as AnswerSet
from eval.french_bm25 import FrenchBm25
from eval.retrieval_runs import Contest, Explained, FoundName
from eval.retrieval_sets import SetQuestion
from retriever.ranking.reading import read
from storage.opening import open_installation

Search = Callable[[str, str, int], Mapping[str, object]]
"""Text, commune, number of passages → what ``parvis search --json`` prints."""

PASSAGES = 50
"""Passages asked for: they hold ten distinct pages but for pages cut in many."""

READ_MARK = "eval-read.txt"
"""In the data folder: the digest of the documents that it holds, so that they are not read again."""

_DAY = datetime.fromisoformat(GOLD_DAY).replace(tzinfo=UTC)


def read_documents(communes: AnswerSet, data: Path, say: Callable[[str], None]) -> float:
    """Ingest every source in ``data`` unless it holds them already; the seconds it took. Raises ProductFailed."""
    begun = perf_counter()
    data.mkdir(parents=True, exist_ok=True)
    mark = data / READ_MARK
    if not mark.exists() or mark.read_text(encoding="utf-8") != communes.digest:
        for commune in communes.communes:
            say(f"  reading {commune.name}")
            ingest(commune, data)
        mark.write_text(communes.digest, encoding="utf-8")
    return perf_counter() - begun


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """Of whom a question is asked, and after what."""

    commune: CommuneSlug
    history: tuple[str, ...]

    def search_text(self, text: str) -> str:
        """What is searched: a follow-up after its subject, as the product reads it. Both rankings get these words."""
        question = Question(text=text, commune=self.commune, history=self.history, asked_at=_DAY)
        return read(question).search_text


@contextmanager
def page_contest(communes: AnswerSet, data: Path, search: Search, *, read_s: float = 0.0) -> Iterator[Contest]:
    """The questions that a page answers, against the documents of their commune in ``data``."""
    begun = perf_counter()
    asked = dict(_asked(communes))
    references = {CommuneSlug(commune.slug): _PageBm25(data, commune.slug) for commune in communes.communes}

    def found_by_product(question: SetQuestion, text: str) -> Mapping[str, object]:
        one = asked[question.id]
        return search(one.search_text(text), one.commune, PASSAGES)

    def pages_of_product(question: SetQuestion, text: str) -> Sequence[str]:
        slug = asked[question.id].commune
        return list(dict.fromkeys(_named(slug, _page(hit)) for hit in _hits(found_by_product(question, text))))

    def pages_of_reference(question: SetQuestion, text: str) -> Sequence[str]:
        one = asked[question.id]
        return references[one.commune].search(one.search_text(text))

    def explain(question: SetQuestion, text: str) -> Explained:
        slug, result = asked[question.id].commune, found_by_product(question, text)
        unknown = result["unknown_stems"]
        return Explained(
            found=tuple(_found(slug, hit) for hit in _hits(result)),
            unknown_stems=tuple(str(stem) for stem in unknown) if isinstance(unknown, list) else (),
        )

    yield Contest(
        name=communes.name,
        digest=communes.digest,
        passages=sum(reference.passages for reference in references.values()),
        counted="page",
        questions=tuple(_question(expectation, line) for expectation, line in _answerable(communes)),
        product=pages_of_product,
        reference=pages_of_reference,
        explain=explain,
        one_is_enough=True,
        build_s=read_s + perf_counter() - begun,
    )


class _PageBm25:
    """French BM25 over a commune's public passages, a page at its best passage."""

    def __init__(self, data: Path, slug: str) -> None:
        installation = open_installation(data)
        try:
            documents = installation.commune(CommuneSlug(slug)).documents
            held = {document.id: document for document in documents.documents()}
            passages = list(documents.indexable_passages(Visibility.PUBLIC))
        finally:
            installation.close()
        self._pages: dict[PassageId, str] = {}
        for passage, _ in passages:
            document = held[passage.document_id]
            self._pages[passage.id] = _named(slug, Page(str(document.source), document.path, passage.page))
        self.passages = len(passages)
        self._index = FrenchBm25(passages)

    def search(self, text: str) -> list[str]:
        return list(dict.fromkeys(self._pages[passage] for passage in self._index.search(text)))


def _answerable(communes: AnswerSet) -> Iterator[tuple[Expectation, Mapping[str, object]]]:
    for commune in communes.communes:
        for expectation, line in zip(commune.expectations, commune.lines, strict=True):
            if expectation.is_answerable:
                yield expectation, line


def _asked(communes: AnswerSet) -> Iterator[tuple[str, _Asked]]:
    for commune in communes.communes:
        for line in commune.lines:
            history = line.get("history") or []
            told = tuple(map(str, history)) if isinstance(history, list) else ()
            yield str(line["id"]), _Asked(commune=CommuneSlug(commune.slug), history=told)


def _question(expectation: Expectation, line: Mapping[str, object]) -> SetQuestion:
    return SetQuestion(
        id=expectation.id,
        text=str(line["question"]),
        relevant=frozenset(_named(expectation.commune, page) for page in expectation.pages),
        kind=expectation.kind,
    )


def _named(slug: str, page: Page) -> str:
    return f"{slug} {page.source}/{page.path}" + ("" if page.number is None else f" p. {page.number}")


def _hits(result: Mapping[str, object]) -> list[Mapping[str, object]]:
    hits = result["hits"]
    return hits if isinstance(hits, list) else []


def _page(hit: Mapping[str, object]) -> Page:
    number = hit["page"]
    return Page(str(hit["source"]), str(hit["path"]), None if number is None else int(str(number)))


def _found(slug: str, hit: Mapping[str, object]) -> FoundName:
    arms = hit["arms"]
    return FoundName(
        name=_named(slug, _page(hit)),
        title=str(hit["title"]),
        score=float(str(hit["score"])),
        arms={str(arm): float(score) for arm, score in arms.items()} if isinstance(arms, dict) else {},
    )
