"""``parvis feedback export``: what residents said, masked, in the documented forms."""

import csv
import io
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.commands.options import settings_for
from app.house import open_house
from domain.answer import AnswerStatus
from domain.feedback import Feedback, FeedbackReason
from domain.ids import DocumentId
from tests.app.conftest import schema

Parvis = Callable[..., tuple[int, str, str]]


@pytest.fixture
def spoken(data: Path) -> Path:
    with open_house(settings_for(str(data))) as house:
        store = house.stores(house.resolve("")).feedback
        for day, reason, question in (
            (date(2026, 11, 2), FeedbackReason.OUTDATED, "=1+1 je suis Odile Renaud, quel prix"),
            (date(2026, 11, 20), None, ""),
        ):
            store.add(
                Feedback(
                    on=day,
                    is_helpful=reason is None,
                    status=AnswerStatus.ANSWERED,
                    reason=reason,
                    documents=(DocumentId("d1"),),
                    question=question,
                )
            )
    return data


def test_json_has_its_schema_and_names_nobody(parvis: Parvis, spoken: Path) -> None:
    code, out, _ = parvis("feedback", "export", "--json", "--data", str(spoken))
    told = json.loads(out)
    Draft202012Validator(schema("feedback")).validate(told)
    mine = [one for one in told["feedback"] if one["on"].startswith("2026-11")]
    assert (code, [one["reason"] for one in mine][:1]) == (0, ["outdated"])
    assert "Odile" not in out
    assert "[nom]" in out


def test_csv_opens_in_a_spreadsheet_without_computing_anything(parvis: Parvis, spoken: Path, tmp_path: Path) -> None:
    file = tmp_path / "avis.csv"
    code, out, _ = parvis("feedback", "export", "--csv", str(file), "--since", "2026-11-01", "--data", str(spoken))
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig")), delimiter=";"))
    assert (code, "opinions in" in out) == (0, True)
    assert (rows[0]["jour"], rows[0]["utile"], rows[0]["raison"]) == ("2026-11-02", "non", "outdated")
    assert rows[0]["question"].startswith("'=1+1")
    assert "oui" in {row["utile"] for row in rows}


def test_a_first_day_leaves_out_what_was_before(parvis: Parvis, spoken: Path) -> None:
    _, out, _ = parvis("feedback", "export", "--json", "--since", "2026-11-10", "--data", str(spoken))
    assert {one["on"] for one in json.loads(out)["feedback"]} == {"2026-11-20"}


def test_how_to_export_must_be_said(parvis: Parvis, data: Path) -> None:
    code, _, err = parvis("feedback", "export", "--data", str(data))
    assert (code, "--csv" in err) == (2, True)


def test_a_file_that_cannot_be_written_is_named(parvis: Parvis, data: Path, tmp_path: Path) -> None:
    code, _, err = parvis("feedback", "export", "--csv", str(tmp_path / "no" / "avis.csv"), "--data", str(data))
    assert (code, "avis.csv" in err) == (2, True)
