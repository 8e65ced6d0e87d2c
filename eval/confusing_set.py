"""Sentences that readers judged hard or entangled, with the acronyms that each sentence's document explains.

One JSON object a line: ``id``, ``text``, ``labels`` (rules of the report that it breaks), ``arguable`` (rules on which
readers may differ: neither hit nor false alarm), ``clean`` (no label) and ``source_path`` where it is from a document.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from eval.answer_sets import read_lines
from eval.confusing_sentence_set import read_confusing_sentences
from eval.lxml_page_text import body_text
from eval.page_text import HTML_SUFFIXES, PLAIN_SUFFIXES
from eval.pdfium_page_text import pdf_page_text
from french.acronym_definitions import defined_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One sentence or short block; ``explained`` are acronyms that its document develops elsewhere."""

    id: str
    text: str
    labels: frozenset[str]
    arguable: frozenset[str]
    explained: frozenset[str]

    @property
    def is_clean(self) -> bool:
        """Whether no rule is broken."""
        return not self.labels


def read_judged(path: Path, documents: Path | None = None) -> list[Judged]:
    """The sentences of ``path``; acronyms are looked for under ``documents``. Raises OSError, or ValueError."""
    return [
        Judged(
            id=str(record["id"]),
            text=str(record["text"]),
            labels=_rules(record.get("labels")),
            arguable=_rules(record.get("arguable")),
            explained=_explained(documents, str(record.get("source_path") or "")),
        )
        for record in read_lines(path)
    ]


def read_own() -> list[Judged]:
    """The set written here, checked as it is read. Raises OSError, or ValueError."""
    return [
        Judged(id=one.id, text=one.text, labels=one.labels, arguable=one.arguable, explained=frozenset())
        for one in read_confusing_sentences()
    ]


def _rules(value: object) -> frozenset[str]:
    return frozenset(map(str, value)) if isinstance(value, Iterable) else frozenset()


def _explained(documents: Path | None, source: str) -> frozenset[str]:
    if documents is None or not source or not (documents / source).is_file():
        return frozenset()
    return defined_in(_text(documents / source))


@cache
def _text(path: Path) -> str:
    """The whole text of a file, by other means than the product's readers; empty for a format without a rule."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        pages, number = [], 1
        while (page := pdf_page_text(path, number)) is not None:
            pages.append(page)
            number += 1
        return "\n".join(pages)
    if suffix in HTML_SUFFIXES:
        return body_text(path.read_bytes())
    return path.read_text(encoding="utf-8", errors="replace") if suffix in PLAIN_SUFFIXES else ""
