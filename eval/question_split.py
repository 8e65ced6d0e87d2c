"""The two halves of a question set: drawn once by document, then read apart.

All the questions that one document answers are in the same half, so that what is learnt from ``dev`` says nothing of
the documents that ``test`` judges. The draw is balanced by kind and commune; it looks at no answer.
"""

import math
import random
from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from eval.answer_sets import CommuneSet, QuestionSet

HALVES = ("dev", "test")
_DRAWS = 1000
"""Draws among which the most balanced is kept; each takes a fraction of a millisecond."""


def draw_halves(documents: Sequence[frozenset[str]], traits: Sequence[Sequence[Hashable]]) -> list[str]:
    """The half of each question: ``documents`` answer it, ``traits`` are what is balanced, kind and commune."""
    groups = _linked(documents)
    best: list[str] = []
    least = math.inf
    for seed in range(_DRAWS):
        halves = _draw(groups, traits, random.Random(seed))
        cost = _imbalance(halves, traits)
        if cost < least:
            best, least = halves, cost
    return best


def of_split(question_set: QuestionSet, split: str) -> QuestionSet:
    """The questions of one half, its digest told apart by the name of the half; communes without any are left out."""
    communes = tuple(kept for commune in question_set.communes if (kept := _of_split(commune, split)).lines)
    return replace(question_set, communes=communes, digest=f"{question_set.digest}-{split}")


def _of_split(commune: CommuneSet, split: str) -> CommuneSet:
    expectations = tuple(e for e in commune.expectations if e.split == split)
    ids = {e.id for e in expectations}
    lines: tuple[Mapping[str, object], ...] = tuple(line for line in commune.lines if str(line["id"]) in ids)
    return replace(commune, lines=lines, expectations=expectations)


def _linked(documents: Sequence[frozenset[str]]) -> list[list[int]]:
    """Questions that share a document, directly or through others, together; those without any are alone."""
    groups: list[tuple[set[str], list[int]]] = []
    for number, names in enumerate(documents):
        joined = (set(names), [number])
        apart = []
        for group in groups:
            if group[0] & joined[0]:
                joined = (group[0] | joined[0], group[1] + joined[1])
            else:
                apart.append(group)
        groups = [*apart, joined]
    return [numbers for _, numbers in groups]


def _draw(groups: Sequence[list[int]], traits: Sequence[Sequence[Hashable]], dice: random.Random) -> list[str]:
    halves = [""] * len(traits)
    counts: dict[str, Counter[Hashable]] = {half: Counter() for half in HALVES}
    totals = Counter(trait for own in traits for trait in own)
    # Large groups first: what is left then evens out the halves.
    for group in sorted(dice.sample(list(groups), len(groups)), key=len, reverse=True):
        own = [trait for number in group for trait in traits[number]]
        fullness = {half: sum(counts[half][trait] / totals[trait] for trait in own) for half in HALVES}
        half = dice.choice([half for half in HALVES if fullness[half] == min(fullness.values())])
        counts[half].update(own)
        for number in group:
            halves[number] = half
    return halves


def _imbalance(halves: Sequence[str], traits: Sequence[Sequence[Hashable]]) -> float:
    """Squared differences between the halves over the size of each trait, summed: small kinds count as large ones."""
    balance: dict[Hashable, int] = defaultdict(int)
    sizes: Counter[Hashable] = Counter()
    for half, own in zip(halves, traits, strict=True):
        for trait in own:
            balance[trait] += 1 if half == HALVES[0] else -1
            sizes[trait] += 1
    return sum(difference**2 / sizes[trait] for trait, difference in balance.items())
