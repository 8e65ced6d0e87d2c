"""``python -m eval.calibrate``: what the signals of an answer weigh, and the limits under which nothing is shown.

    PARVIS_SHARED_DATA=… python -m eval.calibrate [--data FOLDER [--ingested]] [--write]

Asks the development halves of the sample and real sets, never the others, of a product that shows everything; fits
weights on answerable against near-scope questions and judges them out of fold, one real commune or a fifth of the
sample's documents left out at a time. Prints weights, limits, what is refused, the trade-off and how true the
confidence is; ``--write`` stores weights and limits with their evidence in ``answering/thresholds.toml``.
"""

import argparse
import re
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from zlib import crc32

from answering.confidence import SHIPPED
from answering.signals import NAMES, NO_THING
from eval.answer_runs import ProductFailed, answer, ingest
from eval.answer_scoring import Expectation, Score, read_answer, score_answer
from eval.answer_sets import QuestionSet
from eval.answers import chosen_sets, say
from eval.calibration_file import Choice, SetEvidence, calibration_toml
from eval.intervals import Share, share_of
from eval.logistic import Case, Logistic, fitted, out_of_fold, pairs_told_apart
from eval.real_places import PlaceMoved

SETS = ("sample", "real")
NEAR = "unanswerable_near"
MOST_REFUSED = 0.10
MOST_NEAR_ANSWERED = 0.10
RULE = (
    f"partial: the highest limit at which at most {MOST_REFUSED:.0%} of answerable questions are refused out of fold;"
    f" answered: the lowest from there on at which at most {MOST_NEAR_ANSWERED:.0%} of near-scope ones are answered"
    " without reserve"
)
TARGETS = "targets: near-scope refused at least 85 %, answerable refused at most 10 %, forbidden value at most 4 %"
_SAMPLE_FOLDS = 5
_BINS = 5
_SHOW_ALL = "bias = 0.0\n[weights]\n[limits]\nanswered = 0.0\npartial = 0.0\n"
_SIGNAL = re.compile(rf"\b({'|'.join(NAMES)}) (\d\.\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of a set, its answer shown whatever it is worth, and its signals; empty when it was never searched."""

    set_name: str
    score: Score
    signals: Mapping[str, float]

    @property
    def expectation(self) -> Expectation:
        """Its annotation."""
        return self.score.expectation

    @property
    def is_judged(self) -> bool:
        """Whether weights are fitted on it."""
        return bool(self.signals) and (self.expectation.is_answerable or self.expectation.kind == NEAR)


def asked_of(question_set: QuestionSet, answers: Mapping[str, Mapping[str, object]]) -> list[Asked]:
    """The questions of a set with the scores and signals of their answers."""
    return [
        Asked(
            set_name=question_set.name,
            score=score_answer(one, read_answer(answers[one.id])),
            signals=signals_told(answers[one.id]),
        )
        for commune in question_set.communes
        for one in commune.expectations
    ]


def signals_told(line: Mapping[str, object]) -> dict[str, float]:
    """The signals that the step « judge » of an answer tells; empty when the answer was never judged."""
    steps = line.get("steps")
    for step in steps if isinstance(steps, list) else []:
        if step["name"] == "judge":
            return {name: float(value) for name, value in _SIGNAL.findall(str(step["outcome"]))}
    return {}


def cases_of(judged: Sequence[Asked]) -> list[Case]:
    """Each set and each outcome weighs as much as another: questions are many where documents were easy to ask of."""
    sizes: dict[tuple[str, bool], int] = {}
    for one in judged:
        key = one.set_name, one.expectation.is_answerable
        sizes[key] = sizes.get(key, 0) + 1
    return [
        Case(
            signals=tuple(one.signals[name] for name in NAMES),
            is_right=one.expectation.is_answerable,
            weight=1 / sizes[one.set_name, one.expectation.is_answerable],
            group=group_of(one.expectation),
        )
        for one in judged
    ]


def group_of(expectation: Expectation) -> str:
    """A real commune, or a fifth of the sample's documents: what is learnt in one says nothing of the next."""
    if expectation.is_real:
        return expectation.commune
    document = min((page.path for page in expectation.pages), default=expectation.id)
    return f"{expectation.commune} {crc32(document.encode()) % _SAMPLE_FOLDS}"


def chosen_limits(values: Sequence[float], rights: Sequence[bool]) -> tuple[float, float]:
    """(answered, partial) by ``RULE``, rounded down and up to three digits."""
    answerable = sorted(value for value, is_right in zip(values, rights, strict=True) if is_right)
    near = sorted((value for value, is_right in zip(values, rights, strict=True) if not is_right), reverse=True)
    partial = int(1000 * answerable[int(MOST_REFUSED * len(answerable))]) / 1000
    above = near[int(MOST_NEAR_ANSWERED * len(near))]
    return max(partial, (int(1000 * above) + 1) / 1000), partial


def is_shown(one: Asked, value: float, limit: float) -> bool:
    """Whether a question's answer would be shown under ``limit``; one that was never searched shows nothing."""
    return bool(one.signals) and not one.score.refuses and value >= limit


def run(data: Path, *, is_ingested: bool) -> tuple[list[Asked], dict[str, str]]:
    """Every development question asked, and the digest of each set. Raises ProductFailed, PlaceMoved, OSError."""
    asked: list[Asked] = []
    digests: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="parvis-calibrate-") as scratch:
        limits = Path(scratch) / "show_all.toml"
        limits.write_text(_SHOW_ALL, encoding="utf-8")
        for question_set in (one for name in SETS for one in chosen_sets(name, "dev")):
            folder = data / question_set.name
            folder.mkdir(parents=True, exist_ok=True)
            for commune in () if is_ingested else question_set.communes:
                say(f"  reading {commune.name}")
                ingest(commune, folder)
            lines = [line for commune in question_set.communes for line in commune.lines]
            answers = answer(lines, folder, {"PARVIS_ANSWER_LIMITS": str(limits)})
            asked += asked_of(question_set, answers)
            digests[question_set.name] = question_set.digest
    return asked, digests


