from dataclasses import replace
from datetime import timedelta

import pytest

from api.console_updates import ROWS_IN_A_SECTION, RUNS_ON_A_PAGE
from api.static_files import WEB
from domain.document import FileReason, FileState
from domain.ids import RunId
from domain.likeness import Likeness, LikenessKind
from domain.source_run import Change, RunEntry, RunOutcome, RunTrigger
from tests.api.browser import Browser, Page
from tests.api.house import House
from tests.api.test_console import welcomed
from tests.api.town import ACTES, FRIDAY, NOTE, RULES, TARIFFS


@pytest.fixture
def house(fresh_house: House) -> House:
    return fresh_house


@pytest.fixture(autouse=True)
def signed_in(house: House, browser: Browser) -> None:
    welcomed(house, browser)


def begun(house: House, trigger: RunTrigger = RunTrigger.COMMAND) -> RunId:
    return house.stores.runs.begin(ACTES, "dossier/actes", is_complete=True, trigger=trigger, by="claire", at=FRIDAY)


def ended(house: House, number: RunId, outcome: RunOutcome, kind: str = "") -> None:
    run = house.stores.runs.run(number)
    assert run is not None
    states = {FileState.INDEXED: 3, FileState.WAITING: 1}
    house.stores.runs.end(
        replace(run, ended_at=FRIDAY + timedelta(minutes=4), outcome=outcome, states=states, problem_kind=kind)
    )


def told(house: House, run: RunId, path: str, change: Change, **more: object) -> None:
    entry = RunEntry(run=run, at=FRIDAY, change=change, path=path, **more)  # type: ignore[arg-type]
    house.stores.documents.remove_files(ACTES, [], [entry])


def test_runs_are_listed_newest_first_with_who_started_them_and_what_they_changed(
    house: House, browser: Browser
) -> None:
    first, second = begun(house), None
    told(house, first, "a.pdf", Change.ADDED, state=FileState.INDEXED)
    told(house, first, "b.pdf", Change.ADDED, state=FileState.INDEXED)
    told(house, first, "c.pdf", Change.MOVED, state=FileState.INDEXED, former_path="z.pdf")
    ended(house, first, RunOutcome.DONE)
    second = begun(house, RunTrigger.SCHEDULE)
    shown = Page(browser.get("/console/mises-a-jour").text).text
    assert shown.index("Interrompue") < shown.index("Terminée")  # the second never ended, and none runs
    assert "2 ajoutés, 1 déplacé" in shown
    assert "À la main, par claire" in shown
    assert "À l’heure prévue" in shown
    assert f'href="/console/mises-a-jour/{second}"' in browser.get("/console/mises-a-jour").text


def test_older_runs_are_on_the_next_page(house: House, browser: Browser) -> None:
    for _ in range(RUNS_ON_A_PAGE + 1):
        begun(house)
    first = browser.get("/console/mises-a-jour").text
    assert '/console/mises-a-jour/1"' not in first
    assert "?avant=2" in first
    older = browser.get("/console/mises-a-jour?avant=2").text
    assert '/console/mises-a-jour/1"' in older
    assert "Plus anciennes" not in older


def test_a_run_shows_each_file_with_its_reason_in_french_what_does_not_answer_first(
    house: House, browser: Browser
) -> None:
    run = begun(house)
    told(house, run, "tarifs.pdf", Change.ADDED, state=FileState.INDEXED, document_id=TARIFFS)
    told(house, run, "scan.pdf", Change.ADDED, state=FileState.WAITING, reason=FileReason.NEEDS_OCR)
    told(house, run, "copie.pdf", Change.ADDED, state=FileState.DUPLICATE_OF, duplicate_of="tarifs.pdf")
    told(house, run, "2026/a.pdf", Change.MOVED, state=FileState.INDEXED, former_path="2025/a.pdf")
    told(house, run, "vieux.pdf", Change.REMOVED)
    ended(house, run, RunOutcome.DONE)
    html = browser.get(f"/console/mises-a-jour/{run}").text
    shown = Page(html).text
    assert shown.index("scan.pdf") < shown.index("tarifs.pdf")
    assert "Image sans texte" in shown
    assert "Même contenu que tarifs.pdf" in shown
    assert "avant : 2025/a.pdf" in shown
    assert "Ne répond plus." in shown
    assert "4 minutes" in shown
    assert f"/console/documents/{TARIFFS}/suivi" in html


