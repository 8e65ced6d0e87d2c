"""``python -m eval.questions_dataset FOLDER``: the sample commune's questions as a dataset that ``datasets`` loads.

Writes ``README.md`` (the card, ``corpus/QUESTIONS.md``) with ``dev.jsonl`` and ``test.jsonl``. Columns are the same in
every line, with one type each, which Arrow asks for: ``expected`` is always a list, what is absent is empty or null.
"""

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from corpus import SAMPLE_PROFILE
from eval.answer_sets import read_lines

QUESTIONS = SAMPLE_PROFILE.parent / "questions.jsonl"
CARD = SAMPLE_PROFILE.parent / "QUESTIONS.md"
SPLITS = ("dev", "test")
TEXTS = ("id", "split", "question", "kind", "source", "source_path", "answer_span", "exception_span", "note")
LISTS = ("expected", "must_not", "searched", "history")
PLACES = ("also_ok", "conflict", "near", "exception")
PLACE = ("source", "source_path", "page", "span")


class UnknownField(ValueError):
    """The questions hold a field that the dataset would lose."""


def dataset_row(record: Mapping[str, object]) -> dict[str, object]:
    """A question with every column. Raises UnknownField."""
    lost = set(record) - {*TEXTS, *LISTS, *PLACES, "page", "scan"}
    if lost:
        raise UnknownField(f"{record.get('id')}: no column for {', '.join(sorted(lost))}; add it to this file")
    row: dict[str, object] = {name: str(record.get(name) or "") for name in TEXTS}
    row |= {name: _texts(record.get(name)) for name in LISTS}
    row |= {name: [_place(place, record) for place in _places(record.get(name))] for name in PLACES}
    return row | {"page": record.get("page"), "scan": bool(record.get("scan"))}


def write_dataset(folder: Path) -> dict[str, int]:
    """Write the dataset and return how many questions each split holds. Raises OSError, UnknownField."""
    rows = [dataset_row(record) for record in read_lines(QUESTIONS)]
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(CARD, folder / "README.md")
    counts: dict[str, int] = {}
    for split in SPLITS:
        own = [row for row in rows if row["split"] == split]
        lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in own]
        (folder / f"{split}.jsonl").write_text("".join(lines), encoding="utf-8")
        counts[split] = len(own)
    return counts


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when written, 2 when no folder is given."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if len(given) != 1 or given[0].startswith("-"):
        sys.stdout.write("python -m eval.questions_dataset FOLDER\n")
        return 2
    for split, count in write_dataset(Path(given[0])).items():
        sys.stdout.write(f"{split}: {count} questions\n")
    return 0


def _texts(value: object) -> list[str]:
    if value is None or value == "":
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]


def _places(value: object) -> list[Mapping[str, object]]:
    if isinstance(value, Mapping):
        return [value]
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def _place(place: Mapping[str, object], record: Mapping[str, object]) -> dict[str, object]:
    lost = set(place) - set(PLACE)
    if lost:
        raise UnknownField(f"{record.get('id')}: no column for {', '.join(sorted(lost))} of a place")
    page = place.get("page")
    return {
        "source": str(place.get("source") or record.get("source") or ""),
        "source_path": str(place.get("source_path") or ""),
        "page": page,
        "span": str(place.get("span") or ""),
    }


if __name__ == "__main__":
    sys.exit(main())
