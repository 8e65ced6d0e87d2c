"""``parvis eval retrieval``: sets of one's own and of others, measured through the real index."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.app.conftest import schema
from tests.eval.question_files import QUERIES, written

Parvis = Callable[..., tuple[int, str, str]]


def _given(folder: Path) -> list[str]:
    return ["--corpus", str(folder / "corpus.jsonl"), "--queries", str(folder / "queries.jsonl")]


def test_a_set_is_measured_under_each_noise_and_its_json_keeps_its_schema(parvis: Parvis, tmp_path: Path) -> None:
    code, out, _ = parvis(
        "eval", "retrieval", *_given(written(tmp_path / "field")), "--seeds", "2", "--explain-failures", "--json"
    )
    told = json.loads(out)
    Draft202012Validator(schema("eval-retrieval")).validate(told)
    field = told["sets"]["field"]

    assert code == 0
    assert field["noises"] == {
        "clean": {"questions": 2, "seeds": 1},
        "typos": {"questions": 2, "seeds": 2},
        "noacc": {"questions": 2, "seeds": 1},
        "sms": {"questions": 2, "seeds": 2},
    }
    assert field["figures"]["clean_ndcg"]["value"] == 1
    assert field["figures"]["noacc_loss"]["value"] == 0
    assert field["failures"] == []


def test_a_set_is_told_for_people_with_the_noises_that_were_asked_for(parvis: Parvis, tmp_path: Path) -> None:
    code, out, _ = parvis("eval", "retrieval", *_given(written(tmp_path / "field")), "--noise", "sms,clean")

    assert code == 0
    assert "field: 3 passages, 2 questions" in out
    assert "not asked: 1 that are titles" in out
    assert "target sms_loss at most 0.050" in out
    assert "typos" not in out


def test_documents_may_be_counted_instead_of_passages(parvis: Parvis, tmp_path: Path) -> None:
    whole: list[dict[str, object]] = [{"id": "q", "text": "la cantine ferme", "pos": ["f1-0", "f1-1"]}]
    asked = ["eval", "retrieval", *_given(written(tmp_path / "field", whole)), "--noise", "clean"]

    assert "--by-document counts a document once" in parvis(*asked)[1]
    _, out, _ = parvis(*asked, "--by-document")
    assert "a document answers" in out
    assert "--by-document" not in out


def test_the_failures_are_explained(parvis: Parvis, tmp_path: Path) -> None:
    passages: list[dict[str, object]] = [{"id": f"p{n}", "text": f"La cantine, lot {n}."} for n in range(20)]
    wrong: list[dict[str, object]] = [{"id": "q", "text": "cantine zzyx", "pos": ["far"]}]
    folder = written(tmp_path / "field", wrong, [*passages, {"id": "far", "text": "Le bassin ferme."}])
    asked = ["eval", "retrieval", *_given(folder), "--noise", "clean"]

    assert "FAILED" not in parvis(*asked)[1]
    assert "FAILED clean q: 'cantine zzyx'" in parvis(*asked, "--explain-failures")[1]


def test_what_is_wrong_with_a_set_is_told_with_its_file_and_line(parvis: Parvis, tmp_path: Path) -> None:
    folder = written(tmp_path / "field")
    with (folder / "queries.jsonl").open("a", encoding="utf-8") as file:
        file.write('\n{"id": "q4", "text": "qui ?", "pos": ["f9-9"]}')
    code, out, err = parvis("eval", "retrieval", *_given(folder))

    assert (code, out) == (2, "")
    assert "queries.jsonl, line 4: pos names 'f9-9'" in err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ([], "give --corpus and --queries, or --outside"),
        (["--corpus", "a.jsonl"], "give --corpus and --queries, or --outside"),
        (["--corpus", "a.jsonl", "--queries", "b.jsonl"], "a.jsonl: cannot be read"),
        (["--corpus", "a.jsonl", "--queries", "b.jsonl", "--set", "cnil"], "--set and --data go with --outside"),
        (["--outside", "--by-document"], "--outside takes no --corpus"),
        (["--outside", "--set", "cnill"], "no outside set cnill; there are cnil"),
        (["--outside", "--noise", "clean,typo"], "not typo"),
        (["--outside", "--noise", ","], "not nothing"),
        (["--outside", "--check", "--seeds", "2"], "leave these options out"),
        (["--outside", "--update-floors", "--noise", "clean"], "leave these options out"),
        (["--outside", "--seeds", "0"], "--seeds"),
    ],
)
def test_what_cannot_be_measured_is_refused(parvis: Parvis, arguments: list[str], told: str) -> None:
    code, out, err = parvis("eval", "retrieval", *arguments)

    assert (code, out) == (2, "")
    assert told in err


def test_outside_sets_that_are_absent_are_skipped_aloud(
    parvis: Parvis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, _ = parvis("eval", "retrieval", "--outside", "--check")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()[:6]] == ["SKIPPED"] * 6

    monkeypatch.setenv("PARVIS_SHARED_DATA", str(tmp_path))
    code, out, _ = parvis("eval", "retrieval", "--outside", "--json")
    told = json.loads(out)
    Draft202012Validator(schema("eval-retrieval")).validate(told)
    assert told["sets"] == {}
    assert len(told["notes"]) == 6


def test_floors_measured_on_other_data_hold_nothing(
    parvis: Parvis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "qa" / "cnil")
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(tmp_path))
    asked = ["eval", "retrieval", "--outside", "--set", "cnil"]

    assert parvis(*asked)[0] == 0
    code, out, _ = parvis(*asked, "--check")
    assert code == 1
    assert "OTHER DATA cnil.clean_ndcg: 1.000" in out


def test_a_set_that_lies_beside_the_known_ones_is_measured_too(
    parvis: Parvis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path / "qa" / "garages")
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(tmp_path))
    _, out, _ = parvis("eval", "retrieval", "--outside", "--noise", "clean")

    assert "garages: 3 passages, 2 questions" in out
    assert out.count("SKIPPED") == 6


def test_gold_questions_that_cannot_be_asked_are_told(
    parvis: Parvis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gold").mkdir()
    (tmp_path / "gold" / "questions.jsonl").write_text('{"id": "g1"}', encoding="utf-8")
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(tmp_path))
    code, _, err = parvis("eval", "retrieval", "--outside", "--set", "gold")

    assert code == 2
    assert "the gold questions cannot be asked: KeyError('commune')" in err


def test_a_set_without_floors_says_so(parvis: Parvis, tmp_path: Path) -> None:
    code, out, _ = parvis("eval", "retrieval", *_given(written(tmp_path / "field", QUERIES[:1])), "--check")

    assert code == 0
    assert "field has no floor" in out
