"""Another embedding, a damaged one, an index of another version: search answers meanwhile and says what mends it."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.main import main
from models.static_embedding import TOKENIZER_FILE, VECTORS_FILE, StaticEmbedding
from tests.app.conftest import schema, write_commune
from tests.models.small_model import small_model

Parvis = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the model ``one`` and an installation whose indexes were made with it."""
    folder = tmp_path_factory.mktemp("changing")
    small_model(folder / "one")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("PARVIS_EMBEDDING", f"static:{folder / 'one'}")
        main(["ingest", str(write_commune(folder)), "--data", str(folder / "data"), "--json"])
    return folder


@pytest.fixture
def one(first: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage: a model is known by its folder's name and what its files hold."""
    return Path(shutil.copytree(first / "one", tmp_path / "one"))


@pytest.fixture
def other(tmp_path: Path) -> Path:
    small_model(tmp_path / "other", dimensions=4)
    return tmp_path / "other"


@pytest.fixture
def indexed(first: Path, tmp_path: Path, one: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of the small commune, its indexes made with the model ``one``, which the settings name."""
    monkeypatch.setenv("PARVIS_EMBEDDING", f"static:{one}")
    return Path(shutil.copytree(first / "data", tmp_path / "data"))


def searched(parvis: Parvis, data: Path) -> dict[str, object]:
    code, out, err = parvis("search", "cantine", "--data", str(data), "--json")
    assert (code, err) == (0, "")
    found: dict[str, object] = json.loads(out)
    Draft202012Validator(schema("search")).validate(found)
    return found


def arms(found: dict[str, object]) -> set[str]:
    return set(found["hits"][0]["arms"])  # type: ignore[index]


def status(parvis: Parvis, data: Path) -> dict[str, object]:
    _, out, _ = parvis("status", "--data", str(data), "--json")
    state: dict[str, object] = json.loads(out)
    Draft202012Validator(schema("status")).validate(state)
    return state


def public(state: dict[str, object]) -> dict[str, object]:
    return state["communes"][0]["index"]["public"]  # type: ignore[index,no-any-return]


def test_an_index_of_another_model_is_searched_by_words_until_the_command_that_it_names_was_run(
    parvis: Parvis, indexed: Path, one: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (arms(searched(parvis, indexed)), searched(parvis, indexed)["notice"]) == ({"words", "chars", "meaning"}, "")
    monkeypatch.setenv("PARVIS_EMBEDDING", f"static:{other}")
    found = searched(parvis, indexed)
    assert arms(found) == {"words", "chars"}
    assert "parvis model reindex --commune valmoret" in str(found["notice"])
    assert "model reindex" in parvis("search", "cantine", "--data", str(indexed))[2]
    index = public(status(parvis, indexed))
    assert (index["up_to_date"], index["embedding"]) == (False, StaticEmbedding(one).name)
    assert "behind: public (made with one:" in parvis("status", "--data", str(indexed))[1]
    code, out, _ = parvis("model", "reindex", "--commune", "valmoret", "--data", str(indexed), "--json")
    Draft202012Validator(schema("model-reindex")).validate(json.loads(out))
    assert (code, set(json.loads(out)["communes"]["valmoret"])) == (0, {"public", "interne"})
    assert (arms(searched(parvis, indexed)), searched(parvis, indexed)["notice"]) == ({"words", "chars", "meaning"}, "")
    assert public(status(parvis, indexed)) == {
        "up_to_date": True,
        "embedding": StaticEmbedding(other).name,
        "problem": "",
    }
    assert parvis("model", "reindex", "--data", str(indexed))[1] == "valmoret: up to date\n"


def test_the_server_answers_at_once_with_the_former_index_and_swaps_the_new_one_in(
    parvis: Parvis, indexed: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARVIS_EMBEDDING", f"static:{other}")
    command = [sys.executable, "-m", "app.main", "serve", "--data", str(indexed), "--port", "0"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=dict(os.environ))
    try:
        assert server.stdout is not None
        assert "Parvis answers" in server.stdout.readline()
        until = time.monotonic() + 60
        while not public(status(parvis, indexed))["up_to_date"] and time.monotonic() < until:
            assert searched(parvis, indexed)["hits"]
        assert public(status(parvis, indexed))["embedding"] == StaticEmbedding(other).name
        while arms(searched(parvis, indexed)) == {"words", "chars"} and time.monotonic() < until:
            time.sleep(0.05)
        assert arms(searched(parvis, indexed)) == {"words", "chars", "meaning"}
    finally:
        server.send_signal(signal.SIGTERM)
        _, complaints = server.communicate(timeout=20)
    assert (server.returncode, "Traceback" in complaints) == (0, False)


@pytest.mark.parametrize("file", [VECTORS_FILE, TOKENIZER_FILE])
def test_a_damaged_model_is_told_by_status_and_doctor_and_words_answer(
    parvis: Parvis, indexed: Path, one: Path, file: str
) -> None:
    whole = (one / file).read_bytes()
    (one / file).write_bytes(whole[: len(whole) // 2])
    found = searched(parvis, indexed)
    assert arms(found) == {"words", "chars"}
    assert file in str(found["notice"])
    state = status(parvis, indexed)
    assert file in state["models"]["embedding"]["problem"]  # type: ignore[index]
    assert public(state)["up_to_date"] is True
    code, out, _ = parvis("doctor", "--data", str(indexed))
    assert code == 1
    assert f"!! embedding: broken {one / file}" in out


def test_what_is_ingested_while_the_model_is_damaged_is_found_and_embedded_once_it_is_mended(
    parvis: Parvis, indexed: Path, one: Path, tmp_path: Path
) -> None:
    whole = (one / VECTORS_FILE).read_bytes()
    (one / VECTORS_FILE).write_bytes(b"")
    page = tmp_path / "brocante.md"
    page.write_text("# La brocante\n\nLa brocante a lieu le 14 mai sur la place.\n", "utf-8")
    words = ("ingest", str(page), "--commune", "valmoret", "--source", "ajouts", "--data", str(indexed))
    assert parvis(*words)[0] == 0
    _, out, _ = parvis("search", "brocante", "--data", str(indexed), "--json")
    assert json.loads(out)["hits"][0]["path"].endswith("brocante.md")
    (one / VECTORS_FILE).write_bytes(whole)
    assert "no model of meaning" in str(public(status(parvis, indexed))["problem"])
    assert parvis(*words)[0] == 0
    assert arms(searched(parvis, indexed)) == {"words", "chars", "meaning"}


def test_an_index_of_another_version_is_refused_with_the_command_that_mends_it(parvis: Parvis, indexed: Path) -> None:
    for seal in (indexed / "communes" / "valmoret" / "index").glob("*/*/sealed.json"):
        seal.write_text(seal.read_text("utf-8").replace('"format": ', '"format": 9'), "utf-8")
    code, out, err = parvis("search", "cantine", "--data", str(indexed))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "parvis model reindex --commune valmoret" in err
    assert "another version" in str(public(status(parvis, indexed))["problem"])
    assert parvis("model", "reindex", "--commune", "valmoret", "--data", str(indexed))[0] == 0
    assert searched(parvis, indexed)["hits"]


@pytest.mark.parametrize("value", ["dynamic", "static:", "sentence-transformers", "sentence-transformers:"])
def test_a_setting_that_names_no_embedding_is_refused(
    parvis: Parvis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    monkeypatch.setenv("PARVIS_EMBEDDING", value)
    code, _, err = parvis("status", "--data", str(tmp_path / "data"))
    assert (code, err.count("\n")) == (2, 1)
    assert f"PARVIS_EMBEDDING='{value}'" in err