def print_report(asked: Sequence[Asked], values: Sequence[float], model: Logistic, choice: Choice) -> None:
    """Everything that is decided, and on what. ``values`` are out of fold for the judged, fitted for the others."""
    say(
        "weights: "
        + ", ".join(f"{name} {weight:.2f}" for name, weight in zip(NAMES, model.weights, strict=True))
        + f", bias {model.bias:.2f}"
    )
    say(f"rule: {RULE}\n{TARGETS}")
    say(f"limits: answered {choice.answered:.3f}, partial {choice.partial:.3f}")
    for name in (*SETS, "both"):
        pairs = [(one, value) for one, value in zip(asked, values, strict=True) if name in ("both", one.set_name)]
        judged = [(one, value) for one, value in pairs if one.is_judged]
        told = pairs_told_apart([v for _, v in judged], [o.expectation.is_answerable for o, _ in judged])
        say(f"{name}, out of fold: pairs told apart {told:.3f}{_alone([one for one, _ in judged])}")
        for figure, share in figures(pairs, choice.partial, choice.answered).items():
            say(f"  {figure:<34} {share}")
    say("trade-off, both sets: limit, answerable refused, near-scope refused, forbidden value shown")
    for limit in sorted({*(step / 20 for step in range(1, 20)), choice.partial}):
        cut = figures(list(zip(asked, values, strict=True)), limit, 1.0)
        shown = (cut["answerable refused"], cut["near-scope refused"], cut["forbidden value shown"])
        say(f"  {limit:.3f}  {'  '.join(f'{one.value:5.1%}' for one in shown)}")
    print_reliability(asked, values)
    without = near_refused_without_things([one for one in asked if one.is_judged])
    say(f"near-scope refused by the same rule, had things.txt been empty: {without}")


def near_refused_without_things(judged: Sequence[Asked]) -> Share:
    """What the rule would refuse if no question named a thing of the list, weights fitted anew.

    The list was written by people who had read these questions: on others the truth lies between this and the figure
    with it.
    """
    blind = [replace(one, signals={**one.signals, "thing": NO_THING}) for one in judged]
    cases = cases_of(blind)
    apart = out_of_fold(cases)
    _, partial = chosen_limits(apart, [case.is_right for case in cases])
    pairs = list(zip(blind, apart, strict=True))
    return figures(pairs, partial, 1.0)["near-scope refused"]


def _alone(judged: Sequence[Asked]) -> str:
    rights = [one.expectation.is_answerable for one in judged]
    shares = (f"{n} {pairs_told_apart([one.signals[n] for one in judged], rights):.3f}" for n in NAMES)
    return f" (alone: {', '.join(shares)})"


