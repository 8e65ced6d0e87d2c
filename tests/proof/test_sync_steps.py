"""A folder changed at random while its ingestion is killed with -9: in the end the index equals the folder."""

import random
import time
from collections import Counter
from pathlib import Path

import pytest

from app.house import House, open_house
from app.reconciliation import reconcile
from app.settings import Settings
from app.work import InProcess
from domain.document import Document, FileState, Visibility
from domain.ids import CommuneSlug, SourceName
from domain.search import CommuneScope
from domain.source_run import Change, RunOutcome
from tests.proof.conftest import Tell
from tests.proof.product import SEED, begun, parvis, sized
from tests.proof.sync_folder import ChangingFolder, word

pytestmark = pytest.mark.proof

SLUG, SOURCE = CommuneSlug("valmoret"), SourceName("dossier")
PROFILE = """
[commune]
slug = "valmoret"
name = "Valmoret"
internal_paths = ["interne*"]
[[source]]
name = "dossier"
folder = "dossier"
[[service]]
slug = "accueil"
name = "Accueil"
"""
MOST_STEPS_BETWEEN_RUNS = 16
CHECKED_SHARE = 0.3
FIRST_FILES = 20


def test_after_any_steps_and_kills_the_index_equals_the_folder(tmp_path: Path, tell: Tell) -> None:
    steps, draw = sized(short=60, full=1_000), random.Random(SEED)
    folder = ChangingFolder(root=tmp_path / "dossier", draw=draw)
    folder.root.mkdir()
    folder.begin(FIRST_FILES)
    (tmp_path / "commune.toml").write_text(PROFILE, "utf-8")
    command = ("ingest", tmp_path / "commune.toml", "--yes", "--data", tmp_path / "data")
    started = time.monotonic()
    assert parvis(*command).returncode == 0
    done, outcomes, checks, kept, longest_s = 0, Counter[str](), 0, 0, time.monotonic() - started
    with open_house(Settings(data_dir=tmp_path / "data")) as house:
        check(house, folder)
    while done < steps:
        for _ in range(min(draw.randint(1, MOST_STEPS_BETWEEN_RUNS), steps - done)):
            folder.step()
            done += 1
        if done < steps and draw.random() > CHECKED_SHARE:
            process = begun(*command)
            time.sleep(draw.uniform(0.3, longest_s))
            outcomes["ended before" if process.poll() is not None else "killed"] += 1
            process.kill()
            process.wait()
            continue
        before = time.monotonic()
        run = parvis(*command)
        longest_s = time.monotonic() - before
        assert run.returncode == 0, run.stderr
        with open_house(Settings(data_dir=tmp_path / "data")) as house:
            kept += check(house, folder)
        checks += 1
    told = ", ".join(f"{count} {name}" for name, count in sorted(folder.steps.items()))
    tell(
        "random steps with kills",
        f"{done} steps ({told}), {outcomes['killed']} runs killed -9, {outcomes['ended before']} ended before; "
        f"{checks} checks: index = folder, {kept} ids kept; {time.monotonic() - started:.0f} s",
    )
    assert outcomes["killed"] >= max(1, steps // 40)
    assert kept >= FIRST_FILES


def check(house: House, folder: ChangingFolder) -> int:
    """The folder, the database, the indexes and the journal say the same; returns how many ids were kept."""
    stores = house.stores(SLUG)
    records = {record.path: record for record in stores.documents.files(SOURCE)}
    documents = {document.path: document for document in stores.documents.documents(SOURCE)}
    assert set(records) == set(folder.at)
    assert {record.state for record in records.values()} <= {FileState.INDEXED, FileState.DUPLICATE_OF}
    assert sorted(folder.at[path] for path in documents) == sorted(set(folder.at.values()))
    for path, document in documents.items():
        text = " ".join(passage.text for passage in stores.documents.passages_of(document.id))
        assert word(folder.at[path]) in text
        assert document.visibility is (Visibility.INTERNE if path.startswith("interne") else Visibility.PUBLIC)
    check_indexes(house, documents)
    check_journal(house)
    assert reconcile(house, SLUG, InProcess(house)).mismatches == ()
    holders = {folder.at[path]: (path, str(document.id)) for path, document in documents.items()}
    moved = {c: (holders[c], former) for c, former in folder.holder.items() if c in holders}
    assert {c: now for c, (now, former) in moved.items() if now[1] != former[1]} == {}
    folder.checked(holders)
    return len(moved)


def check_indexes(house: House, documents: dict[str, Document]) -> None:
    """Each index holds every passage of its documents, and no other."""
    store = house.stores(SLUG).documents
    for visibility in (Visibility.PUBLIC, Visibility.INTERNE):
        shown = [document for document in documents.values() if document.visibility is visibility]
        wanted = {passage.id: d.id for d in shown for passage in store.passages_of(d.id)}
        assert house.index.held(CommuneScope(commune=SLUG, visibility=visibility)) == wanted


def check_journal(house: House) -> None:
    """Replayed from the first run, the journal gives the files as they are; no run is left running."""
    journal, documents = house.stores(SLUG).runs, house.stores(SLUG).documents
    runs = sorted(journal.runs(limit=10_000), key=lambda run: run.id)
    assert {run.outcome for run in runs} <= {RunOutcome.DONE, RunOutcome.INTERRUPTED}
    known: dict[str, tuple[str, FileState | None]] = {}
    for run in runs:
        for entry in journal.entries(run.id):
            if entry.change is Change.MOVED and entry.former_path is not None:
                known.pop(entry.former_path, None)
            if entry.change is Change.REMOVED:
                del known[entry.path]
            else:
                known[entry.path] = (entry.digest, entry.state)
    assert known == {record.path: (record.digest, record.state) for record in documents.files(SOURCE)}
