import json
import os
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path

import pytest

from eval.annotate import annotated, main, write_lines
from eval.answer_scoring import EXPECTED_STATUSES, Expectation, Page, annotated_ceiling
from eval.answer_sets import GOLD_DAY, gold_set, read_lines
from eval.page_text import page_text
from eval.question_split import HALVES
from eval.real_places import PlaceMoved, digest_of_file
from eval.real_questions import ANSWERING_ROLES, REAL_QUESTIONS, ROLES, places_of, real_set

SLUG, FOLDER = "antheuil-portes-60", "sites/antheuil-portes-60"
"""One of the communes of the set, with documents made up here."""

TARIFFS = "<body><p>Le repas coûte 3,85 €, sauf pour les agents : 6,10 €.</p><p>Photocopie : 20 c.</p></body>"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of outside data with three files, two of them the same."""
    site = tmp_path / "docs" / FOLDER
    site.mkdir(parents=True)
    (tmp_path / "docs" / "pdf" / SLUG).mkdir(parents=True)
    (tmp_path / "docs" / "servicepublic" / "fiches-txt").mkdir(parents=True)
    for name in ("cantine.html", "copie.html"):
        (site / name).write_text(TARIFFS, encoding="utf-8")
    (site / "conseil.md").write_text("Repas : 3,70 € (2025). Conseil le 12 mars.\n", encoding="utf-8")
    return tmp_path


def quoted(*places: Mapping[str, object], **changes: object) -> dict[str, object]:
    record: dict[str, object] = {"question": "c combien la cantine", "kind": "fact", "commune": SLUG}
    return record | {"places": list(places)} | changes


def place(quote: str, role: str = "value", file: str = "cantine.html", **more: object) -> dict[str, object]:
    return {"path": f"{FOLDER}/{file}", "page": None, "quote": quote, "role": role} | more


def judged(data: Path, *records: Mapping[str, object]) -> tuple[Expectation, ...]:
    """The expectations of records annotated on ``data``."""
    questions = data / "questions.jsonl"
    write_lines(questions, annotated(records, data / "docs"))
    return real_set(data, questions).communes[0].expectations


def test_an_annotated_value_is_read_back_with_every_page_that_says_it(data: Path) -> None:
    [expected] = judged(
        data, quoted(place("repas coûte [[3,85 €]]"), place("Repas : [[3,70 €]]", "must_not", "conseil.md"))
    )
    assert (expected.expected, expected.must_not) == (("3,85 €",), ("3,70 €",))
    assert expected.pages == {Page("sites", "cantine.html", None), Page("sites", "copie.html", None)}


def test_a_rule_and_its_exception_are_both_expected_and_told_apart(data: Path) -> None:
    [expected] = judged(
        data, quoted(place("coûte [[3,85 €]]", "rule"), place("pour les agents : [[6,10 €]]", "exception"))
    )
    assert expected.expected == ("3,85 €", "6,10 €")
    assert (expected.rule, expected.exception) == (("3,85 €",), ("6,10 €",))


def test_a_contradiction_asks_to_tell_both_sides_and_cites_either(data: Path) -> None:
    [expected] = judged(data, quoted(place("coûte [[3,85 €]]"), place("[[3,70 €]]", "conflict", "conseil.md")))
    assert expected.expected == ("3,85 €", "signaler l'écart : 3,70 €")
    assert expected.conflict_pages == {Page("sites", "conseil.md", None)}
    assert expected.conflict_pages.isdisjoint(expected.pages)


def test_another_right_page_is_right_and_near_ones_answer_nothing(data: Path) -> None:
    right, none = judged(
        data,
        quoted(place("coûte [[3,85 €]]"), place("[[3,70 €]]", "also_ok", "conseil.md")),
        quoted(place("[[Photocopie]]", "near"), kind="unanswerable_near", searched="photocopi"),
    )
    assert Page("sites", "conseil.md", None) in right.pages
    assert right.expected == ("3,85 €",)
    assert (none.is_answerable, none.expected, none.pages) == (False, (), frozenset())


def test_a_table_number_is_given_its_unit_and_a_scan_its_label(data: Path) -> None:
    scan = {"path": f"{FOLDER}/conseil.md", "page": 2, "label": "12 mars", "role": "value"}
    number, read = judged(data, quoted(place("coûte [[3,85]]", unit="€")), quoted(scan, scan=True))
    assert number.expected == ("3,85 €",)
    assert (read.expected, read.is_scan) == (("12 mars",), True)
    assert read.pages == {Page("sites", "conseil.md", 2)}


def test_the_product_is_told_the_question_its_history_and_its_day_only(data: Path) -> None:
    questions = data / "questions.jsonl"
    followup = quoted(place("[[3,85 €]]"), history=["la cantine ?"], date="2025-03-01", kind="followup")
    write_lines(questions, annotated([followup, quoted(place("[[6,10 €]]"))], data / "docs"))
    first, second = real_set(data, questions).communes[0].lines
    assert first == {
        "id": "R001",
        "question": "c combien la cantine",
        "commune": SLUG,
        "date": "2025-03-01",
        "history": ["la cantine ?"],
    }
    assert second["date"] == GOLD_DAY


def test_what_is_written_holds_no_word_of_the_documents(data: Path) -> None:
    [record] = annotated([quoted(place("repas coûte [[3,85 €]]"))], data / "docs")
    assert not re.search("coûte|3,85|cantine.html", json.dumps(record["places"], ensure_ascii=False))


def test_a_document_that_changed_is_an_error_that_names_the_question(data: Path) -> None:
    judged(data, quoted(place("coûte [[3,85 €]]")))
    for name in ("cantine.html", "copie.html"):
        (data / "docs" / FOLDER / name).write_text(TARIFFS.replace("3,85", "3,95"), encoding="utf-8")
    with pytest.raises(PlaceMoved, match=r"R001: no file of its commune"):
        real_set(data, data / "questions.jsonl")


def test_an_offset_that_no_longer_holds_is_an_error_that_names_the_question(data: Path) -> None:
    [record] = annotated([quoted(place("coûte [[3,85 €]]"))], data / "docs")
    moved = dict(places_of(record)[0]) | {"start": 0, "end": 3}
    write_lines(data / "questions.jsonl", [record | {"places": [moved]}])
    with pytest.raises(PlaceMoved, match=r"R001: cantine\.html: 0\.\.3 no longer holds"):
        real_set(data, data / "questions.jsonl")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (place("[[3,85 €]]", "reponse"), "reponse is no role"),
        (place("[[9,99 €]]"), "0 places"),
        (place("[[3,85 €]]", file="absent.html"), "no file"),
    ],
)
def test_a_wrong_annotation_is_named_by_its_question(data: Path, wrong: Mapping[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=f"c combien la cantine.*{message}"):
        annotated([quoted(wrong)], data / "docs")


def test_an_unknown_commune_is_an_error(data: Path) -> None:
    write_lines(data / "q.jsonl", annotated([quoted(place("[[3,85 €]]"), commune="valmont")], data / "docs"))
    with pytest.raises(ValueError, match="no such commune: valmont"):
        real_set(data, data / "q.jsonl")


def test_the_command_writes_the_set_or_says_why_not(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_lines(data / "quoted.jsonl", [quoted(place("[[3,85 €]]"))])
    words = [str(data / "quoted.jsonl"), "--out", str(data / "out.jsonl")]
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert main(words) == 2
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(data))
    assert main(words) == 0
    assert [record["id"] for record in read_lines(data / "out.jsonl")] == ["R001"]
    write_lines(data / "quoted.jsonl", [quoted(place("[[9,99 €]]"))])
    assert main(words) == 1
    printed = capsys.readouterr().out
    assert "SKIPPED" in printed
    assert "not annotated" in printed


# The set itself, without the documents

RECORDS = read_lines(REAL_QUESTIONS)
KINDS = Counter(str(record["kind"]) for record in RECORDS)
ANSWERED = {"fact", "table", "norm_exception", "version", "contradiction", "vague", "followup"}


def roles_of(record: Mapping[str, object]) -> set[str]:
    return {str(place["role"]) for place in places_of(record)}


def test_every_kind_has_its_number_and_is_in_both_halves() -> None:
    least = {"fact": 30, "table": 20, "norm_exception": 20, "version": 12, "contradiction": 5, "vague": 12}
    least |= {"followup": 10, "unanswerable_near": 20, "unanswerable_far": 4}
    assert {kind: KINDS[kind] for kind in least if KINDS[kind] < least[kind]} == {}
    assert KINDS["other_authority"] + KINDS["personal_case"] >= 6
    assert {(kind, half) for kind in KINDS for half in HALVES} == {(str(r["kind"]), str(r["split"])) for r in RECORDS}


def test_no_question_is_asked_twice() -> None:
    assert len({str(record["id"]) for record in RECORDS}) == len(RECORDS)
    assert len({(str(r["question"]), str(r["commune"]), str(r.get("history"))) for r in RECORDS}) == len(RECORDS)


def test_each_kind_has_the_roles_that_it_needs() -> None:
    for record in RECORDS:
        roles, kind = roles_of(record), str(record["kind"])
        assert roles <= set(ROLES), record["id"]
        assert (kind in ANSWERED) == bool(roles & {"value", "rule"}), record["id"]
        assert (kind == "norm_exception") == ({"rule", "exception"} <= roles), record["id"]
        assert (kind == "contradiction") == ("conflict" in roles), record["id"]
        assert (kind == "followup") == bool(record.get("history")), record["id"]
        assert (kind == "unanswerable_near") == bool(record.get("searched")), record["id"]
        assert kind != "version" or "must_not" in roles, record["id"]
        assert kind in ANSWERED or kind in EXPECTED_STATUSES, record["id"]


def test_one_document_is_in_one_half_only() -> None:
    halves: dict[str, set[str]] = defaultdict(set)
    for record in RECORDS:
        for place in places_of(record):
            if place["role"] in ANSWERING_ROLES:
                halves[str(place["digest"])].add(str(record["split"]))
    assert [digest for digest, own in halves.items() if len(own) > 1] == []


def test_a_label_is_a_bare_figure_time_or_date_of_a_scan_and_scans_are_few() -> None:
    bare = re.compile(r"\d[\d ,.h:/]*(?: ?(?:€|%|ans|janvier|mars|avril|mai|juin))?")
    scans = [record for record in RECORDS if record.get("scan")]
    assert 0 < len(scans) <= 10
    for record in RECORDS:
        labels = [str(place["label"]) for place in places_of(record) if "label" in place]
        assert bool(labels) == bool(record.get("scan")), record["id"]
        assert all(bare.fullmatch(label) for label in labels), record["id"]


# The set itself, on the documents


@pytest.fixture(scope="module")
def outside() -> Path:
    folder = Path(os.environ.get("PARVIS_SHARED_DATA") or "absent")
    if not (folder / "docs").is_dir():
        pytest.skip("SKIPPED: set PARVIS_SHARED_DATA to the folder of outside data")
    return folder


def test_every_annotation_is_read_back_and_holds_its_own_value(outside: Path) -> None:
    expectations = [e for commune in real_set(outside).communes for e in commune.expectations]
    assert len(expectations) == len(RECORDS)
    ceiling = annotated_ceiling(expectations)
    assert ceiling.hits == ceiling.total > 150


def words_of(text: str) -> list[str]:
    bare = unicodedata.normalize("NFKD", text.lower())
    return re.findall(r"\w+", "".join(sign for sign in bare if not unicodedata.combining(sign)))


def copied(record: Mapping[str, object], files: Mapping[str, Path]) -> set[str]:
    """Runs of six words that a question shares with a page that answers it."""
    asked = words_of(str(record["question"]))
    runs = {" ".join(asked[at : at + 6]) for at in range(len(asked) - 5)}
    found: set[str] = set()
    for place in places_of(record):
        if "label" not in place and place["role"] in ANSWERING_ROLES:
            page = None if place["page"] is None else int(str(place["page"]))
            text = " ".join(words_of(page_text(files[str(place["digest"])], page)))
            found |= {run for run in runs if f" {run} " in f" {text} "}
    return found


def test_no_question_copies_the_words_of_the_page_that_answers_it(outside: Path) -> None:
    files = {digest_of_file(f): f for f in (outside / "docs").rglob("*") if f.is_file()}
    assert {str(r["id"]): runs for r in RECORDS if (runs := copied(r, files))} == {}


def test_no_question_is_one_of_the_gold_ones(outside: Path) -> None:
    gold = {" ".join(words_of(str(line["question"]))) for c in gold_set(outside).communes for line in c.lines}
    assert [r["id"] for r in RECORDS if " ".join(words_of(str(r["question"]))) in gold] == []
