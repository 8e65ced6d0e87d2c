import json
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.document import Visibility
from domain.errors import AlreadyRunning, IndexUnavailable
from retriever.corpus_words import lines_of
from retriever.generation import (
    Vocabulary,
    building,
    candidates,
    current_name,
    hold,
    make_current,
    new_generation,
    packed,
    remove_older,
    scope_folder,
    seal,
    sweep,
    unpacked,
    vocabulary_of,
)


def _sealed(folder: Path) -> Path:
    generation = new_generation(folder)
    (generation / "shard").mkdir()
    (generation / "shard" / "page.dat").write_bytes(b"0123456789")
    seal(generation, Vocabulary(passages=2, holding={"eau": 1}))
    return generation


@pytest.mark.parametrize("visibility", [Visibility.A_RELIRE, Visibility.RETIRE])
def test_what_is_to_be_reviewed_or_withdrawn_has_no_index(tmp_path: Path, visibility: Visibility) -> None:
    with pytest.raises(IndexUnavailable, match=visibility.value):
        scope_folder(tmp_path, visibility)


def test_a_sealed_generation_gives_back_its_vocabulary(tmp_path: Path) -> None:
    assert vocabulary_of(_sealed(tmp_path)) == Vocabulary(passages=2, holding={"eau": 1})


def test_a_vocabulary_comes_back_whole_from_what_is_kept_on_a_server() -> None:
    vocabulary = Vocabulary(passages=2, holding={"eau": 1, "école": 2}, embedding="axes:1", crowding=0.72)
    found = unpacked(packed(vocabulary, lines_of({"école": 2, "mairie": 3})))

    assert found == vocabulary
    assert (found.words.rank("mairie"), found.words.written("ecole")) == (0, "école")
    assert not unpacked(packed(vocabulary)).words


@pytest.mark.parametrize("text", ["", "AAAA", packed(Vocabulary(passages=0, holding={}), ["école 3\n"])])
def test_what_is_not_a_vocabulary_is_told_from_one(text: str) -> None:
    with pytest.raises((ValueError, zlib.error)):
        unpacked(text)


def test_it_gives_back_its_words(tmp_path: Path) -> None:
    generation = new_generation(tmp_path)
    seal(generation, Vocabulary(passages=2, holding={}), lines_of({"école": 2, "mairie": 3}))
    words = vocabulary_of(generation).words
    assert (words.rank("mairie"), words.rank("ecole")) == (0, 1)
    assert words.written("ecole") == "école"


def _spoil_its_words(generation: Path) -> None:
    (generation / "words.txt").write_text("école 3\n", encoding="utf-8")


def test_names_rise_even_when_the_former_ones_are_gone(tmp_path: Path) -> None:
    assert new_generation(tmp_path).name == "00000001"
    make_current(tmp_path, "00000041")

    assert new_generation(tmp_path).name == "00000042"


def test_a_name_is_never_given_twice_even_when_its_leftover_was_swept(tmp_path: Path) -> None:
    """The child of a killed build may still be writing under the first name."""
    first = new_generation(tmp_path)
    sweep(tmp_path)
    assert not first.exists()
    assert new_generation(tmp_path).name == "00000002"


def test_nothing_is_current_before_the_first_build(tmp_path: Path) -> None:
    _sealed(tmp_path)

    assert current_name(tmp_path / "absent") is None
    assert candidates(tmp_path) == []


def test_the_current_generation_comes_first_then_the_former_sealed_ones(tmp_path: Path) -> None:
    names = [_sealed(tmp_path).name for _ in range(3)]
    new_generation(tmp_path)
    make_current(tmp_path, names[2])

    assert candidates(tmp_path) == [names[2], names[1], names[0]]


def test_a_sweep_leaves_the_current_generation_and_those_in_use(tmp_path: Path) -> None:
    former, current, leftover = (_sealed(tmp_path) for _ in range(3))
    make_current(tmp_path, current.name)
    with hold(former):
        sweep(tmp_path)

    assert former.exists()
    assert current.exists()
    assert not leftover.exists()


def test_older_generations_are_removed_but_not_the_one_being_built(tmp_path: Path) -> None:
    former, current, building_one = (_sealed(tmp_path) for _ in range(3))
    remove_older(tmp_path, current.name)

    assert not former.exists()
    assert current.exists()
    assert building_one.exists()


def test_two_builds_of_one_scope_are_refused(tmp_path: Path) -> None:
    with building(tmp_path), pytest.raises(AlreadyRunning, match="being built"), building(tmp_path):
        pass


def _cut_short(generation: Path) -> None:
    (generation / "shard" / "page.dat").write_bytes(b"0")


def _lose_a_file(generation: Path) -> None:
    (generation / "shard" / "page.dat").unlink()


def _break_the_seal(generation: Path) -> None:
    (generation / "sealed.json").write_text("{", encoding="utf-8")


def _take_the_seal_away(generation: Path) -> None:
    (generation / "sealed.json").unlink()


def _write_it_in_another_version(generation: Path) -> None:
    content = json.loads((generation / "sealed.json").read_text(encoding="utf-8"))
    (generation / "sealed.json").write_text(json.dumps(content | {"format": 0}), encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [
        _cut_short,
        _lose_a_file,
        _break_the_seal,
        _take_the_seal_away,
        _write_it_in_another_version,
        _spoil_its_words,
    ],
)
def test_a_damaged_generation_is_told_before_it_is_opened(tmp_path: Path, damage: Callable[[Path], None]) -> None:
    generation = _sealed(tmp_path)
    damage(generation)

    with pytest.raises(IndexUnavailable, match="rebuild"):
        vocabulary_of(generation)
