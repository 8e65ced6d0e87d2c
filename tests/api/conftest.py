from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.api.browser import Browser
from tests.api.house import House, open_house
from tests.api.town import FRIDAY, MONTREVAL


@pytest.fixture(scope="session")
def standing_house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Opened once: for tests that change nothing in it, or nothing that another test looks at."""
    many = 1_000_000
    folder = tmp_path_factory.mktemp("standing")
    opened = open_house(folder, writes_burst=many, reads_burst=many, pictures_burst=many)
    yield opened
    opened.close()


@pytest.fixture
def fresh_house(tmp_path: Path) -> Iterator[House]:
    opened = open_house(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def house(standing_house: House) -> House:
    standing_house.assistant.asked.clear()
    standing_house.clock.moment = FRIDAY
    standing_house.communes.first = MONTREVAL
    return standing_house


@pytest.fixture
def browser(house: House) -> Browser:
    return Browser(house.app)
