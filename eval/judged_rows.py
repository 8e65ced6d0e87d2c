"""What is judged of an answer, whatever judges it: the question, what was found, what was said, what was right.

Texts of passages come from the product's storage, so that what is measured is what the assistant had before it. A row
is one question; a place is a page of a document under one name, so that its twins and the pages that answer as well
count for it.
"""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from domain.ids import CommuneSlug, PassageId
from domain.passage import Passage
from domain.ports import DocumentStore
from eval.answer_runs import SetRun
from eval.answer_scoring import CUTS, Expectation, Page, unit_text
from eval.answer_sets import QuestionSet
from storage.opening import open_installation

CONTEXTS = CUTS[-1]
"""Passages of an answer that are judged, best first: as many as pages are looked at elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedRow:
    """One question. ``reference`` are the annotated words, empty when nothing answers.

    ``retrieved_ids`` and ``reference_ids`` are places (``source/path#page``); a place that answers as well as the
    annotated one bears its name. ``quotations`` are what the answer gives as the documents' own words, None when a
    model wrote it: then only what stands between quotation marks is.
    """

    id: str
    kind: str
    question: str
    response: str
    reference: str
    retrieved_contexts: tuple[str, ...]
    reference_contexts: tuple[str, ...]
    retrieved_ids: tuple[str, ...]
    reference_ids: tuple[str, ...]
    quotations: tuple[str, ...] | None


def rows_of(question_set: QuestionSet, run: SetRun, data: Path) -> tuple[JudgedRow, ...]:
    """The rows of a set that was run in ``data``, in the order of its questions."""
    installation = open_installation(data)
    try:
        return tuple(
            judged_row(expectation, line, run.answers[expectation.id], documents)
            for commune in question_set.communes
            for documents in [installation.commune(CommuneSlug(commune.slug)).documents]
            for expectation, line in zip(commune.expectations, commune.lines, strict=True)
        )
    finally:
        installation.close()


def judged_row(
    expectation: Expectation, line: Mapping[str, object], answer: Mapping[str, object], documents: DocumentStore
) -> JudgedRow:
    """One row, from a line of ``parvis answer`` and the passages that it names."""
    considered = _records(answer, "considered")[:CONTEXTS]
    kept = documents.passages_by_id([PassageId(str(one["passage"])) for one in considered])
    passages = [kept[PassageId(str(one["passage"]))] for one in considered if str(one["passage"]) in kept]
    texts = texts_of_pages(expectation, documents)
    names, wanted = right_names(expectation, texts)
    shown = tuple(str(one["text"]) for one in _records(answer, "sentences"))
    return JudgedRow(
        id=expectation.id,
        kind=expectation.kind,
        question=str(line["question"]),
        response="\n".join(unit_text(one) for one in _records(answer, "sentences")),
        reference="\n".join(expectation.spans) if expectation.is_answerable else "",
        retrieved_contexts=tuple(context_text(passage) for passage in passages),
        reference_contexts=reference_contexts(expectation, texts),
        retrieved_ids=tuple(dict.fromkeys(names.get(page) or _named(page) for page in map(_page, considered))),
        reference_ids=wanted,
        quotations=None if made_by_a_model(answer) else shown,
    )


def made_by_a_model(answer: Mapping[str, object]) -> bool:
    """Whether a language model wrote the sentences of this line of ``parvis answer``."""
    made = answer.get("ia")
    return isinstance(made, Mapping) and bool(made.get("modele"))


def context_text(passage: Passage) -> str:
    """What a reader of the passage sees: the lead-in or header rows that govern it, then its words."""
    return "\n".join((*passage.context, passage.text))


def texts_of_pages(expectation: Expectation, documents: DocumentStore) -> dict[Page, tuple[str, ...]]:
    """The passages that storage holds of each right page, in the order of the pages' names."""
    if not expectation.pages:
        return {}
    files = {(str(file.source), file.path): file.document_id for file in documents.files()}
    found: dict[Page, tuple[str, ...]] = {}
    for page in sorted(expectation.pages, key=_named):
        document = files.get((page.source, page.path))
        passages = documents.passages_of(document) if document else ()
        found[page] = tuple(context_text(one) for one in passages if page.number is None or one.page == page.number)
    return found


def reference_contexts(expectation: Expectation, texts: Mapping[Page, Sequence[str]]) -> tuple[str, ...]:
    """The stored passages that hold the annotated words; the words themselves where no single passage does."""
    held = [text for page in texts.values() for text in page]
    spans = expectation.spans if expectation.is_answerable else ()
    return tuple(dict.fromkeys(_holding(span, held) or span for span in spans))


def right_names(
    expectation: Expectation, texts: Mapping[Page, Sequence[str]]
) -> tuple[dict[Page, str], tuple[str, ...]]:
    """The name of each right page, and the names that are wanted.

    One name where some page holds all the annotated words. Where the rule and its exception stand apart, one for each
    of them; a page that holds neither word for word, being right in other words, has the first's.
    """
    if not expectation.is_answerable:
        return {}, ()
    whole = {page: folded(" ".join(held)) for page, held in texts.items()}
    spans = [folded(span) for span in expectation.spans]
    apart = not any(all(span in text for span in spans) for text in whole.values())
    seen = [span for span in spans if any(span in text for text in whole.values())]
    first = f"{expectation.id}:right"
    if not apart or len(seen) < 2:
        return dict.fromkeys(expectation.pages, first), (first,)
    names = {
        page: f"{expectation.id}:right{next((at for at, span in enumerate(seen) if span in whole[page]), 0)}"
        for page in expectation.pages
    }
    return names, tuple(dict.fromkeys(sorted(names.values())))


def _holding(span: str, texts: Iterable[str]) -> str | None:
    wanted = folded(span)
    return next((text for text in texts if wanted in folded(text)), None)


def folded(text: str) -> str:
    """NFKC, lower case, cells run on and white space folded: how annotated words are looked for in passages."""
    return " ".join(unicodedata.normalize("NFKC", text).replace("|", " ").lower().split())


def _page(one: Mapping[str, object]) -> Page:
    return Page(str(one["source"]), str(one["path"]), None if one["page"] is None else int(str(one["page"])))


def _named(page: Page) -> str:
    return f"{page.source}/{page.path}#{page.number or ''}"


def _records(line: Mapping[str, object], key: str) -> Sequence[Mapping[str, object]]:
    value = line.get(key) or []
    return value if isinstance(value, list) else []
