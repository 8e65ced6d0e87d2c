"""The report's exports are read back by other programs, and run nothing in them."""

import csv
import io
import json

import odfdo

from clarity.exports.report_csv import report_csv
from clarity.exports.report_json import report_json
from clarity.exports.report_ods import report_ods
from clarity.exports.report_rows import defused, sheets, undefused
from clarity.exports.report_sarif import report_sarif
from clarity.reporting.report import Report
from tests.clarity.documents import MONDAY
from tests.clarity.reporting.test_trial import ASKED, failing, run
from tests.clarity.reporting.towns import built, stored


def rows() -> list[dict[str, str]]:
    text = report_csv(built())
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_the_csv_has_one_row_a_finding_with_french_headers() -> None:
    found = {(row["Règle"], row["Passage"]): row for row in rows()}
    assert len(found) == 6
    rmi = found["ST-03", "RMI"]
    assert (rmi["Famille"], rmi["Gravité"], rmi["État"]) == ("À jour", "Majeur", "Accepté")
    assert (rmi["Décision"], rmi["Motif"]) == ("Accepté ainsi", "cité pour mémoire")
    assert found["PD-01", ""]["Document"] == "plan de collecte.pdf"


def test_a_cell_that_a_spreadsheet_would_run_is_defused() -> None:
    (cell,) = [row["Proposition"] for row in rows() if row["Document"] == "Chercher un emploi"]
    assert cell == "'=France Travail reçoit."
    assert [defused(text) for text in ("=1", "+1", "-1", "@x", "\tx", "12 €", "")] == [
        "'=1",
        "'+1",
        "'-1",
        "'@x",
        "'\tx",
        "12 €",
        "",
    ]


def test_a_defused_cell_comes_back_as_it_was() -> None:
    for text in ("=1", "- 3 €", "'=1", "''@x", "'3 € », dit-il", "l’été", "'", ""):
        assert undefused(defused(text)) == text
        assert not defused(text).startswith(("=", "+", "-", "@"))


def test_the_ods_opens_elsewhere_with_its_six_sheets() -> None:
    content = report_ods(built())
    assert content == report_ods(built())
    document = odfdo.Document(io.BytesIO(content))
    tables = {table.name: table for table in document.body.tables}
    assert list(tables) == ["À faire", "Constats", "Documents", "Contradictions", "Questions", "Historique"]
    todo = tables["À faire"].get_values()
    assert todo[0][:3] == ["Constat", "Gravité", "Document"]
    assert todo[1][2] == "Tarifs périscolaires 2029-2030"
    assert len(tables["Constats"].get_values()) == 7
    grades = {row[0]: row[-6:] for row in tables["Documents"].get_values()}
    assert grades["Piscine"] == ["A", "non calculé", "non calculé", "non calculé", "A", "non calculé"]


def test_the_ods_holds_whatever_a_document_held() -> None:
    (findings,) = [sheet for sheet in sheets(built()) if sheet.name == "Constats"]
    assert all(len(row) == len(findings.header) for row in findings.rows)


def test_the_sarif_follows_findings_and_says_what_is_suppressed() -> None:
    sarif = json.loads(json.dumps(report_sarif(built(), version="1.2")))
    (run,) = sarif["runs"]
    results = {(r["ruleId"], r["locations"][0]["properties"]["quote"]): r for r in run["results"]}
    rmi, old, scan = results["ST-03", "RMI"], results["ST-06", "Tarifs périscolaires 2029-2030"], results["PD-01", ""]
    assert rmi["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "cité pour mémoire"}]
    assert (old["level"], old["kind"], old["baselineState"]) == ("error", "fail", "new")
    (related,) = old["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "site/t30.html"
    assert scan["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "site/plan%20de%20collecte.pdf"


def test_the_json_names_each_document_and_finding_once() -> None:
    value = json.loads(json.dumps(report_json(built())))
    findings, documents = value["findings"], value["documents"]
    assert len({one["id"] for one in findings}) == len(findings) == 6
    assert {one["document"] for one in findings} <= {one["id"] for one in documents}


def tried() -> Report:
    """The commune's report after questions and pairs were asked."""
    return run(stored(), failing(), MONDAY)


def test_the_headline_and_the_questions_that_failed_are_in_every_form() -> None:
    report = tried()
    found = report_json(report)
    assert found["headline"] == {"day": MONDAY.isoformat(), "pairs": 4, "pairs_right": 3}
    rows_of = {
        sheet.name: [dict(zip(sheet.header, row, strict=True)) for row in sheet.rows] for sheet in sheets(report)
    }
    assert [row["Norme et exception distinguées"] for row in rows_of["Historique"]] == ["non calculé", "3 / 4"]
    assert [row["Questions du jeu d’essai"] for row in rows_of["Questions"]] == [ASKED]
    assert report_json(built())["headline"] is None
