import io
import os
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from domain.document import FileReason, FileState, Visibility
from ingest.cage.pool import Cage
from ingest.reader_version import READER_VERSION
from ingest.source_run import ingest_source
from ingest.text import Limits
from tests.ingest.archives.files import mail, zipped
from tests.ingest.conftest import PROFILE, SOURCE, Town
from tests.ingest.memory_store import FixedClock
from tests.ingest.office.files import docx, p

ACT = docx(p("Le tarif de la salle des fêtes est fixé à 120 euros par jour."))
OTHER = docx(p("La cantine est ouverte aux enfants de trois à onze ans."))


def states(town: Town) -> dict[str, tuple[FileState, FileReason | None]]:
    return {record.path: (record.state, record.reason) for record in town.store.files(SOURCE)}


def test_members_of_an_archive_are_files_of_the_source_with_a_state_of_their_own(town: Town) -> None:
    town.write("acte.docx", ACT)
    town.write("envoi.zip", zipped({"dossier/acte.docx": ACT, "cantine.docx": OTHER, "logo.png": b"\x89PNG\r\n"}))
    report = town.ingest()
    assert states(town) == {
        "acte.docx": (FileState.INDEXED, None),
        "envoi.zip": (FileState.INDEXED, FileReason.UNPACKED),
        "envoi.zip/cantine.docx": (FileState.INDEXED, None),
        "envoi.zip/dossier/acte.docx": (FileState.DUPLICATE_OF, None),
        "envoi.zip/logo.png": (FileState.REJECTED, FileReason.UNSUPPORTED),
    }
    assert (report.files, sum(report.states.values())) == (5, 5)
    assert town.texts("envoi.zip/cantine.docx") == ["La cantine est ouverte aux enfants de trois à onze ans."]
    assert town.record("envoi.zip").document_id is None


def test_attachments_of_a_mail_are_documents_beside_its_own_text(town: Town) -> None:
    town.write("avis.eml", mail("La rue du Moulin est fermée du 10 au 14 mars.", arrêté__docx=ACT))
    town.ingest()
    assert states(town) == {
        "avis.eml": (FileState.INDEXED, None),
        "avis.eml/arrêté.docx": (FileState.INDEXED, None),
    }
    assert "La rue du Moulin" in town.texts("avis.eml")[0]
    assert "120 euros" in town.texts("avis.eml/arrêté.docx")[0]


def test_a_file_of_the_folder_answers_rather_than_the_same_bytes_in_a_mail(town: Town) -> None:
    town.write("avis.eml", mail("Voici l'acte.", acte__docx=ACT))
    town.write("zone/acte.docx", ACT)
    town.ingest()
    assert states(town)["zone/acte.docx"] == (FileState.INDEXED, None)
    assert town.record("avis.eml/acte.docx").duplicate_of == "zone/acte.docx"


def test_an_unchanged_archive_costs_nothing_and_a_removed_one_takes_its_members_with_it(town: Town) -> None:
    town.write("page.html", "<h1>Page</h1><p>La mairie est ouverte le lundi.</p>")
    town.write("envoi.zip", zipped({"a.docx": ACT, "../b.docx": OTHER}))
    town.ingest()
    generation = town.store.generation()
    again = town.ingest()
    assert (again.read, again.unchanged, again.files) == (0, 3, 4)
    assert town.store.generation() == generation
    (town.folder / "envoi.zip").unlink()
    gone = town.ingest(allow_removals=True)
    assert list(states(town)) == ["page.html"]
    assert gone.removed == 3


def test_a_changed_archive_loses_the_members_that_it_no_longer_holds(town: Town) -> None:
    target = town.write("envoi.zip", zipped({"a.docx": ACT, "b.docx": OTHER}))
    town.ingest()
    town.write("envoi.zip", zipped({"b.docx": OTHER}))
    town.ingest(only=target)
    assert list(states(town)) == ["envoi.zip", "envoi.zip/b.docx"]


def test_a_member_that_was_renamed_in_its_archive_is_read_under_its_new_name(town: Town) -> None:
    target = town.write("envoi.zip", zipped({"a.docx": ACT}))
    town.ingest()
    town.write("envoi.zip", zipped({"b.docx": ACT}))
    town.ingest(only=target)
    assert states(town)["envoi.zip/b.docx"] == (FileState.INDEXED, None)
    assert "envoi.zip/a.docx" not in states(town)


