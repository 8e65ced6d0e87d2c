import csv
import email
import email.policy
import io
import json
import re
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

import pytest

from corpus import CORPUS_FOLDER, SAMPLE_DOCUMENTS, SAMPLE_PROFILE
from corpus.build_documents import read_manifest
from corpus.calendar_file import render_ics
from corpus.directory_record import render_directory
from corpus.fiche_json import fiche_as_json
from corpus.zip_package import zip_members
from tests.corpus.readers import folded, pages_of

ENTRIES = read_manifest()
SCDL_PATTERNS = {
    "COLL_NOM": r".+",
    "COLL_SIRET": r"\d{14}",
    "DELIB_ID": r".+",
    "DELIB_DATE": r"\d{4}-\d\d-\d\d",
    "DELIB_MATIERE_CODE": r"\d\.\d{1,2}",
    "DELIB_MATIERE_NOM": r".+",
    "DELIB_OBJET": r".+",
    "BUDGET_ANNEE": r"(\d{4}(/\d{4})?)?",
    "BUDGET_NOM": r".*",
    "PREF_ID": r".*",
    "PREF_DATE": r"(\d{4}-\d\d-\d\d)?",
    "VOTE_EFFECTIF": r"\d*",
    "VOTE_REEL": r"\d*",
    "VOTE_POUR": r"\d*",
    "VOTE_CONTRE": r"\d*",
    "VOTE_ABSTENTION": r"\d*",
    "DELIB_URL": r"(https://\S+)?",
}
"""Columns and forms of SCDL « Délibérations » 2.1.5, in its order."""


def document(name: str) -> Path:
    return next(SAMPLE_DOCUMENTS / entry.path for entry in ENTRIES if entry.path.endswith(name))


def decisions() -> list[dict[str, str]]:
    with document("deliberations-2026.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_register_follows_the_schema_of_the_scdl() -> None:
    rows = decisions()
    assert list(rows[0]) == list(SCDL_PATTERNS)
    for row in rows:
        for name, pattern in SCDL_PATTERNS.items():
            assert re.fullmatch(pattern, row[name]), (row["DELIB_ID"], name, row[name])
        assert row["PREF_DATE"] >= row["DELIB_DATE"]
        assert row["COLL_SIRET"].startswith(tomllib.loads(SAMPLE_PROFILE.read_text("utf-8"))["commune"]["siren"])
        if row["VOTE_REEL"]:
            votes = [int(row[f"VOTE_{name}"]) for name in ("POUR", "CONTRE", "ABSTENTION")]
            assert sum(votes) == int(row["VOTE_REEL"]) <= int(row["VOTE_EFFECTIF"])


def test_the_register_gives_an_address_to_the_acts_that_are_published_alone() -> None:
    numbers = {row["DELIB_ID"] for row in decisions() if row["DELIB_URL"]}
    published = {match[0] for entry in ENTRIES if (match := re.search(r"2026-0\d\d(?=-[a-z])", entry.path))}
    published = {number for number in published if number != "2026-078"}  # another council's
    assert published <= numbers
    assert all(row["DELIB_URL"].endswith(f"/{row['DELIB_ID']}.pdf") for row in decisions() if row["DELIB_URL"])


def test_the_register_and_the_list_of_the_session_agree_on_the_votes() -> None:
    said = " ".join(pages_of(document("2026-11-05-liste-des-deliberations.pdf")))
    for row in decisions():
        if row["DELIB_DATE"] == "2026-11-05":
            assert row["DELIB_ID"] in said
            if row["VOTE_CONTRE"] not in ("", "0"):
                assert f"{row['VOTE_POUR']} pour, {row['VOTE_CONTRE']} contre" in said


def test_the_list_of_associations_is_in_windows_1252_with_quoted_semicolons() -> None:
    data = document("associations.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    rows = list(csv.reader(io.StringIO(data.decode("cp1252")), delimiter=";"))
    assert {len(row) for row in rows} == {8}
    assert any(";" in cell for row in rows for cell in row)


def test_the_letter_is_a_message_whose_two_forms_say_the_same() -> None:
    data = document("2026-11-16-lettre-112.eml").read_bytes()
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 998
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert not message.defects
    assert data.isascii()
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None
    assert html is not None
    for words in ("mardi 1er décembre, de 9 h à 12 h", "réservation avant le 10 décembre"):
        assert words in folded(plain.get_content())
        assert words in folded(html.get_content())
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == "consignes-coupure-d-eau.txt"


def test_the_lines_of_the_calendar_are_folded_at_75_octets_and_none_is_cut_inside_a_letter() -> None:
    data = document("agenda.ics").read_bytes()
    lines = data.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert any(line.startswith(b" ") for line in lines)
    for line in lines:
        line.decode("utf-8")
    assert data.count(b"BEGIN:VEVENT") == data.count(b"END:VEVENT") == 7
    assert b"DTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20261227" in data


def test_an_event_has_its_commas_escaped_and_its_time_in_the_zone_of_paris(tmp_path: Path) -> None:
    source = tmp_path / "agenda.toml"
    source.write_text(
        'name = "Agenda"\nstamp = 2026-03-04T08:00:00\n[[event]]\nuid = "1"\ntitle = "Bal, concert"\n'
        "start = 2026-07-13T21:00:00\nend = 2026-07-14T01:00:00\n",
        encoding="utf-8",
    )
    said = render_ics(source).decode()
    assert "SUMMARY:Bal\\, concert\r\n" in said
    assert "DTSTART;TZID=Europe/Paris:20260713T210000\r\n" in said


def test_the_annuaire_holds_json_in_strings_and_nulls() -> None:
    answer = json.loads(render_directory(CORPUS_FOLDER / "content/annuaire.toml"))
    assert answer["total_count"] == len(answer["results"]) == 2
    for record in answer["results"]:
        assert json.loads(record["plage_ouverture"])[0]["nom_jour_debut"]
        assert json.loads(record["adresse"])[0]["code_postal"] == "41990"
        assert record["sigle"] is None
        assert re.fullmatch(r"\d\d/\d\d/\d{4} \d\d:\d\d:\d\d", record["date_modification"])


def test_a_fiche_in_json_is_the_tree_of_its_xml() -> None:
    source = (CORPUS_FOLDER / "content/F90002.xml").read_bytes()
    tree = json.loads(fiche_as_json(source))
    root = ET.fromstring(source)
    assert tree["id"] == root.attrib["ID"]
    (publication,) = tree["children"]
    assert publication["attributes"]["xmlns:dc"] == "http://purl.org/dc/elements/1.1/"
    assert said_by(publication) == folded(" ".join(root.itertext()))
    assert publication["children"][0] == {
        "type": "element",
        "name": "dc:title",
        "children": [{"type": "text", "text": "Organiser un vide-grenier (vente au déballage)"}],
    }


def said_by(node: dict[str, object]) -> str:
    children = node.get("children", [])
    assert isinstance(children, list)
    texts = [str(child["text"]) if child["type"] == "text" else said_by(child) for child in children]
    return folded(" ".join(texts))


def test_an_archive_bears_no_date_but_its_own_and_keeps_the_order() -> None:
    data = zip_members([("b.txt", b"deux"), ("a.txt", b"un")])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.namelist() == ["b.txt", "a.txt"]
        assert {info.date_time for info in archive.infolist()} == {(2026, 11, 24, 9, 0, 0)}
    assert data == zip_members([("b.txt", b"deux"), ("a.txt", b"un")])
