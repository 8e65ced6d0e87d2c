"""``python -m eval.answers``: how well the product answers the sample commune's questions, the gold and the real ones.

Prints, for each set: the right page among the first 1, 5 and 10, the expected value in the answer, citations, refusals,
the share of shown sentences that are verbatim, each with its 95 % Wilson interval, how easy the prose shown is to read;
then the floors. Fictional and real communes are never added up. The judging set on real communes (``--set real``) is
run only when it is named; ``--split`` keeps one half of a set, without floors.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import SAMPLE_PROFILE
from eval.answer_runs import ProductFailed, SetRun, files_of, run_set, shown_texts
from eval.answer_scoring import (
    GivenAnswer,
    Score,
    Step,
    annotated_ceiling,
    failure_step,
    figures,
    figures_by_kind,
    figures_by_split,
    read_answer,
    score_answer,
)
from eval.answer_sets import SHARED_DATA, QuestionSet, gold_set, sample_set, shared_data
from eval.floors import FLOORS_FILE, SetFigures, compare, is_open, read_floors
from eval.intervals import Share
from eval.libreoffice_text import find_libreoffice
from eval.question_split import HALVES, of_split
from eval.real_places import PlaceMoved
from eval.real_questions import real_set
from eval.shown_ease import shown_readability
from eval.verbatim import PageReader, Report, Shown, check_all, find_pdftotext
from french.readability import Readability

TARGETS: Mapping[tuple[str, str], str] = {
    ("gold", "page_at_5"): "target 50 %; plain BM25 by page, one commune at a time: 43 % (40/92)",
    ("gold", "page_at_1"): "plain BM25 by page: 36 % (33/92)",
    ("gold", "page_at_10"): "plain BM25 by page: 57 % (52/92)",
    ("gold", "value_in_answer"): "target 30 %",
    ("sample", "page_at_5"): "target 85 %",
    ("sample", "value_in_answer"): "target 70 %",
    ("gold", "verbatim"): "target 100 %",
    ("sample", "verbatim"): "target 100 %",
    ("real", "value_rightly_cited"): "target 60 %, aim 75 %",
    ("real", "rule_and_exception"): "target 75 %",
    ("real", "forbidden_value_shown"): "target at most 4 %, aim 2 %",
    ("real", "answerable_but_refused"): "target at most 10 %",
    ("real", "verbatim"): "target 100 %",
}
"""What each figure is compared with; the reference is that of the gold set's own page, not measured here."""

