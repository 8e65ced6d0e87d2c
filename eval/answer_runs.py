"""Runs the real product, by its commands, on a question set: ingestion of every source, then all the answers.

The product is a subprocess, as an operator starts it, so that what is measured is what is delivered. What became of
each file is then read from the storage, to tell a document that was never indexed from one that was not found.
"""

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from domain.document import FileState
from domain.ids import CommuneSlug
from eval.answer_scoring import Page
from eval.answer_sets import CommuneSet, QuestionSet, read_lines
from eval.verbatim import Shown
from storage.opening import open_installation

CHECKOUT = Path(__file__).resolve().parent.parent
INGEST_LIMIT_S = 3600.0
ANSWER_LIMIT_S = 3600.0


class ProductFailed(RuntimeError):
    """A command of the product ended with an error; the message holds its last lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFate:
    """What became of a file: its state and the reason, in the words of ``domain.document``."""

    state: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRun:
    """What the product did with a set. ``answers`` by question id; ``fates`` by (slug, source, path)."""

    answers: Mapping[str, Mapping[str, object]]
    fates: Mapping[tuple[str, str, str], FileFate]
    ingest_s: float
    answer_s: float

    def is_indexed(self, slug: str, pages: frozenset[Page]) -> bool:
        """Whether the file of one of ``pages`` was indexed, itself or as the twin of another."""
        kept = (FileState.INDEXED.value, FileState.DUPLICATE_OF.value)
        fates = [self.fates.get((slug, page.source, page.path)) for page in pages]
        return any(fate is not None and fate.state in kept for fate in fates)

    def fate_of(self, slug: str, pages: frozenset[Page]) -> str:
        """In words, what became of the files of ``pages``."""
        words = set()
        for page in pages:
            fate = self.fates.get((slug, page.source, page.path))
            words.add("never seen" if fate is None else f"{fate.state} {fate.reason}".strip())
        return ", ".join(sorted(words))


def run_set(question_set: QuestionSet, data: Path, say: Callable[[str], None]) -> SetRun:
    """Ingest every source of the set in ``data`` and answer every question. Raises ProductFailed."""
    data.mkdir(parents=True, exist_ok=True)
    started = perf_counter()
    for commune in question_set.communes:
        say(f"  reading {commune.name}")
        ingest(commune, data)
    read = perf_counter()
    say("  answering")
    lines = [line for commune in question_set.communes for line in commune.lines]
    answers = answer(lines, data)
    answered = perf_counter()
    missing = [str(line["id"]) for line in lines if str(line["id"]) not in answers]
    if missing:
        raise ProductFailed(f"{len(missing)} questions came back without an answer: {', '.join(missing[:5])}")
    return SetRun(
        answers=answers,
        fates=dict(read_fates(question_set.communes, data)),
        ingest_s=read - started,
        answer_s=answered - read,
    )


def ingest(commune: CommuneSet, data: Path) -> None:
    """Every source of a commune, in order. Raises ProductFailed."""
    for words in ingest_commands(commune, data):
        run_product(words, limit_s=INGEST_LIMIT_S)


def ingest_commands(commune: CommuneSet, data: Path) -> list[list[str]]:
    """The words of ``parvis ingest``: once for the profile that names its sources, else once for each source."""
    if commune.profile is not None:
        return [["ingest", str(commune.profile), "--data", str(data)]]
    named = ["--commune", commune.slug, "--name", commune.name, "--data", str(data)]
    return [["ingest", str(source.folder), "--source", source.name, *named] for source in commune.sources]


def answer(
    lines: Sequence[Mapping[str, object]], data: Path, settings: Mapping[str, str] | None = None
) -> dict[str, Mapping[str, object]]:
    """The answers to ``lines``, by id; ``settings``: ``PARVIS_`` variables of this run. Raises ProductFailed."""
    questions, answers = data / "eval-questions.jsonl", data / "eval-answers.jsonl"
    questions.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines), encoding="utf-8")
    words = ["answer", str(questions), "--out", str(answers), "--data", str(data)]
    run_product(words, limit_s=ANSWER_LIMIT_S, settings=settings)
    return {str(record["id"]): record for record in read_lines(answers)}


def run_product(words: Sequence[str], *, limit_s: float, settings: Mapping[str, str] | None = None) -> str:
    """The output of a command of the product. Raises ProductFailed on any other exit code than 0, or past the limit."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "app.main", *words],
            cwd=CHECKOUT,
            env={**os.environ, **(settings or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=limit_s,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise ProductFailed(f"parvis {words[0]} did not end within {limit_s:.0f} s") from error
    if done.returncode != 0:
        tail = " / ".join((done.stderr or done.stdout).strip().splitlines()[-5:])
        raise ProductFailed(f"parvis {' '.join(words)} ended with {done.returncode}: {tail}")
    return done.stdout


def read_fates(communes: Sequence[CommuneSet], data: Path) -> Iterator[tuple[tuple[str, str, str], FileFate]]:
    """What became of every file of the communes, from the storage of ``data``."""
    installation = open_installation(data)
    try:
        for commune in communes:
            for record in installation.commune(CommuneSlug(commune.slug)).documents.files():
                fate = FileFate(state=record.state.value, reason=record.reason.value if record.reason else "")
                yield (commune.slug, str(record.source), record.path), fate
    finally:
        installation.close()


def files_of(commune: CommuneSet) -> dict[tuple[str, str], Path]:
    """Files of a commune by (source, path in it, NFC), as citations name them."""
    return {
        (source.name, unicodedata.normalize("NFC", file.relative_to(source.folder).as_posix())): file
        for source in commune.sources
        for file in source.folder.rglob("*")
    }


def shown_texts(
    line: Mapping[str, object], files: Mapping[tuple[str, str], Path], *, leads: bool = False
) -> Iterator[Shown]:
    """The sentences shown in an answer (their leads instead, with ``leads``), each with the file that it cites."""
    citations = {c["number"]: c for c in _records(line, "citations")}
    for sentence in _records(line, "sentences"):
        text = sentence.get("lead") if leads else sentence["text"]
        if not text:
            continue
        citation = citations[sentence["citation"]]
        source, path, page = str(citation["source"]), str(citation["path"]), citation["page"]
        yield Shown(
            text=str(text),
            is_row=sentence["kind"] == "table_row",
            file=files.get((source, path), Path(source) / path),
            page=None if page is None else int(str(page)),
            question=str(line["id"]),
            is_from_ocr=citation.get("ocr_confidence") is not None,
        )


def _records(line: Mapping[str, object], key: str) -> list[Mapping[str, object]]:
    value = line.get(key) or []
    return value if isinstance(value, list) else []
