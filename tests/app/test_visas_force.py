"""Intervals imported, then asked for through the commands."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.app.conftest import schema

Parvis = Callable[..., tuple[int, str, str]]

INTERVALS = """article,seq,debut,fin,motif_fin,texte_creant,texte_finissant,section,blob
L2121-7,1,1996-02-24,2008-07-01,MODIFIE,Loi n° 1,,partie/conseil,aa
L2121-7,2,2008-07-01,,,Loi n° 2,,partie/conseil,bb
1639-A-BIS,1,2000-01-01,2010-01-01,ABROGE,,,impots,cc
"""


@pytest.fixture
def loaded(tmp_path: Path, parvis: Parvis) -> Path:
    folder = tmp_path / "intervals"
    folder.mkdir()
    with gzip.open(folder / "code-general-des-collectivites-territoriales.csv.gz", "wt", encoding="utf-8") as file:
        file.write(INTERVALS)
    data = tmp_path / "data"
    code, out, err = parvis("legi", "import", str(folder), "--until", "2023-12-06", "--data", str(data), "--json")
    assert (code, err) == (0, "")
    Draft202012Validator(schema("legi-import")).validate(json.loads(out))
    assert json.loads(out) == {"intervals": {"cgct": 3}, "until": "2023-12-06", "watch": []}
    return data


def ask(parvis: Parvis, data: Path, tmp_path: Path, *lines: str) -> list[dict[str, object]]:
    asked = tmp_path / "asked.jsonl"
    asked.write_text("\n".join(lines), "utf-8")
    code, out, _ = parvis("visas", "in-force", str(asked), "--data", str(data))
    assert code == 0
    found = [json.loads(line) for line in out.splitlines()]
    for line in found:
        Draft202012Validator(schema("visas-in-force-line")).validate(line)
    return found


def row(article: str, day: str, code: str = "cgct") -> str:
    return json.dumps({"id": f"{article} {day}", "code": code, "article": article, "date": day})


def test_each_line_gets_its_verdict_and_the_days_of_the_version(parvis: Parvis, loaded: Path, tmp_path: Path) -> None:
    found = ask(
        parvis,
        loaded,
        tmp_path,
        row("L. 2121-7", "2008-06-30"),
        row("L2121-7", "2008-07-01", "LEGITEXT000006070633"),
        row("1639 A bis", "2010-01-01", "Code général des collectivités territoriales"),
        row("L9999-1", "2020-01-01"),
        row("L1", "2020-01-01", "sport"),
    )
    told = [(line["verdict"], line["start"], line["end"]) for line in found]
    assert told == [
        ("modifie_depuis", "1996-02-24", "2008-07-01"),
        ("en_vigueur", "2008-07-01", None),
        ("abroge", "2000-01-01", "2010-01-01"),
        ("inexistant", None, None),
        ("hors_base", None, None),
    ]
    assert found[0]["covered_until"] == "2023-12-06"


def test_a_line_that_cannot_be_read_says_why_and_the_others_are_answered(
    parvis: Parvis, loaded: Path, tmp_path: Path
) -> None:
    found = ask(
        parvis,
        loaded,
        tmp_path,
        "{",
        row("L1", "31/12/2020"),
        row("L1", "2020-01-01", "recueil des usages"),
        row("", "2020-01-01"),
        row("L2121-7", "2150-01-01"),
    )
    assert [("error" in line, line["id"] is not None) for line in found] == [
        (True, False),
        (True, True),
        (True, True),
        (True, True),
        (False, True),
    ]


def test_resolve_says_it_in_json_of_the_published_form_and_for_people(parvis: Parvis, loaded: Path) -> None:
    code, out, _ = parvis("visas", "resolve", "cgct:L2121-7", "--at", "2024-05-02", "--data", str(loaded), "--json")
    value = json.loads(out)
    Draft202012Validator(schema("visas-resolve")).validate(value)
    (found,) = value["resolutions"]
    assert code == 0
    assert (found["state"], found["verdict"], found["cautions"]) == ("en_vigueur", "a_verifier", ["beyond_coverage"])
    _, out, _ = parvis("visas", "resolve", "cgct:L2121-7", "--at", "2020-05-02", "--data", str(loaded))
    assert "cgct:L2121-7 on 2020-05-02: en_vigueur (en_regle), 2008-07-01 to now" in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("visas", "resolve", "the law"), "no key"),
        (("visas", "resolve", "cgct:L1", "--at", "1er mai"), "YYYY-MM-DD"),
        (("visas", "in-force", "absent.jsonl"), "cannot be read"),
        (("legi", "import", "absent"), "is not there"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_remedy(
    parvis: Parvis, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    code, _, err = parvis(*arguments, "--data", str(tmp_path))
    assert code == 2
    assert told in err


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("recueil.csv", INTERVALS, "names no code"),
        ("code-electoral.csv", "article,debut\nL1,2000-01-01\n", "line 2"),
        ("code-electoral.csv", "article,debut,fin\nL1,hier,\n", "line 2"),
    ],
)
def test_a_file_of_intervals_that_is_wrong_leaves_what_was_served(
    parvis: Parvis, loaded: Path, tmp_path: Path, name: str, text: str, told: str
) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    before = (loaded / "legal" / "legal.sqlite").read_bytes()
    code, _, err = parvis("legi", "import", str(tmp_path / name), "--until", "2024-01-01", "--data", str(loaded))
    assert code == 2
    assert told in err
    assert (loaded / "legal" / "legal.sqlite").read_bytes() == before


def test_piste_down_is_told_once_and_the_shipped_facts_answer(
    parvis: Parvis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {
        "CLIENT_ID": "id",
        "CLIENT_SECRET": "secret",
        "URL": "http://127.0.0.1:9/api",
        "OAUTH_URL": "http://127.0.0.1:9/token",
    }.items():
        monkeypatch.setenv(f"PARVIS_PISTE_{name}", value)
    code, out, err = parvis(
        "visas", "resolve", "cgct:L2121-29", "cgct:L2131-1", "--at", "2023-05-02", "--data", str(tmp_path)
    )
    assert code == 0
    assert out.count("en_vigueur") == 2
    assert err.count("PISTE does not answer") == 1
    assert "secret" not in err
