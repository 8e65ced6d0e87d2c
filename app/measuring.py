"""What ``parvis eval`` measures: question sets given by their files, or all those of the outside data."""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from app.doorway import doorway
from app.settings import read_settings
from domain.errors import BadInput
from eval.answer_runs import ProductFailed
from eval.answer_sets import GOLD_QUESTIONS, SHARED_DATA, gold_set, shared_data
from eval.noise import Noise
from eval.retrieval import SET_NAMES
from eval.retrieval_failures import failures
from eval.retrieval_pages import page_contest, read_documents
from eval.retrieval_report import Judged, judged
from eval.retrieval_runs import Contest, run_contest, set_contest
from eval.retrieval_sets import QuestionSet, read_set

GOLD = "gold"

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """How sets are asked: under which noises, how many draws, how many questions with noise, failures told or not."""

    noises: Sequence[Noise]
    seeds: int
    sample: int
    explains_failures: bool = False

    def of(self, contest: Contest) -> Judged:
        """Ask, then judge."""
        run = run_contest(contest, self.noises, seeds=self.seeds, sample=self.sample)
        return judged(run, tuple(failures(run)) if self.explains_failures else None)


def outside_sets() -> Sequence[str]:
    """The names of the sets looked for: those that we know, whatever else lies beside them, then the gold one."""
    outside = shared_data()
    found = {file.parent.name for file in (outside / "qa").glob("*/queries.jsonl")} if outside else set()
    return (*SET_NAMES, *sorted(found - {*SET_NAMES, GOLD}), GOLD)


def measure_set(questions: QuestionSet, how: Measure) -> Judged:
    """A set, through a real index built in a passing folder."""
    with TemporaryDirectory(prefix="parvis-eval-") as folder, set_contest(questions, Path(folder)) as contest:
        return how.of(contest)


def measure_outside(names: Sequence[str], how: Measure, *, data: Path | None, say: Say) -> Iterator[Judged]:
    """The named sets of ``PARVIS_SHARED_DATA``, one after another; what is absent is said SKIPPED.

    ``data`` keeps the documents of the gold questions, read, for another time. Raises BadQuestions, BadInput.
    """
    outside = shared_data()
    for name in names:
        if outside is None:
            say(f"SKIPPED {name}: set {SHARED_DATA} to the folder of outside data")
        elif not (outside / (GOLD_QUESTIONS if name == GOLD else f"qa/{name}")).exists():
            say(f"SKIPPED {name}: {outside} does not hold it")
        elif name == GOLD:
            with _gold(outside, data, say) as contest:
                yield how.of(contest)
        else:
            yield measure_set(read_set(outside / "qa" / name), how)


@contextmanager
def _gold(outside: Path, data: Path | None, say: Say) -> Iterator[Contest]:
    """The gold questions over an installation that has read their documents, asked as ``parvis search`` is."""
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(TemporaryDirectory(prefix="parvis-eval-")))
        try:
            communes = gold_set(outside)
            read_s = read_documents(communes, folder / GOLD, say)
        except (ProductFailed, OSError, ValueError, KeyError) as error:
            raise BadInput(f"the gold questions cannot be asked: {error!r}") from error
        settings = replace(read_settings(os.environ), data_dir=folder / GOLD)
        work = stack.enter_context(doorway(settings))
        yield stack.enter_context(
            page_contest(
                communes,
                folder / GOLD,
                lambda text, commune, limit: work.search(text, commune=commune, limit=limit),
                read_s=read_s,
            )
        )
