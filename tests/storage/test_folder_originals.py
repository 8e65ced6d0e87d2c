import hashlib
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from domain.errors import BadInput, DiskFull, StorageUnavailable, UnreadableSource
from storage.folder_originals import ABANDONED_S, FolderOriginals

CONTENT = b"%PDF-1.7 tarifs de la salle des fetes"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def received(tmp_path: Path) -> Path:
    file = tmp_path / "tarifs.pdf"
    file.write_bytes(CONTENT)
    return file


@pytest.fixture
def originals(tmp_path: Path) -> FolderOriginals:
    return FolderOriginals(tmp_path / "originals")


def test_an_original_is_kept_under_its_digest(originals: FolderOriginals, received: Path, tmp_path: Path) -> None:
    originals.put(DIGEST, received)
    received.unlink()
    kept = originals.path(DIGEST)
    assert kept == tmp_path / "originals" / DIGEST[:2] / DIGEST
    assert kept.read_bytes() == CONTENT
    assert [file.name for file in kept.parent.iterdir()] == [DIGEST]


def test_an_original_that_is_there_is_not_copied_again(originals: FolderOriginals, received: Path) -> None:
    originals.put(DIGEST, received)
    received.unlink()
    originals.put(DIGEST, received)
    assert originals.path(DIGEST) is not None


def test_an_original_appears_only_when_it_is_whole(originals: FolderOriginals, tmp_path: Path) -> None:
    pipe = tmp_path / "slow.pdf"
    os.mkfifo(pipe)
    putting = threading.Thread(target=originals.put, args=(DIGEST, pipe), daemon=True)
    putting.start()
    with pipe.open("wb", buffering=0) as slow:
        slow.write(CONTENT[:10])
        assert originals.path(DIGEST) is None
        slow.write(CONTENT[10:])
    putting.join(timeout=10)
    kept = originals.path(DIGEST)
    assert kept is not None
    assert kept.read_bytes() == CONTENT


def test_a_file_that_changed_since_its_digest_is_not_kept(originals: FolderOriginals, received: Path) -> None:
    received.write_bytes(CONTENT + b" modifie")
    with pytest.raises(UnreadableSource, match="changed while it was being read"):
        originals.put(DIGEST, received)
    assert originals.path(DIGEST) is None


def test_a_missing_file_is_an_unreadable_source(originals: FolderOriginals, tmp_path: Path) -> None:
    with pytest.raises(UnreadableSource, match=r"absent\.pdf"):
        originals.put(DIGEST, tmp_path / "absent.pdf")


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", DIGEST.upper(), DIGEST[:-1], DIGEST + "\n"])
def test_what_is_no_digest_names_no_file(originals: FolderOriginals, received: Path, digest: str) -> None:
    with pytest.raises(BadInput):
        originals.put(digest, received)
    assert originals.path(digest) is None


def test_a_sweep_deletes_what_nothing_keeps(originals: FolderOriginals, received: Path, tmp_path: Path) -> None:
    originals.put(DIGEST, received)
    other = tmp_path / "b.pdf"
    other.write_bytes(b"b")
    gone = hashlib.sha256(b"b").hexdigest()
    originals.put(gone, other)
    assert originals.sweep([DIGEST]) == 1
    assert originals.path(DIGEST) is not None
    assert originals.path(gone) is None


def test_a_sweep_deletes_old_unfinished_copies_only(originals: FolderOriginals, received: Path) -> None:
    originals.put(DIGEST, received)
    kept = originals.path(DIGEST)
    assert kept is not None
    old, recent = kept.with_name(".old.1234"), kept.with_name(".recent.1234")
    for file in (old, recent):
        file.write_bytes(b"half")
    long_ago = recent.stat().st_mtime - ABANDONED_S - 60
    os.utime(old, (long_ago, long_ago))
    assert originals.sweep([DIGEST]) == 0
    assert (old.exists(), recent.exists()) == (False, True)


def test_a_sweep_of_nothing_deletes_nothing(originals: FolderOriginals) -> None:
    assert originals.sweep([]) == 0


def test_a_folder_that_cannot_be_written_is_unavailable(received: Path, tmp_path: Path) -> None:
    (tmp_path / "originals").write_text("a file where the folder should be")
    with pytest.raises(StorageUnavailable):
        FolderOriginals(tmp_path / "originals").put(DIGEST, received)


def test_no_room_left_is_disk_full() -> None:
    # /dev/full answers each write with "no space left", as a full disk does.
    program = (
        "from pathlib import Path; from storage.sqlite_errors import disk_full\n"
        "try:\n open('/dev/full', 'wb', buffering=0).write(b'x')\n"
        "except OSError as error:\n print(type(disk_full(Path('x'), error)).__name__)\n"
    )
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == DiskFull.__name__


def test_what_is_kept_can_be_listed_verified_and_discarded(
    originals: FolderOriginals, received: Path, tmp_path: Path
) -> None:
    assert (originals.digests(), originals.is_whole(DIGEST)) == (set(), False)
    originals.put(DIGEST, received)
    (tmp_path / "originals" / DIGEST[:2] / ".unfinished").write_bytes(b"x")
    assert (originals.digests(), originals.is_whole(DIGEST)) == ({DIGEST}, True)
    kept = originals.path(DIGEST)
    assert kept is not None
    kept.write_bytes(CONTENT[:-1] + b"?")
    assert (originals.digests(), originals.is_whole(DIGEST)) == ({DIGEST}, False)
    originals.discard(DIGEST)
    originals.discard(DIGEST)
    assert originals.digests() == set()