BY_KIND = ("page_at_5", "value_in_answer", "rightly_declined")
SHOWN_FAILURES = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A set, run and judged. ``failures`` are the answerable questions that failed, with where and why."""

    question_set: QuestionSet
    run: SetRun
    scores: tuple[Score, ...]
    steps: tuple[tuple[Score, Step, str], ...]
    sentences: Report
    leads: Report

    @property
    def readability(self) -> Readability | None:
        """Of the prose shown; None when there is too little of it."""
        return shown_readability(self.run.answers.values())

    def figures(self) -> dict[str, Share]:
        """Every share by its stable name, those of ``floors.toml``."""
        verbatim = {"verbatim": self.sentences.strict, "verbatim_but_for_spaces": self.sentences.spaces_ignored}
        return figures(self.scores) | verbatim | {"verbatim_leads": self.leads.strict}


def judge(question_set: QuestionSet, run: SetRun, reader: PageReader) -> Judged:
    """Score every answer of a run, and check every shown word."""
    scores: list[Score] = []
    steps: list[tuple[Score, Step, str]] = []
    sentences: list[Shown] = []
    leads: list[Shown] = []
    for commune in question_set.communes:
        files = files_of(commune)
        for expectation in commune.expectations:
            line = run.answers[expectation.id]
            given: GivenAnswer = read_answer(line)
            score = score_answer(expectation, given)
            scores.append(score)
            if expectation.is_answerable:
                indexed = run.is_indexed(commune.slug, expectation.pages)
                fate = run.fate_of(commune.slug, expectation.pages)
                steps.append((score, failure_step(score, given, is_indexed=indexed), fate))
            sentences += shown_texts(line, files)
            leads += shown_texts(line, files, leads=True)
    return Judged(
        question_set=question_set,
        run=run,
        scores=tuple(scores),
        steps=tuple(steps),
        sentences=check_all(sentences, reader),
        leads=check_all(leads, reader),
    )


def print_report(judged: Judged, *, with_failures: bool) -> None:
    """The figures of a set, in lines."""
    name = judged.question_set.name
    kind = "real communes" if all(c.is_real for c in judged.question_set.communes) else "fictional commune"
    say(f"\n{name}: {kind}, {len(judged.scores)} questions, data {judged.question_set.digest[:12]}")
    say(f"  read in {judged.run.ingest_s:.1f} s, answered in {judged.run.answer_s:.1f} s")
    for figure, share in judged.figures().items():
        target = TARGETS.get((name, figure))
        say(f"  {figure:<28} {share}{f'   ({target})' if target else ''}")
    if ease := judged.readability:
        told = f"{ease.kandel_moles:.1f} (Kandel-Moles, 100 is easiest), LIX {ease.lix:.1f} (60 is hardest)"
        say(f"  {'reading ease':<28} {told}, {ease.words} words of prose shown")
    ceiling = annotated_ceiling(score.expectation for score in judged.scores)
    say(f"  {'annotated words alone':<28} {ceiling}   (passages that hold their own value: about the most to reach)")
    say(f"  statuses: {_counted(score.status for score in judged.scores)}")
    say(f"  steps of the answerable: {_counted(step.value for _, step, _ in judged.steps)}")
    say(f"  pages read by: {_counted(judged.sentences.readings.elements())}")
    for reason, count in judged.sentences.unchecked.items():
        say(f"  SKIPPED verbatim of {count} sentences: {reason}")
    by_split = {f"split {split}": shares for split, shares in figures_by_split(judged.scores).items()}
    for group, shares in (by_split | figures_by_kind(judged.scores)).items():
        told = "  ".join(f"{figure} {shares[figure].hits}/{shares[figure].total}" for figure in BY_KIND)
        say(f"    {group:<20} {told}")
    print_versions(judged)
    if with_failures:
        print_failures(judged)


def print_versions(judged: Judged) -> None:
    """Of the questions about what is decided again and again, how many show an older value, and the fate of each."""
    asked = [(score, step) for score, step, _ in judged.steps if score.expectation.kind == "version"]
    if not asked:
        return
    guarded = [score for score, _ in asked if score.expectation.must_not]
    older = Share(hits=sum(score.shows_forbidden for score in guarded), total=len(guarded))
    say(f"  version questions that show the older value: {older}")
    for score, step in asked:
        fate = "older value shown" if score.shows_forbidden else step.value
        say(f"    {score.expectation.id} {fate}; status {score.status}, page rank {score.page_rank or '-'}")


def print_failures(judged: Judged) -> None:
    """Each failed question with its step, then each shown text that is not on its page."""
    for score, step, fate in judged.steps:
        if step is not Step.RIGHT:
            reason = f" ({fate})" if step is Step.NOT_INDEXED else ""
            rank = score.page_rank or "-"
            say(f"  FAILED {_named(score)}: {step}{reason}; status {score.status}, page rank {rank}")
    for score in judged.scores:
        if score.shows_forbidden:
            say(f"  FORBIDDEN VALUE {_named(score)}: {', '.join(score.expectation.must_not)}")
        if score.declines is False:
            say(f"  NOT DECLINED {_named(score)}: status {score.status}")
    for check in (*judged.sentences.failures, *judged.leads.failures)[:SHOWN_FAILURES]:
        shown = check.shown
        say(f"  NOT VERBATIM {shown.question} {shown.file.name} p. {shown.page}: {shown.text[:160]!r}")


def _counted(names: Iterable[str]) -> str:
    return ", ".join(f"{count} {name}" for name, count in Counter(names).most_common()) or "none"


def _named(score: Score) -> str:
    return f"{score.expectation.id} {score.expectation.kind}"


def as_json(judged: Judged) -> dict[str, object]:
    """What ``--json`` writes of a set; ``eval.floors`` reads ``digest`` and ``figures``."""
    return {
        "digest": judged.question_set.digest,
        "questions": len(judged.scores),
        "figures": {figure: share_as_json(share) for figure, share in judged.figures().items()},
        "reading_ease": None if (ease := judged.readability) is None else round(ease.kandel_moles, 1),
        "by_kind": {
            kind: {figure: share_as_json(share) for figure, share in shares.items()}
            for kind, shares in figures_by_kind(judged.scores).items()
        },
        "by_split": {
            split: {figure: share_as_json(share) for figure, share in shares.items()}
            for split, shares in figures_by_split(judged.scores).items()
        },
        "steps": {
            score.expectation.id: {"step": step.value, "status": score.status, "page_rank": score.page_rank}
            for score, step, _ in judged.steps
        },
    }


def share_as_json(share: Share) -> dict[str, float]:
    """A share with its interval."""
    low, high = share.interval
    return {"hits": share.hits, "total": share.total, "value": share.value, "low": low, "high": high}


def say(line: str) -> None:
    """One line for the operator."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def chosen_sets(choice: str, split: str | None = None) -> list[QuestionSet]:
    """The sets asked for, one half of each with ``split``; those whose data are absent are named SKIPPED.

    Raises PlaceMoved when the documents are no longer those that the real set was annotated on.
    """
    sets: list[QuestionSet] = []
    if choice in ("sample", "all"):
        sets.append(sample_set(SAMPLE_PROFILE))
    outside = {"gold": gold_set, "real": real_set}
    for name in ("gold",) if choice == "all" else (choice,):
        data = shared_data()
        if name in outside and data is None:
            say(f"SKIPPED {name}: set {SHARED_DATA} to the folder of outside data")
        elif name in outside and data is not None:
            sets.append(outside[name](data))
    return [of_split(chosen, split) for chosen in sets] if split else sets


