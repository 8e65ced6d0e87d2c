"""A small question set as its two files."""

import json
from collections.abc import Sequence
from pathlib import Path

CORPUS: list[dict[str, object]] = [
    {"id": "f1-0", "doc": "f1", "title": "Cantine", "text": "Le repas coûte 3,85 €."},
    {"id": "f1-1", "doc": "f1", "title": "Cantine", "text": "La cantine ferme le mercredi."},
    {"id": "f2-0", "doc": "f2", "title": "Piscine", "text": "Le bassin ferme le lundi."},
]
QUERIES: list[dict[str, object]] = [
    {"id": "q1", "text": "prix du repas", "pos": ["f1-0"], "doc": "f1", "is_title": False},
    {"id": "q2", "text": "Piscine", "pos": ["f2-0"], "doc": "f2", "is_title": True},
    {"id": "q3", "text": "bassin fermé quel jour", "pos": ["f2-0"], "doc": "f2", "is_title": False},
]


def written(
    folder: Path,
    queries: Sequence[dict[str, object]] = QUERIES,
    corpus: Sequence[dict[str, object]] = CORPUS,
) -> Path:
    """The folder, with both files in it."""
    folder.mkdir(parents=True)
    for name, rows in (("corpus", corpus), ("queries", queries)):
        lines = [json.dumps(row, ensure_ascii=False) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return folder
