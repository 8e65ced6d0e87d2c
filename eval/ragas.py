"""``python -m eval.ragas``: Ragas' measures on the product's own pipeline, kept in a folder; ``compare A B``.

With PARVIS_LLM_URL, PARVIS_LLM_MODEL and a key, as the product reads them, ``--with-model`` adds the judged
measures. Needs the extra ``eval``. Exit codes: 0 measured, 2 cannot.
"""

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from corpus import SAMPLE_PROFILE
from domain.errors import ParvisError
from eval.answer_runs import ProductFailed, run_set
from eval.answer_sets import SHARED_DATA, QuestionSet, gold_set, sample_set, shared_data
from eval.configured_models import configured_embedding, configured_model
from eval.judged_rows import CONTEXTS, JudgedRow, rows_of
from eval.measured import Mean, Measure, Measured, measured
from eval.ragas_measures import measures_without_model, version
from eval.ragas_model_measures import measures_with_model
from eval.run_folder import differences, disagreements, write_run
from prompts.judging import judging_digest

AT_ONCE = 4
"""Questions judged together: endpoints of communes refuse more with 429."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, or compare two runs."""
    parser = argparse.ArgumentParser(prog="python -m eval.ragas", description="Ragas' measures on the answers")
    verbs = parser.add_subparsers(dest="verb")
    run = verbs.add_parser("run", help="measure the answers to a set (the verb that is meant when none is given)")
    run.add_argument("--set", choices=("sample", "gold"), default="sample")
    run.add_argument("--out", type=Path, help="a new folder; build/ragas/<time> when it is left out")
    run.add_argument("--data", type=Path, help="keep what was ingested in this folder and use it again")
    run.add_argument("--with-model", action="store_true", help="add what a language model judges")
    compare = verbs.add_parser("compare", help="two runs, question by question")
    compare.add_argument("first", type=Path)
    compare.add_argument("second", type=Path)
    given = list(sys.argv[1:] if arguments is None else arguments)
    options = parser.parse_args(given if given[:1] in (["run"], ["compare"], ["-h"], ["--help"]) else ["run", *given])
    try:
        return _compare(options.first, options.second) if options.verb == "compare" else _run(options)
    except ImportError as error:
        say(f"SKIPPED: Ragas is not installed ({error}); python run.py install eval")
    except (ProductFailed, ParvisError, OSError) as error:
        say(f"cannot measure: {error}")
    return 2


def _run(options: argparse.Namespace) -> int:
    begun, ragas = perf_counter(), version()
    embedding, model = configured_embedding(os.environ), configured_model(os.environ) if options.with_model else None
    question_set = _chosen(options.set)
    if question_set is None:
        say(f"SKIPPED {options.set}: set {SHARED_DATA} to the folder of outside data")
        return 2
    with tempfile.TemporaryDirectory(prefix="parvis-ragas-") as scratch:
        data = (options.data or Path(scratch)) / question_set.name
        rows = rows_of(question_set, run_set(question_set, data, say), data)
    answered = perf_counter()
    measures = measures_without_model(embedding) + (measures_with_model(model, embedding) if model else ())
    values = asyncio.run(all_measured(measures, rows))
    configuration = {
        "set": question_set.name,
        "digest": question_set.digest,
        "questions": len(rows),
        "contexts": CONTEXTS,
        "ragas": ragas,
        "embedding": embedding.name,
        "model": model.name if model else None,
        "prompts": judging_digest() if model else None,
        "ended_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    folder = options.out or Path("build/ragas") / f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    print_means(write_run(folder, configuration, rows, values))
    say(
        f"{len(rows)} questions; answers {answered - begun:.1f} s, measures {perf_counter() - answered:.1f} s; {folder}"
    )
    return 0


async def all_measured(measures: Sequence[Measure], rows: Sequence[JudgedRow]) -> list[list[Measured]]:
    """Every measure of every row, in order; at most ``AT_ONCE`` rows at a time."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(row: JudgedRow) -> list[Measured]:
        async with gate:
            return [await measured(measure, row) for measure in measures]

    return list(await asyncio.gather(*map(one, rows)))


def print_means(found: dict[str, Mean]) -> None:
    """Each mean with how many values it has, and what could not be measured."""
    for name, mean in found.items():
        value = "none" if mean.mean is None else f"{mean.mean:.3f}"
        problems = ", ".join(f"{count} {reason}" for reason, count in mean.problems.items())
        say(f"  {name:<24} {value:>6}  over {mean.values:>3}" + (f"; not measured: {problems}" if problems else ""))


def _compare(first: Path, second: Path) -> int:
    for name, (one, other) in disagreements(first, second).items():
        say(f"WARNING {name} differs: {one} and {other}")
    for line in differences(first, second):
        if line.first is None or line.second is None:
            say(f"  {line.measure:<24} no question has a value in both")
            continue
        say(
            f"  {line.measure:<24} {line.first:.3f} -> {line.second:.3f} over {line.both};"
            f" {line.better} better, {line.worse} worse; {line.won} newly measured, {line.lost} no more"
        )
    return 0


def _chosen(name: str) -> QuestionSet | None:
    if name == "sample":
        return sample_set(SAMPLE_PROFILE)
    data = shared_data()
    return gold_set(data) if data else None


def say(line: str) -> None:
    """One line for the operator."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
