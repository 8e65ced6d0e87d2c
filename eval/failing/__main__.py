"""``python -m eval.failing``: each failed question of the sample commune, its rule, and what editors are told there.

For every failure the page to blame is read from storage and the rules on hard and entangled passages (LX, NX) are run
on its document. A finding on the same page may be why, and is no proof: most pages have one, and a document without
pages counts as one page.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from clarity.detecting import observe
from clarity.read_text import read_passages
from corpus import SAMPLE_PROFILE
from domain.ids import CommuneSlug
from domain.ports import DocumentStore
from eval.answer_runs import ProductFailed, SetRun, run_set
from eval.answer_scoring import Page, read_answer, score_answer
from eval.answer_sets import CommuneSet, sample_set
from eval.failing.tracing import TracedFailure, traced
from storage.opening import open_installation


def failures_of(commune: CommuneSet, answers: Mapping[str, Mapping[str, object]]) -> tuple[TracedFailure, ...]:
    """The failures of a commune's questions, in their order."""
    given = [(expectation, read_answer(answers[expectation.id])) for expectation in commune.expectations]
    found = [traced(score_answer(expectation, answer), answer) for expectation, answer in given]
    return tuple(failure for failure in found if failure)


def findings_on(page: Page, documents: DocumentStore) -> tuple[str, ...]:
    """The rules that find something on a page, in order, each once; empty when the page is not stored."""
    files = {(str(file.source), file.path): file.document_id for file in documents.files()}
    held = files.get((page.source, page.path))
    document = documents.document(held) if held else None
    if document is None:
        return ()
    seen = observe(read_passages(document, documents.passages_of(document.id)))
    return tuple(sorted({one.rule for one in seen if page.number is None or one.place.page == page.number}))


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when measured, 2 when the product cannot be run."""
    parser = argparse.ArgumentParser(prog="python -m eval.failing", description="Trace each failed question")
    parser.add_argument("--data", type=Path, help="keep what was ingested in this folder and use it again")
    options = parser.parse_args(arguments)
    question_set = sample_set(SAMPLE_PROFILE)
    try:
        with tempfile.TemporaryDirectory(prefix="parvis-failing-") as scratch:
            data = (options.data or Path(scratch)) / question_set.name
            run = run_set(question_set, data, say)
            for commune in question_set.communes:
                _tell(commune, run, data)
    except (ProductFailed, OSError) as error:
        say(f"cannot measure: {error}")
        return 2
    return 0


def _tell(commune: CommuneSet, run: SetRun, data: Path) -> None:
    failures = failures_of(commune, run.answers)
    installation = open_installation(data)
    try:
        documents = installation.commune(CommuneSlug(commune.slug)).documents
        met = 0
        for failure in failures:
            page = failure.pages[0]
            rules = findings_on(page, documents)
            met += bool(rules)
            where = f"{page.source}/{page.path}" + (f" p. {page.number}" if page.number else "")
            say(f"  {failure.question} {failure.rule}, rank {failure.rank or '-'}: {where}; {', '.join(rules) or '-'}")
    finally:
        installation.close()
    asked = sum(expectation.is_answerable for expectation in commune.expectations)
    counts = Counter(failure.rule for failure in failures)
    say(f"{len(failures)} of {asked} failed: {', '.join(f'{counts[rule]} {rule}' for rule in sorted(counts))}")
    say(f"{met} of them on a page with a finding of its own")


def say(line: str) -> None:
    """One line for the operator."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
