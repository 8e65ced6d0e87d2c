from datetime import date
from pathlib import Path
from threading import Thread

from domain.ids import CommuneSlug
from domain.language_model import ModelUse
from storage.opening import Installation, open_installation
from tests.storage.conftest import MONTREVAL

DAY = date(2026, 3, 2)
OTHER = CommuneSlug("valmoret")


def used(read: int, written: int) -> ModelUse:
    return ModelUse(prompt_tokens=read, completion_tokens=written)


def under(limit: int, use: ModelUse) -> bool:
    return use.tokens <= limit


def test_what_fits_is_added_and_what_does_not_leaves_the_day_as_it_was(installation: Installation) -> None:
    store = installation.model_use
    assert store.reserve(DAY, MONTREVAL, used(700, 100), lambda use: under(1_000, use))
    assert not store.reserve(DAY, OTHER, used(200, 1), lambda use: under(1_000, use)), "all communes share the budget"
    assert store.total(DAY) == store.total(DAY, MONTREVAL) == used(700, 100)
    assert store.reserve(date(2026, 3, 3), OTHER, used(200, 1), lambda use: under(1_000, use)), "a new day is empty"


def test_what_was_used_takes_the_place_of_what_was_reserved_and_outlives_a_restart(tmp_path: Path) -> None:
    opened = open_installation(tmp_path / "data")
    opened.model_use.reserve(DAY, MONTREVAL, used(900, 500), lambda _: True)
    opened.model_use.settle(DAY, MONTREVAL, reserved=used(900, 500), used=used(640, 80))
    opened.close()
    again = open_installation(tmp_path / "data")
    assert (again.model_use.total(DAY), again.model_use.total(DAY, OTHER)) == (used(640, 80), used(0, 0))
    again.close()


def test_answers_at_the_same_moment_never_pass_the_limit_together(installation: Installation) -> None:
    store, taken = installation.model_use, list[bool]()

    def take() -> None:
        taken.append(store.reserve(DAY, MONTREVAL, used(90, 10), lambda use: under(500, use)))

    threads = [Thread(target=take) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(taken), store.total(DAY)) == (5, used(450, 50))
