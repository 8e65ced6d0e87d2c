"""What was decided as a table for spreadsheets: CSV (semicolons, as French spreadsheets read it) and ODS."""

import csv
import io
from collections.abc import Mapping, Sequence

from answering.answer_json import JsonValue
from clarity.exports.report_ods import sheets_ods
from clarity.exports.report_rows import Cell, Sheet, defused
from prompts.catalogue import text

Found = Mapping[str, JsonValue]
"""A decision as ``api.decisions_view.decision_json`` gives it."""

_COLUMNS = (
    *("day", "number", "title", "matter", "matter_name", "outcome", "in_favour", "against", "abstentions"),
    *("document", "page", "link", "followed_by", "approximate"),
)


def decisions_csv(decisions: Sequence[Found], base_url: str) -> bytes:
    """UTF-8 with its mark, one row a decision, a header of French names."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    sheet = _sheet(decisions, base_url)
    writer.writerow(sheet.header)
    writer.writerows(sheet.rows)
    return out.getvalue().encode("utf-8-sig")


def decisions_ods(decisions: Sequence[Found], base_url: str) -> bytes:
    """An OpenDocument spreadsheet of one sheet; the same decisions give the same bytes."""
    return sheets_ods([_sheet(decisions, base_url)])


def _sheet(decisions: Sequence[Found], base_url: str) -> Sheet:
    return Sheet(
        name=text("decisions.sheet"),
        header=[text(f"decisions.column_{name}") for name in _COLUMNS],
        rows=[_row(decision, base_url) for decision in decisions],
    )


def _row(decision: Found, base_url: str) -> list[Cell]:
    vote = decision["vote"] if isinstance(decision["vote"], Mapping) else {}
    outcome = vote.get("outcome")
    told = {
        **decision,
        **vote,
        "outcome": text(f"decisions.vote_{outcome}") if outcome else "",
        "link": decision["address"] or f"{base_url}{decision['link']}",
        "followed_by": _followers(decision["followed_by"]),
        "approximate": text("decisions.approximate") if decision["is_approximate"] else "",
    }
    return [_cell(told.get(name)) for name in _COLUMNS]


def _followers(followers: JsonValue) -> str:
    listed = followers if isinstance(followers, Sequence) else ()
    named = [one for one in listed if isinstance(one, Mapping)]
    return " ; ".join(f"{_relation(one)} {one['number'] or one['title']}" for one in named)


def _relation(follower: Mapping[str, JsonValue]) -> str:
    return text(f"decisions.relation_{follower['relation']}")


def _cell(value: object) -> Cell:
    if isinstance(value, int):
        return value
    return "" if value is None else defused(str(value))