@pytest.mark.parametrize(
    ("outcome", "kind", "sentence"),
    [
        (RunOutcome.REFUSED, "TooManyRemovals", "Plus d’un cinquième des fichiers"),
        (RunOutcome.REFUSED, "UnreadableSource", "disque débranché"),
        (RunOutcome.FAILED, "DiskFull", "plus de place"),
        (RunOutcome.FAILED, "ZeroDivisionError", "La personne qui administre"),
        (RunOutcome.INTERRUPTED, "", "Arrêtée avant la fin"),
    ],
)
def test_a_run_that_did_not_end_well_says_why(
    house: House, browser: Browser, outcome: RunOutcome, kind: str, sentence: str
) -> None:
    run = begun(house)
    ended(house, run, outcome, kind)
    assert sentence in Page(browser.get(f"/console/mises-a-jour/{run}").text).text


def test_a_run_of_thousands_of_files_says_where_the_others_are(house: House, browser: Browser) -> None:
    run = begun(house)
    entries = [
        RunEntry(run=run, at=FRIDAY, change=Change.ADDED, path=f"{n:04}.pdf", state=FileState.INDEXED)
        for n in range(ROWS_IN_A_SECTION + 5)
    ]
    house.stores.documents.remove_files(ACTES, [], entries)
    shown = Page(browser.get(f"/console/mises-a-jour/{run}").text).text
    assert "Et 5 autres." in shown
    assert f"parvis runs --run {run}" in shown


def test_a_documents_trail_tells_its_past_and_those_that_say_the_same(house: House, browser: Browser) -> None:
    run = begun(house)
    digests = {"digest": "b" * 64, "former_digest": "a" * 64}
    told(house, run, "2026/tarifs.pdf", Change.CHANGED, state=FileState.INDEXED, document_id=TARIFFS, **digests)
    alike = Likeness(document=RULES, other=TARIFFS, kind=LikenessKind.EXCERPT, shared=0.95, shared_back=0.2)
    house.stores.likeness.replace([alike], generation=1)
    html = browser.get(f"/console/documents/{TARIFFS}/suivi").text
    shown = Page(html).text
    assert "Modifié" in shown
    assert "avant : aaaaaaaaaaaa" in shown
    assert "Règlement de la restauration scolaire" in shown
    assert "Presque tout l’autre document se retrouve dans celui-ci." in shown
    other = Page(browser.get(f"/console/documents/{RULES}/suivi").text).text
    assert "Presque tout ce document se retrouve dans l’autre." in other
    note = browser.get(f"/console/documents/{NOTE}/suivi")
    assert (note.status_code, f"/c/montreval-sur-cisse/documents/{NOTE}" in note.text) == (200, False)


def test_the_trail_of_a_removed_document_is_still_told(house: House, browser: Browser) -> None:
    run = begun(house)
    house.stores.documents.remove_files(
        ACTES,
        ["site/reglement.html"],
        [RunEntry(run=run, at=FRIDAY, change=Change.REMOVED, path="site/reglement.html", document_id=RULES)],
    )
    shown = Page(browser.get(f"/console/documents/{RULES}/suivi").text).text
    assert "retiré de son dossier" in shown


@pytest.mark.parametrize(
    "path",
    [
        "/console/mises-a-jour/99",
        "/console/mises-a-jour/x",
        "/console/mises-a-jour/" + "9" * 30,
        "/console/documents/d0123456789abcdef/suivi",
        "/console/documents/../suivi",
    ],
)
def test_what_is_not_there_is_not_found(house: House, browser: Browser, path: str) -> None:
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize(
    "path", ["/console/mises-a-jour", "/console/mises-a-jour/1", f"/console/documents/{NOTE}/suivi"]
)
def test_without_a_session_the_journal_is_shut(fresh_house: House, path: str) -> None:
    response = Browser(fresh_house.app).get(path)
    assert (response.status_code, response.headers["location"]) == (303, "/console/connexion")


def test_every_outcome_change_and_state_has_its_words() -> None:
    words = "".join((WEB / "templates" / name).read_text("utf-8") for name in ("_runs.html", "_files.html"))
    closed: list[str] = [*RunOutcome, *Change, *FileState]
    assert [value for value in closed if f'"{value}": ' not in words] == []