def figures(pairs: Sequence[tuple[Asked, float]], partial: float, answered: float) -> dict[str, Share]:
    """Shares at two limits, by name."""
    searched = [(one, is_shown(one, value, partial), value) for one, value in pairs]
    answerable = [(one, shown, value) for one, shown, value in searched if one.expectation.is_answerable]
    near = [(one, shown, value) for one, shown, value in searched if one.expectation.kind == NEAR]
    far = [shown for one, shown, _ in searched if not one.expectation.is_answerable and one.expectation.kind != NEAR]
    guarded = [(one, shown) for one, shown, _ in searched if one.expectation.must_not]
    return {
        "near-scope refused": share_of([not shown for _, shown, _ in near]),
        "near-scope refused, or no amount": share_of([not shown or bool(one.score.declines) for one, shown, _ in near]),
        "near-scope answered, no reserve": share_of([shown and value >= answered for _, shown, value in near]),
        "answerable refused": share_of([not shown for _, shown, _ in answerable]),
        "answerable with their value refused": share_of(
            [not shown for one, shown, _ in answerable if one.score.value_in_answer]
        ),
        "answerable answered, no reserve": share_of([shown and value >= answered for _, shown, value in answerable]),
        "other unanswerable refused": share_of([not shown for shown in far]),
        "forbidden value shown": share_of([shown and one.score.shows_forbidden for one, shown in guarded]),
    }


def print_reliability(asked: Sequence[Asked], values: Sequence[float]) -> None:
    """By fifths of the confidence: how many can be answered, and how many show their value. Near-scope count as not."""
    say("reliability, both sets: confidence, answerable, value shown")
    judged = [(one, value) for one, value in zip(asked, values, strict=True) if one.is_judged]
    for low in range(_BINS):
        inside = [one for one, value in judged if min(int(value * _BINS), _BINS - 1) == low]
        right = share_of([one.expectation.is_answerable for one in inside])
        valued = share_of([bool(one.score.value_in_answer) for one in inside])
        say(f"  {low / _BINS:.1f}-{(low + 1) / _BINS:.1f}  {right}   {valued}")


def calibrated(asked: Sequence[Asked]) -> tuple[Logistic, list[float], Choice]:
    """The weights fitted on every judged question, the confidence of each question asked, and the limits."""
    judged = [one for one in asked if one.is_judged]
    cases = cases_of(judged)
    apart = out_of_fold(cases)
    answered, partial = chosen_limits(apart, [case.is_right for case in cases])
    model = fitted(cases)
    held_out = iter(apart)
    values = [
        next(held_out) if one.is_judged else model([one.signals.get(name, 0.0) for name in NAMES]) for one in asked
    ]
    return model, values, Choice(answered=answered, partial=partial)


def evidence_of(
    asked: Sequence[Asked], values: Sequence[float], choice: Choice, digests: Mapping[str, str]
) -> list[SetEvidence]:
    """What is stored beside the limits, for each set."""
    return [
        SetEvidence(
            name=name,
            digest=digest,
            shares=figures(
                [(one, value) for one, value in zip(asked, values, strict=True) if one.set_name == name],
                choice.partial,
                choice.answered,
            ),
        )
        for name, digest in digests.items()
    ]


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when limits were fitted, 2 when a set or the product cannot be run; targets missed are printed, not hidden."""
    parser = argparse.ArgumentParser(prog="python -m eval.calibrate", description="Fit the limits that end an answer")
    parser.add_argument("--data", type=Path, help="keep what was ingested in this folder and use it again")
    parser.add_argument("--ingested", action="store_true", help="--data holds both sets already: read no document")
    parser.add_argument("--write", action="store_true", help=f"store weights and limits in {SHIPPED.name}")
    parser.add_argument("--day", type=date.fromisoformat, help="day of the fit, YYYY-MM-DD; today when left out")
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory(prefix="parvis-eval-") as scratch:
            asked, digests = run(options.data or Path(scratch), is_ingested=options.ingested)
    except (ProductFailed, PlaceMoved, OSError) as error:
        say(f"cannot calibrate: {error}")
        return 2
    model, values, choice = calibrated(asked)
    print_report(asked, values, model, choice)
    if options.write and set(digests) != set(SETS):
        say("nothing written: limits fitted on the fictional commune alone would decide for real ones")
        return 2
    if options.write:
        evidence = evidence_of(asked, values, choice, digests)
        SHIPPED.write_text(
            calibration_toml(model, choice, evidence, day=options.day or datetime.now(UTC).date(), rule=RULE),
            encoding="utf-8",
        )
        say(f"written: {SHIPPED.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