def test_a_copy_of_an_archive_is_not_opened_until_the_first_is_gone(town: Town) -> None:
    data = zipped({"a.docx": ACT})
    town.write("1.zip", data)
    town.write("2.zip", data)
    town.ingest()
    assert states(town)["2.zip"] == (FileState.DUPLICATE_OF, None)
    assert "2.zip/a.docx" not in states(town)
    (town.folder / "1.zip").unlink()
    town.ingest(allow_removals=True)
    assert list(states(town)) == ["2.zip", "2.zip/a.docx"]
    assert states(town)["2.zip/a.docx"] == (FileState.INDEXED, None)


def test_names_that_lead_out_links_and_copies_of_a_name_each_have_their_state(town: Town) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = _twice()
    town.write("piège.zip", data)
    town.ingest()
    assert states(town) == {
        "piège.zip": (FileState.INDEXED, FileReason.UNPACKED),
        "piège.zip/a.docx": (FileState.INDEXED, None),
        "piège.zip/a.docx [2]": (FileState.INDEXED, None),
        "piège.zip/etc/cron.d/x": (FileState.REJECTED, FileReason.UNSAFE_NAME),
        "piège.zip/lien.docx": (FileState.REJECTED, FileReason.UNSAFE_NAME),
    }


def _twice() -> bytes:
    out = io.BytesIO(zipped({"a.docx": ACT, "../../etc/cron.d/x": b"x"}, links={"lien.docx": "/etc/hostname"}))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("a.docx", OTHER)
    return out.getvalue()


def test_an_archive_in_an_archive_is_opened_and_the_next_one_is_not(town: Town) -> None:
    deep = zipped({"deep.zip": zipped({"a.docx": ACT})})
    town.write("un.zip", zipped({"deux.zip": zipped({"b.docx": OTHER, "trois.zip": deep})}))
    town.ingest()
    assert states(town) == {
        "un.zip": (FileState.INDEXED, FileReason.UNPACKED),
        "un.zip/deux.zip": (FileState.INDEXED, FileReason.UNPACKED),
        "un.zip/deux.zip/b.docx": (FileState.INDEXED, None),
        "un.zip/deux.zip/trois.zip": (FileState.REJECTED, FileReason.NESTED_TOO_DEEP),
    }


