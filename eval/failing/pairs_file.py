"""Contrastive pairs as a file that an editor reads, changes and gives back: CSV for a spreadsheet, or JSON Lines.

Only ``decision`` makes a pair count: « oui » validates it as it is written in the file, « non » refuses it, nothing
leaves it for later. Things expected of an answer stand one a line in their cell in CSV, as a list in JSON Lines.
"""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from clarity.exports.report_rows import defused, undefused
from domain.contrastive_pair import ContrastivePair, PairId, PairState, Side
from domain.document import Document
from domain.errors import BadQuestions
from domain.ids import DocumentId
from eval.failing.proposing import pair_id

COLUMNS = (
    "id",
    "document",
    "page",
    "passage",
    "question_generale",
    "attendu_general",
    "question_particuliere",
    "attendu_particulier",
    "decision",
)
"""French, since editors open the file; the same names in both forms."""
YES, NO = "oui", "non"
_DECISIONS = {YES: PairState.VALIDATED, NO: PairState.REFUSED}
_WORDS = {state: word for word, state in _DECISIONS.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Who gives the file back, and on which day."""

    author: str
    on: date


def pairs_csv(pairs: Iterable[ContrastivePair], path_of: Callable[[DocumentId], str]) -> str:
    """The pairs for a spreadsheet: semicolons and a byte order mark, no cell a formula."""
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";", lineterminator="\r\n")
    lines.writerow(COLUMNS)
    for pair in pairs:
        row = _row(pair, path_of)
        lines.writerow([_cell(row[name]) for name in COLUMNS])
    return "\ufeff" + written.getvalue()


def pairs_jsonl(pairs: Iterable[ContrastivePair], path_of: Callable[[DocumentId], str]) -> str:
    """The pairs, one object a line."""
    return "".join(json.dumps(_row(pair, path_of), ensure_ascii=False) + "\n" for pair in pairs)


def read_pairs(file: Path, documents: Mapping[str, Document], judge: Judge) -> list[ContrastivePair]:
    """The pairs that were decided in a file. ``documents`` by ``source/path``. Raises BadQuestions naming the line."""
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise BadQuestions(f"{file}: cannot be read as UTF-8 text ({error})") from error
    rows = _csv_rows(file, text) if file.suffix.lower() == ".csv" else _json_rows(file, text)
    decided = [(place, pair) for place, row in rows if (pair := _pair(place, row, documents, judge)) is not None]
    _check_ids(decided)
    return [pair for _, pair in decided]


def _check_ids(decided: Iterable[tuple[str, ContrastivePair]]) -> None:
    """One of two pairs with one id would be lost: a line that was copied and changed keeps the id of the first."""
    places: dict[PairId, str] = {}
    for place, pair in decided:
        if pair.id in places:
            raise BadQuestions(
                f"{place}: the pair {pair.id!r} stands already at {places[pair.id]}; empty the id of a pair that you "
                "add, and decide each pair once"
            )
        places[pair.id] = place


def _row(pair: ContrastivePair, path_of: Callable[[DocumentId], str]) -> dict[str, object]:
    return {
        "id": pair.id,
        "document": path_of(pair.document_id),
        "page": pair.page,
        "passage": pair.quote,
        "question_generale": pair.general.question,
        "attendu_general": list(pair.general.expected),
        "question_particuliere": pair.special.question,
        "attendu_particulier": list(pair.special.expected),
        "decision": _WORDS.get(pair.state, ""),
    }


def _cell(value: object) -> str:
    if isinstance(value, list):
        return defused("\n".join(" ".join(str(one).split()) for one in value))
    return defused("" if value is None else str(value))


def _csv_rows(file: Path, text: str) -> list[tuple[str, Mapping[str, object]]]:
    lines = csv.DictReader(io.StringIO(text), delimiter=";")
    if set(lines.fieldnames or ()) != set(COLUMNS):
        raise BadQuestions(f"{file}: the columns are not {'; '.join(COLUMNS)}; export the pairs again")
    rows: list[tuple[str, Mapping[str, object]]] = []
    for line in lines:
        if None in line or None in line.values():
            raise BadQuestions(f"{file}:{lines.line_num}: the line has not {len(COLUMNS)} cells")
        cells = {name: undefused(cell) for name, cell in line.items()}
        expected = {name: cells[name].split("\n") for name in ("attendu_general", "attendu_particulier")}
        page = int(cells["page"]) if cells["page"].isascii() and cells["page"].isdigit() else cells["page"] or None
        rows.append((f"{file}:{lines.line_num}", {**cells, **expected, "page": page}))
    return rows


def _json_rows(file: Path, text: str) -> list[tuple[str, Mapping[str, object]]]:
    rows: list[tuple[str, Mapping[str, object]]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        place = f"{file}:{number}"
        try:
            row = json.loads(line)
        except ValueError as error:
            raise BadQuestions(f"{place}: no JSON ({error}); write one object a line, or a file in .csv") from error
        if not isinstance(row, dict) or set(row) != set(COLUMNS):
            raise BadQuestions(f"{place}: the fields are not {', '.join(COLUMNS)}")
        rows.append((place, row))
    return rows


def _pair(
    place: str, row: Mapping[str, object], documents: Mapping[str, Document], judge: Judge
) -> ContrastivePair | None:
    said = str(row["decision"] or "").strip().casefold()
    if not said:
        return None
    if said not in _DECISIONS:
        raise BadQuestions(f"{place}: decision {said!r} is neither « {YES} » nor « {NO} », nor empty")
    document = documents.get(str(row["document"]))
    if document is None:
        raise BadQuestions(f"{place}: no public document {row['document']!r}; it is written source/path")
    page = row["page"]
    if page is not None and (type(page) is not int or not 1 <= page <= (document.page_count or 0)):
        raise BadQuestions(f"{place}: page {page!r} is no page of {row['document']}")
    general = Side(question=_text(place, row, "question_generale"), expected=_texts(place, row, "attendu_general"))
    special = Side(
        question=_text(place, row, "question_particuliere"), expected=_texts(place, row, "attendu_particulier")
    )
    given = str(row["id"] or "").strip()
    return ContrastivePair(
        id=PairId(given) if given else pair_id(document.id, general.question, special.question),
        document_id=document.id,
        page=page,
        quote=str(row["passage"] or ""),
        general=general,
        special=special,
        state=_DECISIONS[said],
        author=judge.author,
        on=judge.on,
    )


def _text(place: str, row: Mapping[str, object], name: str) -> str:
    value = str(row[name] or "").strip()
    if not value:
        raise BadQuestions(f"{place}: {name} is empty")
    return value


def _texts(place: str, row: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = row[name]
    held: Sequence[object] = value if isinstance(value, list) else [value]
    found = tuple(str(one).strip() for one in held if one is not None and str(one).strip())
    if not found:
        raise BadQuestions(f"{place}: {name} is empty: nothing would tell a right answer from a wrong one")
    return found