def check_floors(judged: Sequence[Judged]) -> bool:
    """Print each figure beside its floor; whether none is below."""
    measured = {
        j.question_set.name: SetFigures(
            digest=j.question_set.digest, figures={name: share.value for name, share in j.figures().items()}
        )
        for j in judged
    }
    floors = {name: pinned for name, pinned in read_floors(FLOORS_FILE).items() if name in measured}
    lines = compare(floors, measured)
    for line in lines:
        say(f"{line.state:<10} {line.set_name}.{line.figure} (floor {line.floor:.3f})")
    return is_open(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when every measured figure holds its floor, 1 below one, 2 when the product or a set cannot be run."""
    parser = argparse.ArgumentParser(prog="python -m eval.answers", description="Measure the answers")
    parser.add_argument("--set", choices=("gold", "sample", "real", "all"), default="all", help="all: sample and gold")
    parser.add_argument("--split", choices=HALVES, help="only this half of the questions; floors are left out")
    parser.add_argument("--json", type=Path, help="write every figure to this file")
    parser.add_argument("--failures", action="store_true", help="name each failed question and the step that failed")
    parser.add_argument("--data", type=Path, help="keep what was ingested in this folder and use it again")
    options = parser.parse_args(arguments)
    reader = PageReader(program=find_pdftotext(), office=find_libreoffice())
    judged: list[Judged] = []
    try:
        for question_set in chosen_sets(options.set, options.split):
            say(f"{question_set.name}")
            with tempfile.TemporaryDirectory(prefix="parvis-eval-") as scratch:
                data = (options.data or Path(scratch)) / question_set.name
                judged.append(judge(question_set, run_set(question_set, data, say), reader))
            print_report(judged[-1], with_failures=options.failures)
    except (ProductFailed, PlaceMoved, OSError) as error:
        say(f"cannot measure: {error}")
        return 2
    if options.json:
        sets = {j.question_set.name: as_json(j) for j in judged}
        machine = {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()}
        options.json.parent.mkdir(parents=True, exist_ok=True)
        options.json.write_text(json.dumps({"machine": machine, "sets": sets}, indent=1), encoding="utf-8")
    return 0 if options.split or check_floors(judged) else 1


if __name__ == "__main__":
    sys.exit(main())
