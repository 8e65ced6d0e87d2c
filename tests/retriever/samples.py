"""Passages for the tests of search, and a plain BM25 to check the real one against."""

import math
import os
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from domain.ids import CommuneSlug, DocumentId, PassageId
from domain.passage import Passage
from french.analyser import char_ngrams, stems
from retriever.bm25 import K1, B

MONT = CommuneSlug("mont-sur-cisse")
VAL = CommuneSlug("val-sur-cisse")
Titled = tuple[Passage, str]
VOCABULARY = [
    "cantine",
    "repas",
    "tarif",
    "inscription",
    "école",
    "déchets",
    "collecte",
    "mairie",
    "salle",
    "location",
    "caution",
    "cimetière",
    "concession",
    "marché",
    "stationnement",
    "voirie",
    "piscine",
    "horaires",
    "bibliothèque",
    "prêt",
    "eau",
    "assainissement",
    "permis",
    "travaux",
]


def passage(number: int, text: str, *, commune: CommuneSlug = MONT, title: str = "", context: str = "") -> Titled:
    document = DocumentId(f"d{number:016x}")
    found = Passage(
        id=PassageId(f"{document}-89abcdef-0000"),
        document_id=document,
        commune=commune,
        ordinal=0,
        text=text,
        context=(context,) if context else (),
        page=1,
        start=0,
        end=len(text),
    )
    return found, title


def many(count: int, *, seed: int = 0) -> list[Titled]:
    """Passages made of the same few words in other proportions, so that scores are close and arms disagree."""
    draw = random.Random(seed)
    return [
        passage(number, " ".join(draw.choices(VOCABULARY, k=draw.randint(4, 30))), title=draw.choice(VOCABULARY))
        for number in range(count)
    ]


def rooted(folder: Path) -> Callable[[CommuneSlug], Path]:
    return lambda commune: folder / commune


def sparse_copy(source: str, target: str) -> str:
    """Copy a file without filling its holes: Edge's files hold 100 MB of them."""
    with Path(source).open("rb") as read, Path(target).open("wb") as written:
        size, at = os.fstat(read.fileno()).st_size, 0
        while at < size:
            try:
                data = os.lseek(read.fileno(), at, os.SEEK_DATA)
            except OSError:
                break
            at = os.lseek(read.fileno(), data, os.SEEK_HOLE)
            os.pwrite(written.fileno(), os.pread(read.fileno(), at - data, data), data)
        written.truncate(size)
    return target


def plain_ranking(passages: Sequence[Titled], question: str) -> list[tuple[PassageId, float]]:
    """Every passage's fused score by the formulas of the books, best first."""
    total: dict[PassageId, float] = {}
    for analyse, weight in ((stems, 2 / 3), (char_ngrams, 1 / 3)):
        scores = _bm25({one.id: analyse(f"{title}\n{one.text}") for one, title in passages}, analyse(question))
        top = max(scores.values())
        for name, value in scores.items():
            total[name] = total.get(name, 0.0) + (weight * value / top if top else 0.0)
    ranked = [(name, round(value, 5)) for name, value in total.items() if value > 0]
    return sorted(ranked, key=lambda pair: (-pair[1], pair[0]))


def _bm25(texts: dict[PassageId, list[str]], question: list[str]) -> dict[PassageId, float]:
    mean = sum(map(len, texts.values())) / len(texts)
    counts = {name: Counter(terms) for name, terms in texts.items()}
    holding = Counter(term for found in counts.values() for term in found)
    return {
        name: sum(
            math.log(1 + (len(texts) - holding[term] + 0.5) / (holding[term] + 0.5))
            * found[term]
            * (K1 + 1)
            / (found[term] + K1 * (1 - B + B * len(texts[name]) / mean))
            for term in question
            if found[term]
        )
        for name, found in counts.items()
    }
