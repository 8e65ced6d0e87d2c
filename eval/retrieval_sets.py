"""Question sets for search: passages in ``corpus.jsonl``, questions with the passages that answer in ``queries.jsonl``.

A line of the corpus has ``id`` and ``text``, mostly ``doc`` (its document) and ``title``; a line of the questions has
``id``, ``text`` and ``pos`` (ids of the corpus). A question marked ``is_title`` repeats the title of its own answer and
is not asked, nor is one that nothing answers (an empty ``pos``). Whatever is wrong with a file is told with its line.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.errors import BadQuestions
from domain.ids import CommuneSlug, DocumentId, PassageId
from domain.passage import Passage
from eval.answer_sets import digest_of

COMMUNE = CommuneSlug("questions")
"""The commune that the passages of a set are indexed under."""

SETS_BY_DOCUMENT = frozenset({"spf"})
"""Sets of the outside data that are scored by document: a fiche answers by any of its passages."""

TESTED_DOCUMENTS = "test_docs.json"
"""Beside a set: a list of documents. Only questions that they answer are asked, against the whole corpus."""


_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class SetQuestion:
    """A question with what answers it: passage ids, or the document where any of its passages will do.

    ``kind`` groups questions in reports; empty where a set has no kinds.
    """

    id: str
    text: str
    relevant: frozenset[str]
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSet:
    """A corpus and its questions. ``by_document``: hits are counted by document, each at its best passage.

    ``documents`` gives the document of each passage. ``left_out`` says which questions of the file are not asked, and
    why. ``digest`` covers the bytes of its files.
    """

    name: str
    passages: tuple[tuple[Passage, str], ...]
    questions: tuple[SetQuestion, ...]
    by_document: bool
    documents: Mapping[PassageId, DocumentId] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    digest: str = ""

    @property
    def has_several_passages_a_question(self) -> bool:
        """Whether every question is answered by all passages of a document: a sign that documents should be counted."""
        return not self.by_document and all(len(question.relevant) > 1 for question in self.questions)


def read_set(folder: Path) -> QuestionSet:
    """A set by its folder, whose name gives its rule of scoring. Raises BadQuestions naming file and line."""
    return read_files(
        folder / "corpus.jsonl",
        folder / "queries.jsonl",
        by_document=folder.name in SETS_BY_DOCUMENT,
    )


def read_files(corpus: Path, queries: Path, *, by_document: bool = False) -> QuestionSet:
    """A set by its two files, named after their folder. Raises BadQuestions naming file and line."""
    passages = tuple(_passage(line) for line in _unique(corpus))
    if not passages:
        raise BadQuestions(f"{corpus}: holds no passage; a line is a JSON object with id, doc, title and text")
    held = {passage.id: passage for passage, _ in passages}
    asked = [_question(line, held, corpus, by_document=by_document) for line in _unique(queries)]
    kept = [question for question, is_title in asked if question.relevant and not is_title]
    titles, unanswered = sum(is_title for _, is_title in asked), sum(not question.relevant for question, _ in asked)
    counts = ((titles, "that are titles"), (unanswered, "that nothing answers"))
    left_out = [f"{count} {words}" for count, words in counts if count]
    tested = queries.parent / TESTED_DOCUMENTS
    if tested.exists():
        names = _names(tested)
        inside = {str(p.id) for p in held.values() if p.document_id in names} | (names if by_document else set())
        answered = [question for question in kept if question.relevant & inside]
        left_out.append(f"{len(kept) - len(answered)} about documents that {TESTED_DOCUMENTS} does not name")
        kept = answered
    if not kept:
        told = f" but {' and '.join(left_out)}" if left_out else ""
        raise BadQuestions(f"{queries}: holds no question{told}; a line is a JSON object with id, text and pos")
    files = [corpus, queries, *([tested] if tested.exists() else [])]
    return QuestionSet(
        name=corpus.resolve().parent.name or "questions",
        passages=passages,
        questions=tuple(kept),
        by_document=by_document,
        documents={passage.id: passage.document_id for passage in held.values()},
        left_out=tuple(left_out),
        digest=digest_of(files),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line of a file, decoded; ``place`` is the file and the line's number, for messages."""

    place: str
    record: Mapping[str, Any]

    def text(self, key: str, *, default: str | None = None) -> str:
        """A text, or a number written as one; ``default`` where the key is absent. Raises BadQuestions."""
        value = self.record.get(key, default)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if not isinstance(value, str):
            told = "is missing" if value is None else f"must be a text, not {json.dumps(value)[:60]}"
            raise BadQuestions(f"{self.place}: {key} {told}")
        if _HALF_CHARACTER.search(value):
            raise BadQuestions(f"{self.place}: {key} holds half a character (a lone surrogate)")
        return value

    def filled(self, key: str) -> str:
        """A text that is not blank. Raises BadQuestions."""
        value = self.text(key)
        if not value.strip():
            raise BadQuestions(f"{self.place}: {key} is empty")
        return value


def _lines(path: Path) -> Iterator[_Line]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BadQuestions(f"{path}: cannot be read ({error.strerror or error})") from error
    # Only LF ends a line: text may hold U+2028 and its like, where str.splitlines would cut.
    for number, raw in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not raw.strip():
            continue
        place = f"{path}, line {number}"
        try:
            record = json.loads(raw)
        except UnicodeDecodeError as error:
            raise BadQuestions(f"{place}: is not UTF-8 ({error.reason})") from error
        except (ValueError, RecursionError) as error:
            raise BadQuestions(f"{place}: is not JSON ({error})") from error
        if not isinstance(record, dict):
            raise BadQuestions(f"{place}: must be a JSON object, not {raw[:60].decode(errors='replace')}")
        yield _Line(place=place, record=record)


def _unique(path: Path) -> Iterator[_Line]:
    """The lines of a file, whose ids must all differ. Raises BadQuestions."""
    seen: dict[str, str] = {}
    for line in _lines(path):
        identifier = line.filled("id")
        if identifier in seen:
            raise BadQuestions(f"{line.place}: id {identifier!r} is already that of {seen[identifier]}")
        seen[identifier] = f"line {line.place.rpartition(' ')[2]}"
        yield line


def _passage(line: _Line) -> tuple[Passage, str]:
    identifier, text = line.filled("id"), line.text("text")
    passage = Passage(
        id=PassageId(identifier),
        document_id=DocumentId(line.text("doc", default=identifier)),
        commune=COMMUNE,
        ordinal=0,
        text=text,
        page=None,
        start=0,
        end=len(text),
    )
    return passage, line.text("title", default="")


def _question(
    line: _Line, held: Mapping[PassageId, Passage], corpus: Path, *, by_document: bool
) -> tuple[SetQuestion, bool]:
    named = line.record.get("pos")
    if not isinstance(named, list):
        raise BadQuestions(f"{line.place}: pos must be a list of the ids that answer")
    positives = [PassageId(str(name)) for name in named]
    for name in positives:
        if name not in held:
            raise BadQuestions(f"{line.place}: pos names {name!r}, which is no id of {corpus}")
    question = SetQuestion(
        id=line.filled("id"),
        text=line.filled("text"),
        relevant=frozenset(held[name].document_id if by_document else name for name in positives),
    )
    return question, line.record.get("is_title") is True


def _names(path: Path) -> set[str]:
    try:
        names = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BadQuestions(f"{path}: cannot be read as JSON ({error})") from error
    if not isinstance(names, list):
        raise BadQuestions(f"{path}: must be a list of documents")
    return {str(name) for name in names}
