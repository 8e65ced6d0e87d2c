"""An installation whose passages are kept by a Qdrant server: the same commands, and what is said when it is down."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from jsonschema import Draft202012Validator

from app.house import open_house
from app.later_reindex import LaterReindex
from app.local_door import LOCK_FILE
from app.locks import exclusive
from app.main import main
from app.search_engine import key_in_clear, server_options
from app.settings import Settings, read_settings
from domain.errors import BadInput
from domain.ids import CommuneSlug
from domain.search import CommuneScope
from models.static_embedding import VECTORS_FILE, StaticEmbedding
from tests.app.conftest import schema, write_commune
from tests.app.test_server import free_port
from tests.models.small_model import small_model
from tests.retriever.qdrant_http import Fault, QdrantHttp, qdrant_http

Parvis = Callable[..., tuple[int, str, str]]
KEY = "a-key-that-nobody-may-read"


@pytest.fixture(scope="module")
def shell() -> Iterator[QdrantHttp]:
    with qdrant_http(api_key=KEY) as running:
        yield running


@pytest.fixture(scope="module")
def kept(shell: QdrantHttp, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an installation that has put a small commune's passages on the server."""
    folder = tmp_path_factory.mktemp("commune")
    profile = write_commune(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("PARVIS_QDRANT_URL", shell.url)
        patch.setenv("PARVIS_QDRANT_API_KEY", KEY)
        main(["ingest", str(profile), "--data", str(folder / "data"), "--json"])
    return folder / "data"


@pytest.fixture
def settings_of_the_server(shell: QdrantHttp, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    monkeypatch.setenv("PARVIS_QDRANT_URL", shell.url)
    monkeypatch.setenv("PARVIS_QDRANT_API_KEY", KEY)
    monkeypatch.setenv("PARVIS_QDRANT_TRIES", "1")
    return monkeypatch


@pytest.fixture
def gone() -> str:
    return f"http://127.0.0.1:{free_port()}"


def test_questions_are_answered_from_the_server_and_nothing_internal(
    parvis: Parvis, kept: Path, settings_of_the_server: pytest.MonkeyPatch
) -> None:
    code, out, _ = parvis("ask", "combien coûte le repas de la cantine", "--data", str(kept), "--json")
    assert code == 0
    assert "4,15 €" in out
    assert "11,80" not in out
    assert not list(kept.rglob("shard"))


def test_commands_search_beside_a_server_without_asking_it(
    parvis: Parvis, kept: Path, settings_of_the_server: pytest.MonkeyPatch
) -> None:
    with exclusive(kept / LOCK_FILE, busy="held by this test"):
        code, out, err = parvis("search", "bacs jaunes", "--data", str(kept), "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["hits"][0]["path"] == "dechets.html"


def test_status_and_doctor_tell_the_engine_its_address_and_version(
    parvis: Parvis, kept: Path, shell: QdrantHttp, settings_of_the_server: pytest.MonkeyPatch
) -> None:
    _, out, _ = parvis("status", "--data", str(kept), "--json")
    state = json.loads(out)
    Draft202012Validator(schema("status")).validate(state)
    assert state["search"] == {"engine": "qdrant-server", "place": shell.url, "version": "1.20.0", "problem": ""}
    assert all(index["up_to_date"] for index in state["communes"][0]["index"].values())

    code, out, _ = parvis("doctor", "--data", str(kept))
    assert code == 0
    assert f"ok search: qdrant-server 1.20.0 at {shell.url}" in out
    assert KEY not in out


def test_without_the_setting_the_engine_is_in_this_installation_and_its_index_is_behind(
    parvis: Parvis, kept: Path
) -> None:
    _, out, _ = parvis("status", "--data", str(kept), "--json")
    state = json.loads(out)
    assert state["search"]["engine"] == "qdrant-edge"
    assert state["search"]["version"].startswith("0.")
    assert not any(index["up_to_date"] for index in state["communes"][0]["index"].values())


def test_status_tells_from_its_note_that_what_is_there_is_of_another_format(
    parvis: Parvis, kept: Path, settings_of_the_server: pytest.MonkeyPatch, shell: QdrantHttp
) -> None:
    note = kept / "communes" / "valmoret" / "index" / "public.json"
    whole = note.read_text("utf-8")
    shell.seen.clear()
    for content, is_up_to_date in ((json.loads(whole) | {"format": 1}, False), (json.loads(whole), True)):
        note.write_text(json.dumps(content), "utf-8")
        index = json.loads(parvis("status", "--data", str(kept), "--json")[1])["communes"][0]["index"]
        assert index["public"]["up_to_date"] is is_up_to_date
        assert index["interne"]["up_to_date"] is True
    assert not [seen for seen in shell.seen if "parvis_" in seen.path]


def test_folders_database_and_server_agree(
    parvis: Parvis, kept: Path, settings_of_the_server: pytest.MonkeyPatch
) -> None:
    code, out, _ = parvis("reconcile", "--data", str(kept), "--json")
    assert json.loads(out)["mismatches"] == []
    assert code == 0


def test_what_another_model_has_made_there_is_searched_by_words_until_it_is_rebuilt(
    parvis: Parvis, kept: Path, settings_of_the_server: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data, other = ("--data", str(kept)), tmp_path / "other"

    def searched() -> tuple[set[str], str]:
        found = json.loads(parvis("search", "cantine", *data, "--json")[1])
        return set(found["hits"][0]["arms"]), found["notice"]

    def public() -> dict[str, object]:
        index: dict[str, object] = json.loads(parvis("status", *data, "--json")[1])["communes"][0]["index"]["public"]
        return index

    assert searched() == ({"words", "chars", "meaning"}, "")
    small_model(other, dimensions=4)
    with settings_of_the_server.context() as settings:
        settings.setenv("PARVIS_EMBEDDING", f"static:{other}")
        arms, notice = searched()
        assert arms == {"words", "chars"}
        assert "parvis model reindex --commune valmoret" in notice
        assert public()["embedding"] == StaticEmbedding().name
        assert public()["up_to_date"] is False

        assert parvis("model", "reindex", "--commune", "valmoret", *data)[0] == 0
        assert searched() == ({"words", "chars", "meaning"}, "")
        assert public() == {"up_to_date": True, "embedding": StaticEmbedding(other).name, "problem": ""}

        # Documents do not wait for a model: its index is of words alone, and says so once the model is back.
        whole = (other / VECTORS_FILE).read_bytes()
        (other / VECTORS_FILE).write_bytes(b"")
        assert parvis("model", "reindex", "--force", *data)[0] == 0
        assert searched()[0] == {"words", "chars"}
        (other / VECTORS_FILE).write_bytes(whole)
        assert "no model of meaning" in str(public()["problem"])
    assert parvis("model", "reindex", *data)[0] == 0
    assert searched() == ({"words", "chars", "meaning"}, "")


def test_a_server_that_is_down_is_said_in_one_sentence_without_the_key(
    parvis: Parvis, kept: Path, gone: str, settings_of_the_server: pytest.MonkeyPatch
) -> None:
    settings_of_the_server.setenv("PARVIS_QDRANT_URL", gone)
    code, out, err = parvis("search", "cantine", "--data", str(kept))
    assert code == 1
    assert f"the Qdrant server at {gone} does not answer" in err
    assert err.count("\n") == 1
    assert KEY not in out + err

    code, out, _ = parvis("status", "--data", str(kept), "--json")
    assert code == 0
    assert gone in json.loads(out)["search"]["problem"]
    code, out, _ = parvis("doctor", "--data", str(kept))
    assert code == 1
    assert "!! search: qdrant-server (no answer)" in out


def test_a_question_asked_while_the_server_is_down_is_told_so_and_given_a_person(
    parvis: Parvis, kept: Path, gone: str, settings_of_the_server: pytest.MonkeyPatch
) -> None:
    settings_of_the_server.setenv("PARVIS_QDRANT_URL", gone)
    code, out, err = parvis("ask", "combien coûte la cantine", "--data", str(kept), "--json")
    assert code == 0
    assert json.loads(out)["status"] == "unavailable"
    assert "02 61 91 55 00" in out
    assert "Traceback" not in out + err


def test_the_server_serves_while_qdrant_is_down_and_says_that_search_is_not_ready(kept: Path, gone: str) -> None:
    port = free_port()
    environment = {n: v for n, v in os.environ.items() if not n.startswith("PARVIS_")}
    environment |= {"PARVIS_QDRANT_URL": gone, "PARVIS_QDRANT_API_KEY": KEY, "PARVIS_QDRANT_TRIES": "1"}
    command = [sys.executable, "-m", "app.main", "serve", "--data", str(kept), "--port", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    assert server.stdout is not None
    try:
        assert "Parvis answers" in server.stdout.readline()
        answer = httpx.post(f"http://127.0.0.1:{port}/v1/questions", json={"question": "combien coûte la cantine"})
        assert answer.json()["status"] == "unavailable"
        ready = httpx.get(f"http://127.0.0.1:{port}/ready")
        assert ready.status_code == 503
        assert gone in ready.text
        assert KEY not in ready.text
    finally:
        server.send_signal(signal.SIGTERM)
        _, complaints = server.communicate(timeout=30)
    assert server.returncode == 0
    assert "serving without search in valmoret for now" in complaints
    assert "Traceback" not in complaints


def test_what_waits_for_the_server_is_built_when_it_answers_again(kept: Path, shell: QdrantHttp) -> None:
    settings = Settings(data_dir=kept, qdrant_url=shell.url, qdrant_api_key=KEY, qdrant_tries=1)
    scope = CommuneScope(commune=CommuneSlug("valmoret"))
    with open_house(settings) as house:
        passages = house.index.count(scope)
        for known in shell.client.get_collections().collections:
            shell.client.delete_collection(known.name)
        shell.fail(Fault(status=500), on="communes/points")
        shell.fail(Fault(status=500), on="/")
        LaterReindex(house, retry_s=0.1)(scope.commune)
        for _ in range(200):
            if _is_pointed_at(shell, "parvis_interne_communes_1"):
                break
            time.sleep(0.1)
        assert house.index.count(scope) == passages > 0


def _is_pointed_at(shell: QdrantHttp, state: str) -> bool:
    """Whether a build of that visibility, the last of the two, has ended. Asked behind the faults."""
    with shell.lock:
        if state not in {known.name for known in shell.client.get_collections().collections}:
            return False
        return any("collection" in (record.payload or {}) for record in shell.client.scroll(state)[0])


def test_what_a_server_has_lost_is_built_again(
    parvis: Parvis, kept: Path, shell: QdrantHttp, settings_of_the_server: pytest.MonkeyPatch
) -> None:
    for known in shell.client.get_collections().collections:
        shell.client.delete_collection(known.name)
    code, out, _ = parvis("reconcile", "--data", str(kept), "--json")
    assert code == 1
    assert {one["kind"] for one in json.loads(out)["mismatches"]} == {"passages_not_indexed"}

    assert parvis("reconcile", "--repair", "--data", str(kept))[0] == 0
    code, out, _ = parvis("search", "bacs jaunes", "--data", str(kept), "--json")
    assert json.loads(out)["hits"][0]["path"] == "dechets.html"


def test_what_the_server_keeps_is_laid_out_again_while_it_serves(
    parvis: Parvis, kept: Path, shell: QdrantHttp, settings_of_the_server: pytest.MonkeyPatch
) -> None:
    settings_of_the_server.setenv("PARVIS_QDRANT_SHARD_NUMBER", "6")
    before = parvis("search", "cantine", "--data", str(kept), "--json")
    shell.seen.clear()
    code, out, _ = parvis("reshard", "--data", str(kept), "--json")
    told = json.loads(out)
    Draft202012Validator(schema("reshard")).validate(told)
    assert code == 0
    assert len(told["collections"]) == 4
    assert all(one["points"] for one in told["collections"])
    made = [seen.body for seen in shell.seen if seen.method == "PUT" and seen.path.count("/") == 2]
    assert [body["shard_number"] for body in made] == [6, 6, 6, 6]
    assert parvis("search", "cantine", "--data", str(kept), "--json") == before
    assert parvis("reconcile", "--data", str(kept))[0] == 0


def test_nothing_is_laid_out_again_during_an_ingestion(
    parvis: Parvis, kept: Path, settings_of_the_server: pytest.MonkeyPatch
) -> None:
    with exclusive(kept / "communes" / "valmoret" / "ingest.lock", busy="held by this test"):
        code, _, err = parvis("reshard", "--data", str(kept))
    assert (code, "valmoret is running" in err) == (3, True)


def test_settings_are_never_printed_with_the_key() -> None:
    settings = read_settings({"PARVIS_QDRANT_URL": "https://qdrant.example", "PARVIS_QDRANT_API_KEY": KEY})
    assert KEY not in repr(settings)
    assert server_options(settings).api_key == KEY


def test_the_layout_of_the_settings_reaches_the_server() -> None:
    options = server_options(
        read_settings(
            {
                "PARVIS_QDRANT_URL": "https://qdrant.example",
                "PARVIS_QDRANT_CA_FILE": "/etc/parvis/ca.pem",
                "PARVIS_QDRANT_TIMEOUT_S": "7",
                "PARVIS_QDRANT_TRIES": "2",
                "PARVIS_QDRANT_SHARD_NUMBER": "6",
                "PARVIS_QDRANT_REPLICATION_FACTOR": "3",
                "PARVIS_QDRANT_WRITE_CONSISTENCY": "2",
                "PARVIS_QDRANT_ON_DISK": "1",
            }
        )
    )
    assert options.ca_file == Path("/etc/parvis/ca.pem")
    assert (options.timeout_s, options.tries, options.shards) == (7, 2, 6)
    assert (options.replicas, options.write_consistency, options.is_on_disk) == (3, 2, True)


@pytest.mark.parametrize(
    ("url", "is_told"),
    [
        ("http://qdrant:6333", True),
        ("https://qdrant:6333", False),
        ("http://127.0.0.1:6333", False),
        ("http://[::1]:6333", False),
    ],
)
def test_a_key_that_crosses_a_network_in_clear_is_told(url: str, is_told: bool) -> None:
    assert bool(key_in_clear(Settings(qdrant_url=url, qdrant_api_key=KEY))) is is_told
    assert not key_in_clear(Settings(qdrant_url=url))


def test_there_are_no_options_without_a_server() -> None:
    with pytest.raises(BadInput, match="set PARVIS_QDRANT_URL"):
        server_options(Settings())


def test_an_address_that_is_none_is_one_clear_sentence(
    parvis: Parvis, kept: Path, settings_of_the_server: pytest.MonkeyPatch
) -> None:
    settings_of_the_server.setenv("PARVIS_QDRANT_URL", "qdrant:6333")
    code, _, err = parvis("search", "cantine", "--data", str(kept))
    assert (code, "PARVIS_QDRANT_URL='qdrant:6333'" in err) == (2, True)
    code, out, _ = parvis("doctor", "--data", str(kept))
    assert (code, "!! search: broken PARVIS_QDRANT_URL" in out) == (1, True)
