"""On a full disk: one clear sentence, nothing half-written, and all works again once there is room."""

import html
import json
import shutil
import sqlite3
import uuid
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from corpus import SAMPLE_PROFILE
from tests.proof.conftest import Tell
from tests.proof.product import (
    SAMPLE_PHONE,
    Reply,
    ask,
    hand_over,
    parvis,
    send,
    serving,
    sized,
)
from tests.proof.small_disk import SmallDisk, small_disk

pytestmark = pytest.mark.proof

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def write_pages(folder: Path, count: int) -> Path:
    folder.mkdir()
    for number in range(count):
        text = f"# Page {number}\n\n" + "La salle Zarbiflo se loue 12 € la demi-journée, sur réservation. " * 60
        (folder / f"page-{number:03}.md").write_text(f"{text}\n\nPage numéro {number}.\n", "utf-8")
    return folder


def words_of(pages: Path, disk: SmallDisk) -> tuple[str | Path, ...]:
    return ("ingest", pages, "--commune", "valmoret", "--data", disk.path / "data")


def half_written(disk: SmallDisk, scratch: Path) -> list[str]:
    """Damaged databases, unfinished copies, generations that are not sealed. No process may have the data open."""
    found = []
    for file in disk.outside.rglob("*.sqlite"):
        # SQLite resolves the link by which this process reaches the disk: it is given copies.
        copy = scratch / file.name
        for end in ("", "-wal"):
            Path(f"{copy}{end}").unlink(missing_ok=True)
            if Path(f"{file}{end}").exists():
                shutil.copyfile(f"{file}{end}", f"{copy}{end}")
        with closing(sqlite3.connect(copy)) as connection:
            if connection.execute("PRAGMA quick_check").fetchone() != ("ok",):
                found.append(file.name)
    found += [p.name for p in disk.outside.rglob("originals/??/.*")]
    found += [str(p) for p in disk.outside.glob("data/communes/*/index/*/0*") if not (p / "sealed.json").exists()]
    return found


def test_an_ingestion_that_fills_the_disk_says_so_and_works_again(tmp_path: Path, tell: Tell) -> None:
    pages = write_pages(tmp_path / "pages", sized(short=60, full=600))
    told = set()
    with small_disk(tmp_path / "disk", megabytes=sized(short=96, full=192)) as disk:
        room = disk.free_bytes()
        for share in (0.999, 0.99, 0.97, 0.9, 0.8, 0.6):
            ballast = disk.fill(leave_bytes=int(room * (1 - share)))
            done = parvis(*words_of(pages, disk), prefix=disk.prefix)
            assert "Traceback" not in done.stderr, done.stderr
            if done.returncode:
                assert done.returncode == 1, done.stderr
                assert done.stderr.count("\n") == 1, done.stderr
                assert "no room" in done.stderr
                told.add(share)
            ballast.unlink()
            assert half_written(disk, tmp_path) == []
        done = parvis(*words_of(pages, disk), prefix=disk.prefix)
        assert done.returncode == 0, done.stderr
        answer = parvis("ask", "Combien coûte la salle Zarbiflo ?", "--data", disk.path / "data", prefix=disk.prefix)
        assert "12 €" in answer.stdout
    tell("ingestion on a full disk", f"refused in one sentence at {len(told)} of 6 levels, then done")
    assert told


def refused_in_french(reply: Reply) -> bool:
    return reply.status == 503 and SAMPLE_PHONE in html.unescape(reply.text).replace("\u00a0", " ")


def until_refused(send_one: Callable[[str], Reply], accepted: int) -> tuple[int, Reply]:
    """Send long messages until one is refused: (how many were acknowledged, the refusal)."""
    for sent in range(2_000):
        reply = send_one(f"demande {sent} " + "x" * 4_000)
        if reply.status != accepted:
            return sent, reply
    raise AssertionError("the disk never refused")


def page_form(message: str) -> bytes:
    return f"etape=envoyer&service=accueil&message={message}&cle_envoi={uuid.uuid4()}".encode()


def test_a_request_on_a_full_disk_is_a_french_503_with_the_phone(tmp_path: Path, tell: Tell) -> None:
    with small_disk(tmp_path / "disk", megabytes=96) as disk:
        done = parvis("ingest", SAMPLE_PROFILE, "--data", disk.path / "data", prefix=disk.prefix)
        assert done.returncode == 0, done.stderr
        with serving(disk.path / "data", tmp_path / "server.log", prefix=disk.prefix) as server:
            disk.fill(leave_bytes=512 << 10)
            acknowledged, refusal = until_refused(lambda m: hand_over(server.port, m, str(uuid.uuid4())), accepted=201)
            assert refused_in_french(refusal), refusal.text
            assert refusal.headers["content-type"] == "application/problem+json"
            assert refusal.headers["retry-after"]
            disk.fill(leave_bytes=0)
            headers = FORM | {"Origin": f"http://127.0.0.1:{server.port}"}
            by_page, page = until_refused(
                lambda m: send(server.port, "POST", "/demande", page_form(m), headers), accepted=303
            )
            assert refused_in_french(page), (page.status, page.text[:500])
            assert 'lang="fr"' in page.text
            assert ask(server.port, "Combien coûte un repas à la cantine ?").status == 200
            (disk.outside / "ballast").unlink()
            again = hand_over(server.port, "encore", str(uuid.uuid4()))
            assert again.status == 201, again.text
            complaints = server.complaints()
        stored = stored_requests(disk)
        assert half_written(disk, tmp_path) == []
    tell(
        "requests on a full disk",
        f"{acknowledged + by_page} acknowledged and kept, then 503 in French, then 201 once freed",
    )
    assert "Traceback" not in complaints
    assert acknowledged > 0
    assert stored == acknowledged + by_page + 1


def stored_requests(disk: SmallDisk) -> int:
    done = parvis("status", "--data", disk.path / "data", "--json", prefix=disk.prefix)
    assert done.returncode == 0, done.stderr
    return sum(json.loads(done.stdout)["communes"][0]["requests"].values())
