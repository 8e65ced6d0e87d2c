"""Bad files and bad questions through the real command and the real application: a clear message, nothing lost."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi import FastAPI

from app.house import open_house
from app.main import main
from app.server import public_app
from app.settings import Settings
from tests.api.browser import Browser, Page, replaced
from tests.app.conftest import write_commune
from tests.ingest.pdf_files import drawn_pdf, encrypted_pdf

Parvis = Callable[..., tuple[int, str, str]]

SOUND = b"# La garderie\n\nLa garderie de Valmoret ouvre \xc3\xa0 7 h 15.\n"
HUGE_BYTES = 20_000_001
PDF = drawn_pdf([["La brocante de Valmoret se tient le 14 mai sur la place du marché, de 8 h à 18 h."]])
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 200

BAD_FILES: list[tuple[str, bytes, str, str | None]] = [
    ("vide.pdf", b"", "rejected", "Fichier vide."),
    ("chiffre.pdf", encrypted_pdf("secret"), "rejected", "Protégé par un mot de passe."),
    ("coupe.pdf", PDF[: len(PDF) // 3], "rejected", "Fichier abîmé."),
    ("faux.pdf", PNG, "rejected", "Le contenu n’est pas celui que le nom annonce."),
    ("binaire.md", bytes(range(256)) * 8, "rejected", "Le contenu n’est pas celui que le nom annonce."),
    ("latin.html", "<html><body><main><h1>Le lavoir</h1><p>Le lavoir fermé ouvre l’été, à 9 h.</p></main></body></html>"
     .replace("’", "'").encode("latin-1"), "indexed", None),
    ("page.md", "# Le pressoir\n\nLe pressoir communal est prêté à l'association.\n".encode("cp1252"), "indexed", None),
    ("brocante.html", PDF, "indexed", None),
    ("garderie.md", SOUND, "indexed", None),
]  # fmt: skip
"""(name, bytes, state, what the console says of one that is rejected). A PDF named .html is read as what it is."""


@pytest.fixture(scope="module")
def bad_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An installation that has ingested the bad files beside a sound commune."""
    folder = tmp_path_factory.mktemp("bad")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        main(["ingest", str(write_commune(folder)), "--data", str(folder / "data"), "--json"])
    return folder / "data"


@pytest.fixture(scope="module")
def application(bad_data: Path) -> Iterator[FastAPI]:
    with open_house(Settings(data_dir=bad_data)) as house:
        yield public_app(house)  # type: ignore[misc]


def write_bad_files(folder: Path) -> Path:
    folder.mkdir()
    for name, content, _, _ in BAD_FILES:
        (folder / name).write_bytes(content)
    with (folder / "enorme.pdf").open("wb") as huge:
        huge.truncate(HUGE_BYTES)
    return folder


def test_each_bad_file_ends_in_its_state_and_the_agent_reads_why(
    parvis: Parvis, bad_data: Path, application: FastAPI, tmp_path: Path
) -> None:
    files = write_bad_files(tmp_path / "mauvais")
    code, out, err = parvis("ingest", str(files), "--commune", "valmoret", "--data", str(bad_data), "--json")
    assert (code, err) == (0, "")
    states = json.loads(out)["sources"][0]["states"]
    wanted = [state for _, _, state, _ in BAD_FILES] + ["rejected"]
    assert states == {s: wanted.count(s) for s in ("indexed", "duplicate_of", "waiting", "rejected")}
    report = agents_report(parvis, bad_data, application)
    for name, _, state, reason in BAD_FILES:
        if state == "rejected":
            assert f"{name} mauvais {reason}" in report
    assert "enorme.pdf mauvais Fichier trop lourd." in report


def agents_report(parvis: Parvis, data: Path, application: FastAPI) -> str:
    """The text of the console's page on documents, as an agent who has just been given an account reads it."""
    _, out, _ = parvis("account", "add", "agent@valmoret.example", "--data", str(data), "--json")
    welcome = "/" + json.loads(out)["link"].split("/", 3)[3]
    browser, password = Browser(application), "une phrase que je connais"
    fields = Page(browser.get(welcome).text).forms[0].fields
    browser.post(welcome, replaced(fields, mot_de_passe=password, confirmation=password))
    return Page(browser.get("/console/documents").text).text


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("quand ouvre le lavoir", "l'été, à 9 h"),
        ("à qui est prêté le pressoir", "prêté à l'association"),
        ("quand se tient la brocante", "14 mai"),
        ("à quelle heure ouvre la garderie", "7 h 15"),
    ],
)
def test_what_can_be_read_among_bad_files_answers_with_its_accents(
    parvis: Parvis, data: Path, tmp_path: Path, question: str, words: str
) -> None:
    files = write_bad_files(tmp_path / "mauvais")
    parvis("ingest", str(files), "--commune", "valmoret", "--data", str(data), "--json")
    _, out, _ = parvis("ask", question, "--data", str(data), "--json")
    assert words in str(json.loads(out)["sentences"])


