from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.errors import UnreadableSource
from ingest.legi.archive_names import archive_name
from ingest.legi.httpx_dila import TRIES, DilaServer
from tests.ingest.legi.servers import Faults, dila

FULL, FIRST = "Freemium_legi_global_20250713-140000.tar.gz", "LEGI_20250714-210000.tar.gz"
FILES = {FIRST: b"increment" * 50, FULL: b"0123456789" * 5_000}


@pytest.fixture
def faults() -> Faults:
    return Faults()


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def server(faults: Faults, asked: list[str], waits: list[float]) -> Iterator[DilaServer]:
    with dila(FILES, faults, asked) as url:
        client = DilaServer(url, sleep=waits.append)
        yield client
        client.close()


def fetched(server: DilaServer, folder: Path, name: str = FULL) -> bytes:
    archive = archive_name(name)
    assert archive is not None
    return server.fetch(archive, folder).read_bytes()


def test_only_archives_of_legi_are_listed_oldest_first(server: DilaServer) -> None:
    assert [archive.name for archive in server.archives()] == [FULL, FIRST]


def test_an_archive_comes_whole_and_once(server: DilaServer, asked: list[str], tmp_path: Path) -> None:
    assert fetched(server, tmp_path) == fetched(server, tmp_path) == FILES[FULL]
    assert asked == [FULL]


def test_a_fetch_that_was_cut_goes_on_where_it_was(
    server: DilaServer, faults: Faults, asked: list[str], waits: list[float], tmp_path: Path
) -> None:
    faults.cut_after = [20_000, 10_000]
    assert fetched(server, tmp_path) == FILES[FULL]
    assert asked == [FULL, f"{FULL} bytes=20000-", f"{FULL} bytes=30000-"]
    assert waits == [1.0, 2.0]


def test_a_server_without_ranges_gives_it_from_the_start(faults: Faults, tmp_path: Path) -> None:
    faults.cut_after = [20_000]
    with dila(FILES, faults, [], ranges=False) as url:
        client = DilaServer(url, sleep=lambda _: None)
        assert fetched(client, tmp_path) == FILES[FULL]
        client.close()


def test_what_is_longer_here_than_there_is_fetched_again(server: DilaServer, tmp_path: Path) -> None:
    (tmp_path / f"{FULL}.part").write_bytes(b"x" * 90_000)
    assert fetched(server, tmp_path) == FILES[FULL]


@pytest.mark.parametrize("code", [500, 503, 429])
def test_a_server_that_fails_is_tried_again_then_told(
    server: DilaServer, faults: Faults, asked: list[str], tmp_path: Path, code: int
) -> None:
    faults.codes = [code]
    assert fetched(server, tmp_path / "one") == FILES[FULL]
    faults.codes = [code] * TRIES
    with pytest.raises(UnreadableSource, match="try later, what came is kept"):
        fetched(server, tmp_path / "two")
    assert len(asked) == 2 + TRIES


def test_another_page_or_none_is_told_at_once(server: DilaServer, faults: Faults, waits: list[float]) -> None:
    faults.codes = [404]
    with pytest.raises(UnreadableSource, match="PARVIS_LEGI_URL"):
        server.archives()
    assert waits == []
    with dila({"readme.txt": b""}, Faults(), []) as url:
        client = DilaServer(url)
        with pytest.raises(UnreadableSource, match="lists no LEGI archive"):
            client.archives()
        client.close()
