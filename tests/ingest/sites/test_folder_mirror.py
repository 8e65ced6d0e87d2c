import json
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.sites.folder_mirror import FolderMirror
from ingest.sites.mirrored_page import MirroredPage, page_line, read_page


def a_page(mirror: FolderMirror, name: str, body: bytes) -> MirroredPage:
    return MirroredPage(
        address=f"https://valbrune.example/{name}",
        path=f"valbrune.example/{name}.html",
        digest=mirror.put(body),
        media_type="text/html",
        title="Titre « à part »",
        canonical=None,
    )


@pytest.fixture
def mirror(tmp_path: Path) -> FolderMirror:
    opened = FolderMirror(tmp_path / "site")
    opened.open()
    return opened


def contents(mirror: FolderMirror) -> dict[str, bytes]:
    return {str(f.relative_to(mirror.tree)): f.read_bytes() for f in mirror.tree.rglob("*") if f.is_file()}


def test_a_page_is_written_and_read_back() -> None:
    page = MirroredPage(address="a", path="p", digest="d", media_type="m", canonical="c", link_text="l")
    assert read_page(page_line(page)) == page
    assert read_page({**page_line(page), "title": 3}) is None
    assert read_page({"address": "a"}) is None
    assert read_page("cut") is None


def test_what_was_received_becomes_the_copy_only_when_it_is_settled(mirror: FolderMirror) -> None:
    one = a_page(mirror, "one", b"1")
    mirror.note({"x": 1})
    assert contents(mirror) == {}
    mirror.settle([one])
    assert contents(mirror) == {"valbrune.example/one.html": b"1"}
    assert list(mirror.pages().values()) == [one]
    assert mirror.noted() == []


def test_the_copy_holds_exactly_the_settled_pages(mirror: FolderMirror) -> None:
    one, two = a_page(mirror, "one", b"1"), a_page(mirror, "dossier/two", b"2")
    mirror.settle([one, two])
    changed = replace(one, digest=mirror.put(b"1 bis"))
    mirror.settle([changed])
    assert contents(mirror) == {"valbrune.example/one.html": b"1 bis"}
    assert [p.name for p in (mirror.tree / "valbrune.example").iterdir()] == ["one.html"]


def test_two_pages_with_the_same_bytes_are_two_files(mirror: FolderMirror) -> None:
    mirror.settle([a_page(mirror, "one", b"x"), a_page(mirror, "two", b"x")])
    assert len(contents(mirror)) == 2


@pytest.mark.parametrize("done", [(), ("one",), ("one", "three"), ("one", "three", "removed", "run")])
def test_a_kill_while_settling_is_made_good_at_the_next_opening(
    tmp_path: Path, mirror: FolderMirror, done: tuple[str, ...]
) -> None:
    """``done`` is how far the killed process came: files written, former ones removed, the run forgotten."""
    one, two = a_page(mirror, "one", b"1"), a_page(mirror, "two", b"2")
    mirror.settle([one, two])
    changed, three = replace(one, digest=mirror.put(b"1 bis")), a_page(mirror, "three", b"3")
    mirror.note({"x": 1})
    rows = [json.dumps(page_line(page)) for page in (changed, three)]
    (tmp_path / "site" / "settling.jsonl").write_text("\n".join(rows), "utf-8")
    for name, body in (("one", b"1 bis"), ("three", b"3")):
        if name in done:
            (mirror.tree / f"valbrune.example/{name}.html").write_bytes(body)
    (mirror.tree / "valbrune.example" / ".0123456789abcdef").write_bytes(b"half")
    if "removed" in done:
        (mirror.tree / "valbrune.example/two.html").unlink()
    if "run" in done:
        mirror.drop_run()
    again = FolderMirror(tmp_path / "site")
    again.open()
    assert contents(again) == {"valbrune.example/one.html": b"1 bis", "valbrune.example/three.html": b"3"}
    assert list(again.pages().values()) == [changed, three]
    assert again.noted() == []


def test_a_line_cut_by_a_kill_swallows_nothing(tmp_path: Path, mirror: FolderMirror) -> None:
    mirror.note({"n": 1})
    with (tmp_path / "site" / "run.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"n": 2, "cut')
    assert mirror.noted() == [{"n": 1}]
    mirror.note({"n": 3})
    assert mirror.noted() == [{"n": 1}, {"n": 3}]


def test_a_page_whose_bytes_are_gone_is_not_here(mirror: FolderMirror) -> None:
    page = a_page(mirror, "one", b"1")
    assert mirror.has(page)
    assert mirror.body(page) == b"1"
    mirror.settle([page])
    (mirror.tree / page.path).unlink()
    assert not mirror.has(page)
    assert mirror.body(page) == b""


def test_bytes_that_a_power_cut_lost_are_noticed_and_received_again(tmp_path: Path, mirror: FolderMirror) -> None:
    page = a_page(mirror, "one", b"whole body")
    assert mirror.is_whole(page)
    (blob,) = (file for file in (tmp_path / "site" / "received").rglob("*") if file.is_file())
    blob.write_bytes(b"whole")
    assert not mirror.is_whole(page)
    mirror.put(b"whole body")
    assert mirror.is_whole(page)
    mirror.settle([page])
    assert mirror.is_whole(page)