def test_a_file_mended_after_a_bad_run_answers(parvis: Parvis, data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "reparation"
    folder.mkdir()
    file = folder / "patinoire.md"
    file.write_bytes(b"")
    words = ("ingest", str(folder), "--commune", "valmoret", "--data", str(data), "--json")
    _, out, _ = parvis(*words)
    assert json.loads(out)["sources"][0]["reasons"] == {"empty": 1}
    file.write_text("# La patinoire\n\nL’entrée de la patinoire coûte 6 €.\n", "utf-8")
    _, out, _ = parvis(*words)
    assert json.loads(out)["sources"][0]["states"]["indexed"] == 1
    _, out, _ = parvis("ask", "combien coûte la patinoire", "--data", str(data), "--json")
    assert "6 €" in str(json.loads(out)["sentences"])


def test_a_source_that_is_no_folder_of_files_is_one_sentence_and_changes_nothing(
    parvis: Parvis, data: Path, tmp_path: Path
) -> None:
    _, before, _ = parvis("status", "--data", str(data), "--json")
    code, out, err = parvis("ingest", str(tmp_path / "absent"), "--commune", "valmoret", "--data", str(data))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert str(tmp_path / "absent") in err
    _, after, _ = parvis("status", "--data", str(data), "--json")
    assert json.loads(after) == json.loads(before)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads every folder")
def test_a_folder_that_cannot_be_listed_is_one_sentence_and_removes_nothing(
    parvis: Parvis, data: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "pages"
    (folder / "fermé").mkdir(parents=True)
    (folder / "fermé" / "a.md").write_bytes(SOUND)
    words = ("ingest", str(folder), "--commune", "valmoret", "--data", str(data))
    parvis(*words)
    (folder / "fermé").chmod(0)
    try:
        code, _, err = parvis(*words)
    finally:
        (folder / "fermé").chmod(0o700)
    assert (code, err.count("\n")) == (2, 1)
    assert "nothing was changed" in err


def test_a_data_folder_that_is_a_file_is_one_sentence(parvis: Parvis, tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_bytes(b"x")
    code, out, err = parvis("status", "--data", str(file))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert str(file) in err
    assert file.read_bytes() == b"x"


def test_two_ingestions_of_a_commune_at_once_are_refused_and_the_first_goes_on(tmp_path: Path, parvis: Parvis) -> None:
    data = tmp_path / "data"
    parvis("ingest", str(write_commune(tmp_path)), "--data", str(data), "--json")
    holder = (
        "import sys, time; from pathlib import Path; from app.locks import exclusive\n"
        "with exclusive(Path(sys.argv[1]), busy=''): print('held', flush=True); sys.stdin.read()"
    )
    lock = data / "communes" / "valmoret" / "ingest.lock"
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, "-c", holder, str(lock)], text=True, **pipes) as first:  # type: ignore[call-overload]
        assert first.stdout.readline() == "held\n"
        code, _, err = parvis("ingest", str(tmp_path / "site"), "--commune", "valmoret", "--data", str(data))
        first.stdin.close()
    assert (code, err.count("\n")) == (3, 1)
    assert "another ingestion" in err


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("", "écrivez votre question"),
        ("   \n", "écrivez votre question"),
        ("a" * 100_000, "trop longue"),
        ("\x00\x01\x02\x7f", "aucun mot"),
        ("?!…", "aucun mot"),
    ],
)
def test_a_question_that_cannot_be_put_is_refused_in_french(application: FastAPI, question: str, told: str) -> None:
    reply = Browser(application).send("POST", "/v1/questions", json={"question": question})
    assert reply.status_code == 422
    assert told in reply.json()["detail"]
    assert reply.json()["phone"] == "02 61 91 55 00"
    page = Browser(application).post("/question", {"question": question})
    assert page.status_code == 422
    assert told in Page(page.text).text


@pytest.mark.parametrize(
    "question", ["How much does the school lunch cost here?", "¿Cuánto cuesta el comedor escolar de Valmoret?"]
)
def test_a_question_in_another_language_is_answered_in_french(application: FastAPI, question: str) -> None:
    reply = Browser(application).send("POST", "/v1/questions", json={"question": question})
    assert reply.status_code == 200
    answer = reply.json()
    assert answer["status"] == "out_of_scope"
    assert "français" in answer["message"]
    page = Page(Browser(application).post("/question", {"question": question}).text)
    assert "français" in page.text


def test_bytes_that_are_no_text_are_refused_in_french(application: FastAPI) -> None:
    headers = {"content-type": "application/json"}
    reply = Browser(application).send("POST", "/v1/questions", content=b"\xff\xfe\x00\x80", headers=headers)
    assert reply.status_code in (400, 422)
    assert reply.json()["phone"] == "02 61 91 55 00"
