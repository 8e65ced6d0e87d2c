"""``parvis requests export``: whole requests, in the documented forms, for another tool."""

import csv
import io
import json
import stat
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.commands.options import settings_for
from app.commands.requests import COLUMNS
from app.house import open_house
from domain.ids import CommuneSlug
from domain.request import Contact, RequestDraft, SentRequest
from handoff.steps import acknowledge, cancel, complete
from tests.app.conftest import schema

Parvis = Callable[..., tuple[int, str, str]]
LATE = datetime(2026, 11, 1, 23, 30, tzinfo=UTC)  # the 2nd of November in Valmoret


@pytest.fixture(scope="module")
def sent(data: Path) -> list[SentRequest]:
    """Two requests: one with a message added and words that a spreadsheet would compute, one cancelled before."""
    slug = CommuneSlug("valmoret")
    forged = RequestDraft(
        commune=slug,
        service="accueil",
        message='=HYPERLINK("http://exemple.fr")\nBonjour ; "merci"',
        contact=Contact(name="@Élise", email="e@exemple.fr", phone="+33 6 00 00 00 00"),
    )
    with open_house(settings_for(str(data))) as house:
        store = house.stores(slug).requests
        early = datetime(2026, 10, 20, 9, 0, tzinfo=UTC)
        plain = RequestDraft(commune=slug, service="accueil", message="Bonjour")
        made = [
            store.send(draft, idempotency_key=f"request-{at:%d}", at=at)
            for draft, at in ((plain, early), (forged, LATE))
        ]
        complete(store, made[0].request.reference, text="Non", at=early)
        cancel(store, made[0].request.reference, at=early)
        acknowledge(store, made[1].request.reference, at=LATE)
        complete(store, made[1].request.reference, text="-1 chose encore", at=LATE)
    return made


def test_json_has_its_schema_and_no_secret(parvis: Parvis, data: Path, sent: list[SentRequest]) -> None:
    code, out, _ = parvis("requests", "export", "--json", "--data", str(data))
    told = json.loads(out)
    Draft202012Validator(schema("requests")).validate(told)
    assert (code, [one["state"] for one in told["requests"]]) == (0, ["annulee", "en_attente"])
    second = told["requests"][1]
    assert second["contact"] == {"name": "@Élise", "email": "e@exemple.fr", "phone": "+33 6 00 00 00 00"}
    assert [said["text"] for said in second["messages"]] == ["-1 chose encore"]
    assert second["sent_at"] == "2026-11-01T23:30:00+00:00"
    assert [one.secret for one in sent if one.secret in out] == []


def test_csv_opens_in_a_spreadsheet_without_computing_anything(
    parvis: Parvis, data: Path, sent: list[SentRequest], tmp_path: Path
) -> None:
    file = tmp_path / "demandes.csv"
    file.touch(0o644)
    code, out, _ = parvis("requests", "export", "--csv", str(file), "--data", str(data))
    written = file.read_bytes().decode("utf-8-sig")
    first, second = csv.DictReader(io.StringIO(written, newline=""), delimiter=";")
    assert (code, "2 requests in" in out) == (0, True)
    assert tuple(first) == COLUMNS
    assert second["message"] == '\'=HYPERLINK("http://exemple.fr")\nBonjour ; "merci"'
    assert (second["nom"], second["telephone"]) == ("'@Élise", "'+33 6 00 00 00 00")
    assert second["envoyee_le"] == "2026-11-02 00:30"
    assert second["echanges"] == "[2026-11-02 00:30, @Élise] -1 chose encore"
    assert first["echanges"] == "[2026-10-20 11:00, la personne] Non"
    assert (first["etat"], first["close_le"], first["accusee_le"]) == ("annulee", "2026-10-20 11:00", "")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (("--since", "2026-11-02"), 1),
        (("--since", "2026-11-03"), 0),
        (("--state", "annulee"), 1),
        (("--state", "annulee", "--state", "en_attente"), 2),
        (("--state", "close"), 0),
    ],
)
def test_days_are_the_communes_and_states_are_chosen(
    parvis: Parvis, data: Path, sent: list[SentRequest], options: tuple[str, ...], count: int
) -> None:
    _, out, _ = parvis("requests", "export", "--json", *options, "--data", str(data))
    assert len(json.loads(out)["requests"]) == count


def test_how_to_export_must_be_said(parvis: Parvis, data: Path) -> None:
    code, _, err = parvis("requests", "export", "--data", str(data))
    assert (code, "--csv" in err) == (2, True)


def test_a_file_that_cannot_be_written_is_named(parvis: Parvis, data: Path, tmp_path: Path) -> None:
    code, _, err = parvis("requests", "export", "--csv", str(tmp_path / "no" / "demandes.csv"), "--data", str(data))
    assert (code, "demandes.csv" in err) == (2, True)
