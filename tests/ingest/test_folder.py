import os
import unicodedata
from pathlib import Path

import pytest

from domain.errors import UnreadableSource
from ingest.folder import list_files, look_at


def test_paths_are_relative_composed_and_sorted_and_dotted_names_are_left_out(tmp_path: Path) -> None:
    for name in ("b.pdf", unicodedata.normalize("NFD", "été.pdf"), ".cache", "sous/a.pdf", ".git/x.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [path for path, _ in list_files(tmp_path)] == ["b.pdf", "sous/a.pdf", "été.pdf"]


def test_two_names_that_compose_to_one_are_two_files(tmp_path: Path) -> None:
    for form in ("NFC", "NFD"):
        (tmp_path / unicodedata.normalize(form, "été.pdf")).write_bytes(form.encode())
    paths = [path for path, _ in list_files(tmp_path)]
    assert paths == ["été.pdf", "été.pdf [2]"]


def test_a_name_that_is_no_utf8_gets_a_path_that_can_be_stored(tmp_path: Path) -> None:
    with open(os.path.join(os.fsencode(tmp_path), b"caf\xe9.pdf"), "wb") as file:
        file.write(b"x")
    ((path, location),) = list_files(tmp_path)
    assert path == "caf\ufffd.pdf"
    assert location.read_bytes() == b"x"


def test_a_folder_that_is_not_there_or_is_none_is_an_unreadable_source(tmp_path: Path) -> None:
    for wrong in (tmp_path / "absent", tmp_path / ("x" * 300)):
        with pytest.raises(UnreadableSource, match="path of the source"):
            list_files(wrong)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may list anything")
def test_a_folder_inside_that_may_not_be_listed_is_an_unreadable_source(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir(mode=0)
    with pytest.raises(UnreadableSource, match="nothing was changed"):
        list_files(tmp_path)


def test_a_link_that_leaves_the_source_a_broken_one_and_a_pipe_are_problems(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    root = tmp_path / "root"
    root.mkdir()
    (root / "inside.txt").write_text("ici")
    (root / "leaves.txt").symlink_to(outside)
    (root / "stays.txt").symlink_to(root / "inside.txt")
    (root / "broken.txt").symlink_to(root / "absent")
    os.mkfifo(root / "pipe.txt")
    seen = {path: look_at(path, location, root, 1000) for path, location in list_files(root)}
    assert {path for path, file in seen.items() if file.problem} == {"leaves.txt", "broken.txt", "pipe.txt"}
    assert seen["stays.txt"].digest == seen["inside.txt"].digest


def test_a_file_over_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(b"x" * 11)
    assert look_at("x", path, tmp_path, 10).digest == ""
    assert look_at("x", path, tmp_path, 11).digest != ""
