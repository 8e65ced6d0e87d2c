"""Pictures kept in bounded memory, refusals too; a crowd waits its turn or is told to come back."""

import threading
from pathlib import Path

from domain.document import FileReason
from ingest.cage.pictures import Picture
from ingest.inspection.album import Album, Busy
from ingest.text import Refusal

ORIGINAL = Path("originals/ab")


class Pencil:
    """Draws ten bytes a page, and counts."""

    def __init__(self) -> None:
        self.drawn: list[tuple[int, int]] = []

    def __call__(self, path: Path, page: int, width: int) -> Picture | Refusal:
        self.drawn.append((page, width))
        if page > 90:
            return Refusal(reason=FileReason.TOO_SLOW)
        return Picture(content=bytes([page]) * 10)


def test_a_picture_is_drawn_once_for_each_digest_page_and_width() -> None:
    pencil = Pencil()
    album = Album(pencil)
    for digest, page, width in [("a", 1, 1000), ("a", 1, 1000), ("a", 2, 1000), ("a", 1, 1800), ("b", 1, 1000)]:
        picture = album.picture(digest, ORIGINAL, page=page, width=width)
        assert picture == Picture(content=bytes([page]) * 10)
    assert pencil.drawn == [(1, 1000), (2, 1000), (1, 1800), (1, 1000)]


def test_the_least_recently_seen_picture_goes_first() -> None:
    pencil = Pencil()
    album = Album(pencil, most_bytes=25)
    for page in (1, 2, 1, 3, 1, 2):
        album.picture("a", ORIGINAL, page=page, width=1000)
    assert [page for page, _ in pencil.drawn] == [1, 2, 3, 2]


def test_a_page_that_cannot_be_drawn_is_not_tried_at_each_request() -> None:
    pencil = Pencil()
    album = Album(pencil)
    answers = {album.picture("a", ORIGINAL, page=99, width=1000) for _ in range(3)}
    assert answers == {Refusal(reason=FileReason.TOO_SLOW)}
    assert pencil.drawn == [(99, 1000)]


def test_those_who_find_no_seat_are_told_to_come_back() -> None:
    inside, leave = threading.Event(), threading.Event()

    def slow(path: Path, page: int, width: int) -> Picture:
        inside.set()
        leave.wait()
        return Picture(content=b"drawn")

    album = Album(slow, at_once=1, patience_s=0.0)
    first = threading.Thread(target=album.picture, args=("a", ORIGINAL), kwargs={"page": 1, "width": 1000})
    first.start()
    inside.wait()
    assert album.picture("a", ORIGINAL, page=2, width=1000) == Busy()
    leave.set()
    first.join()
    assert album.picture("a", ORIGINAL, page=1, width=1000) == Picture(content=b"drawn")
