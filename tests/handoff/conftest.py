import shutil
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from domain.ids import CommuneSlug
from storage.opening import CommuneStores, Installation, open_installation

MONTREVAL = CommuneSlug("montreval-sur-cisse")
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=ZoneInfo("Europe/Paris"))


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with its tables made, copied by each test: migrating takes longer than most tests."""
    folder = tmp_path_factory.mktemp("migrated") / "data"
    opened = open_installation(folder)
    opened.add_commune(MONTREVAL, "x")
    opened.close()
    with sqlite3.connect(folder / "parvis.sqlite") as connection:
        connection.execute("DELETE FROM communes")
    connection.close()
    return folder


@pytest.fixture
def installation(tmp_path: Path, migrated: Path) -> Iterator[Installation]:
    shutil.copytree(migrated, tmp_path / "data")
    opened = open_installation(tmp_path / "data")
    yield opened
    opened.close()


@pytest.fixture
def stores(installation: Installation) -> CommuneStores:
    return installation.add_commune(MONTREVAL, "Montreval-sur-Cisse")