def test_an_entry_with_a_password_and_a_bomb_are_told(town: Town) -> None:
    locked = bytearray(zipped({"a.docx": ACT}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.find(mark) + at] |= 1
    town.write("secret.zip", bytes(locked))
    town.write("bombe.zip", zipped({"a.txt": b"a" * 30_000_000}))
    town.write("vide.zip", zipped({}))
    town.write("abimé.zip", zipped({"a.docx": ACT})[:-30])
    town.ingest()
    assert states(town) == {
        "abimé.zip": (FileState.REJECTED, FileReason.DAMAGED),
        "bombe.zip": (FileState.REJECTED, FileReason.ABNORMAL),
        "secret.zip": (FileState.INDEXED, FileReason.UNPACKED),
        "secret.zip/a.docx": (FileState.REJECTED, FileReason.ENCRYPTED),
        "vide.zip": (FileState.REJECTED, FileReason.EMPTY),
    }


def test_a_member_over_the_size_limit_is_refused_alone(town: Town) -> None:
    with Cage(workers=1, limits=Limits(file_bytes=100_000)) as small:
        town.cage = small
        noise = bytes(range(256)) * 1_000
        town.write("envoi.zip", zipped({"gros.txt": noise, "a.docx": ACT}))
        town.ingest()
    assert states(town) == {
        "envoi.zip": (FileState.INDEXED, FileReason.UNPACKED),
        "envoi.zip/a.docx": (FileState.INDEXED, None),
        "envoi.zip/gros.txt": (FileState.REJECTED, FileReason.TOO_LARGE),
    }


def test_an_archive_that_an_earlier_version_could_not_read_is_opened_now(town: Town) -> None:
    town.write("envoi.zip", zipped({"a.docx": ACT}))
    town.ingest()
    old = replace(
        town.record("envoi.zip"),
        state=FileState.REJECTED,
        reason=FileReason.UNSUPPORTED,
        detail="is unknown, named as unknown",
    )
    town.store.remove_files(SOURCE, ["envoi.zip/a.docx"])
    town.store.save_file(old, None, [], [])
    town.ingest()
    assert states(town)["envoi.zip/a.docx"] == (FileState.INDEXED, None)


def test_members_of_an_internal_archive_are_internal(tmp_path: Path, cage: Cage) -> None:
    town = Town(tmp_path, cage)
    profile = replace(PROFILE, internal_paths=("secret.zip", "interne/*"))
    town.write("secret.zip", zipped({"a.docx": ACT}))
    town.write("interne/avis.eml", mail("Note interne à lire avant le conseil.", annexe__docx=OTHER))
    town.write("public.zip", zipped({"c.csv": b"Public;Prix\nenfant;3 \xe2\x82\xac\n"}))
    ingest_source(town.folder, SOURCE, profile, town.store, town.originals, FixedClock(), cage)
    found = {document.path: document.visibility for document in town.store.documents()}
    assert found == {
        "interne/avis.eml": Visibility.INTERNE,
        "interne/avis.eml/annexe.docx": Visibility.INTERNE,
        "public.zip/c.csv": Visibility.PUBLIC,
        "secret.zip/a.docx": Visibility.INTERNE,
    }


def test_an_archive_whose_members_bytes_are_lost_is_opened_again(town: Town) -> None:
    town.write("envoi.zip", zipped({"a.docx": ACT}))
    town.ingest()
    town.originals.sweep([])
    town.ingest()
    record = town.record("envoi.zip/a.docx")
    assert record.state is FileState.INDEXED
    assert town.originals.path(record.digest) is not None


def test_an_empty_member_has_its_state_and_keeps_it(town: Town) -> None:
    town.write("envoi.zip", zipped({"a.docx": ACT, "vide.txt": b""}))
    town.ingest()
    assert states(town)["envoi.zip/vide.txt"] == (FileState.REJECTED, FileReason.EMPTY)
    generation = town.store.generation()
    town.ingest()
    assert town.store.generation() == generation


def test_an_archive_that_moves_keeps_the_documents_of_its_members(town: Town) -> None:
    data = zipped({"a.docx": ACT, "b.docx": OTHER})
    town.write("envoi.zip", data)
    town.write("copie.zip", data)
    town.ingest()
    assert states(town)["envoi.zip"] == (FileState.DUPLICATE_OF, None)
    before = town.document("copie.zip/a.docx")
    (town.folder / "copie.zip").rename(town.folder / "zone.zip")
    report = town.ingest()
    assert (report.read, report.moved, report.removed) == (0, 3, 0)
    assert town.document("zone.zip/a.docx").id == before.id
    assert list(states(town)) == ["envoi.zip", "zone.zip", "zone.zip/a.docx", "zone.zip/b.docx"]
    again = town.ingest()
    assert (again.read, again.unchanged, again.removed) == (0, 3, 0)


def test_an_archive_goes_on_standing_for_a_copy_whose_name_comes_before(town: Town) -> None:
    data = zipped({"a.docx": ACT})
    town.write("envoi.zip", data)
    town.ingest()
    town.write("ancien.zip", data)
    report = town.ingest()
    assert (report.read, report.moved, report.removed) == (0, 0, 0)
    assert list(states(town)) == ["ancien.zip", "envoi.zip", "envoi.zip/a.docx"]


def test_an_archive_whose_stamp_stands_still_has_its_members(town: Town) -> None:
    target = town.write("envoi.zip", zipped({"a.docx": ACT, "dedans.zip": zipped({"b.docx": OTHER})}))
    os.utime(target, (1_700_000_000, 1_700_000_000))
    found = []
    for _ in range(3):
        town.ingest()
        found.append(states(town))
    assert town.record("envoi.zip").stamp
    assert found[0] == found[1] == found[2]
    assert found[0]["envoi.zip/dedans.zip/b.docx"] == (FileState.INDEXED, None)


@pytest.mark.parametrize("by_request", [True, False])
def test_what_an_older_version_has_read_in_an_archive_is_read_again(town: Town, by_request: bool) -> None:
    town.write("envoi.zip", zipped({"a.docx": ACT, "dedans.zip": zipped({"b.docx": OTHER})}))
    town.write("avis.eml", mail("La rue du Moulin est fermée.", photo__png=b"\x89PNG"))
    town.ingest()
    before = states(town)
    if not by_request:
        for record in town.store.files(SOURCE):
            document = town.store.document(record.document_id) if record.document_id else None
            passages = town.store.passages_of(document.id) if document else []
            town.store.save_file(replace(record, reader_version=1), document, passages, [])
    report = town.ingest(reread=by_request)
    assert (report.reread, report.unchanged) == (3, 0)
    assert states(town) == before
    assert {record.reader_version for record in town.store.files(SOURCE)} == {READER_VERSION}
