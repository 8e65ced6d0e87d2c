"""``parvis eval``: how well the product does, on question sets of one's own or of others."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer

from answering.answer_json import JsonValue
from app.console import JsonOption, out, print_json
from app.measuring import Measure, measure_outside, measure_set, outside_sets
from domain.errors import BadInput
from eval.floors import FloorLowered, GateLine, is_open
from eval.noise import Noise
from eval.retrieval_gate import gate, pin
from eval.retrieval_report import Judged, report_json, report_lines
from eval.retrieval_runs import SAMPLE, SEEDS
from eval.retrieval_sets import QuestionSet, read_files

eval_ = typer.Typer(help="Measure the product on question sets.", no_args_is_help=True)

EXIT_BELOW = 1


@eval_.callback()
def measures() -> None:
    """Measure the product on question sets."""


@eval_.command()
def retrieval(
    corpus: Annotated[Path | None, typer.Option(help="JSON Lines: id, doc, title, text.")] = None,
    queries: Annotated[Path | None, typer.Option(help="JSON Lines: id, text, pos (ids of the corpus).")] = None,
    by_document: Annotated[bool, typer.Option("--by-document", help="Any passage of the document answers.")] = False,
    outside: Annotated[bool, typer.Option("--outside", help="All the sets of PARVIS_SHARED_DATA.")] = False,
    sets: Annotated[list[str] | None, typer.Option("--set", help="With --outside, this one only; may repeat.")] = None,
    data: Annotated[Path | None, typer.Option(help="Keep what was read for the gold questions here.")] = None,
    noise: Annotated[str, typer.Option(help="How questions are typed, among these.")] = ",".join(Noise),
    seeds: Annotated[int, typer.Option(min=1, max=100, help="Draws of each noise.")] = SEEDS,
    sample: Annotated[int, typer.Option(min=1, help="Questions of a set asked with noise.")] = SAMPLE,
    explain_failures: Annotated[bool, typer.Option("--explain-failures", help="Why each question failed.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Fail when a figure is under its floor.")] = False,
    update_floors: Annotated[bool, typer.Option("--update-floors", help="Pin what was measured.")] = False,
    allow_lower: Annotated[str, typer.Option(metavar="REASON", help="Why a floor may fall; kept in the file.")] = "",
    as_json: JsonOption = False,
) -> None:
    """How well search finds, clean and with noise, beside French BM25."""
    how = Measure(noises=_noises(noise), seeds=seeds, sample=sample, explains_failures=explain_failures)
    if (check or update_floors) and (seeds, sample, set(how.noises)) != (SEEDS, SAMPLE, set(Noise)):
        raise BadInput(f"floors are of every noise, {SEEDS} seeds, samples of {SAMPLE}: leave these options out")
    begun = perf_counter()
    told = _Told(as_json=as_json)
    if outside:
        names = _outside_names(sets or [], given=bool(corpus or queries or by_document))
        for judged in measure_outside(names, how, data=data, say=told.say):
            told.show(judged)
    else:
        questions = _given(corpus, queries, by_document=by_document, others=bool(sets or data))
        told.hint(questions)
        told.show(measure_set(questions, how))
    lines = _compared(told, pins=update_floors, reason=allow_lower) if check or update_floors else []
    told.end(lines, perf_counter() - begun)
    if not is_open(lines):
        raise typer.Exit(EXIT_BELOW)


@dataclass(slots=True, kw_only=True)
class _Told:
    """What was measured, said as it comes, or kept to be printed as one JSON value."""

    as_json: bool
    judged: list[Judged] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def say(self, line: str) -> None:
        """A line of progress, or of what is skipped."""
        self.notes.append(line.strip())
        if not self.as_json:
            out().print(line, markup=False)

    def hint(self, questions: QuestionSet) -> None:
        """Say when documents should perhaps be counted instead of passages."""
        if questions.has_several_passages_a_question:
            self.say("every question is answered by several passages: --by-document counts a document once")

    def show(self, judged: Judged) -> None:
        """The figures of a set."""
        self.judged.append(judged)
        if not self.as_json:
            for line in report_lines(judged):
                out().print(line, markup=False)

    def end(self, lines: Sequence[GateLine], seconds: float) -> None:
        """The floors, then the time; everything at once as JSON."""
        if self.as_json:
            print_json(_as_json(self, lines, seconds))
            return
        for line in lines:
            value = "-" if line.value is None else f"{line.value:.3f}"
            out().print(
                f"{line.state:<10} {line.set_name}.{line.figure}: {value} (floor {line.floor:.3f})", markup=False
            )
        out().print(f"measured in {seconds:.0f} s", markup=False)


def _noises(text: str) -> tuple[Noise, ...]:
    """The noises of a list parted by commas, the clean questions first. Raises BadInput."""
    names = {name.strip() for name in text.split(",") if name.strip()}
    unknown = sorted(names - set(Noise))
    if unknown or not names:
        raise BadInput(f"--noise takes {', '.join(Noise)}, parted by commas, not {', '.join(unknown) or 'nothing'}")
    return tuple(noise for noise in Noise if noise in names)


def _outside_names(sets: Sequence[str], *, given: bool) -> Sequence[str]:
    if given:
        raise BadInput("--outside takes no --corpus, --queries or --by-document: each set has its own rule")
    known = outside_sets()
    unknown = sorted(set(sets) - set(known))
    if unknown:
        raise BadInput(f"no outside set {', '.join(unknown)}; there are {', '.join(known)}")
    return [name for name in known if name in sets or not sets]


def _given(corpus: Path | None, queries: Path | None, *, by_document: bool, others: bool) -> QuestionSet:
    if corpus is None or queries is None:
        raise BadInput("give --corpus and --queries, or --outside for the sets of PARVIS_SHARED_DATA")
    if others:
        raise BadInput("--set and --data go with --outside")
    return read_files(corpus, queries, by_document=by_document)


def _compared(told: _Told, *, pins: bool, reason: str) -> Sequence[GateLine]:
    """The floors beside the figures, once moved when ``pins``. Raises BadInput when one would fall without reason."""
    if pins:
        try:
            moved = pin(told.judged, reason=reason or None)
        except FloorLowered as error:
            raise BadInput(str(error)) from error
        told.say(f"floors of {', '.join(moved) or 'no set'} moved")
    lines = gate(told.judged)
    for judged in told.judged:
        if judged.run.contest.name not in {line.set_name for line in lines}:
            told.say(f"{judged.run.contest.name} has no floor")
    return lines


def _as_json(told: _Told, lines: Sequence[GateLine], seconds: float) -> JsonValue:
    return {
        "machine": {"cores": os.cpu_count(), "python": platform.python_version(), "system": platform.platform()},
        "seconds": seconds,
        "notes": [*told.notes],
        "sets": {judged.run.contest.name: report_json(judged) for judged in told.judged},
        "floors": [
            {
                "set": line.set_name,
                "figure": line.figure,
                "floor": line.floor,
                "value": line.value,
                "state": line.state.value,
            }
            for line in lines
        ],
    }
