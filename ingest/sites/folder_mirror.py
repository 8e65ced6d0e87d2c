"""The copy of a site on the disk: a folder that is ingested like any other, and what a run has received so far.

    pages/          the copy, one file a page; only ever whole files
    pages.jsonl     what each file is: address, digest, ETag, words of the links to it
    run.jsonl       the run in progress, one line an address; a killed run goes on from there
    received/       bodies of that run
    settling.jsonl  the list that ``pages/`` is being brought in step with; a killed step is done again

Nothing in ``pages/`` changes before a run is over: a site that goes down halfway costs nothing.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from domain.errors import DiskFull, StorageUnavailable
from ingest.sites.mirrored_page import MirroredPage, json_lines, page_line, read_page
from ingest.sites.web_address import page_key


class FolderMirror:
    """The mirror of one site in ``folder``. One process at a time: the caller holds a lock."""

    def __init__(self, folder: Path) -> None:
        self.tree = folder / "pages"
        self._folder = folder
        self._received = folder / "received"
        self._list = folder / "pages.jsonl"
        self._run = folder / "run.jsonl"
        self._settling = folder / "settling.jsonl"

    def open(self) -> None:
        """Make the folder; finish what a killed process had begun to settle. Raises DiskFull, StorageUnavailable."""
        with _told(self._folder):
            self._received.mkdir(parents=True, exist_ok=True)
            self.tree.mkdir(exist_ok=True)
            if self._settling.exists():
                self._bring_in_step(_read_list(self._settling))

    def pages(self) -> dict[str, MirroredPage]:
        """The settled pages, by ``page_key``."""
        return {page_key(page.address): page for page in _read_list(self._list)}

    def has(self, page: MirroredPage) -> bool:
        """Whether the page's bytes are here, in the copy or among what was received."""
        return (self.tree / page.path).is_file() or self._blob(page.digest).is_file()

    def is_whole(self, page: MirroredPage) -> bool:
        """Whether a received page's bytes are all here: a machine that lost power may have lost the last of them."""
        blob = self._blob(page.digest)
        if blob.is_file():
            return hashlib.sha256(blob.read_bytes()).hexdigest() == page.digest
        return (self.tree / page.path).is_file()

    def body(self, page: MirroredPage) -> bytes:
        """The page's bytes, empty when they are gone."""
        for file in (self._blob(page.digest), self.tree / page.path):
            if file.is_file():
                return file.read_bytes()
        return b""

    def put(self, body: bytes) -> str:
        """Keep a received body; returns its SHA-256. Raises DiskFull, StorageUnavailable."""
        digest = hashlib.sha256(body).hexdigest()
        blob = self._blob(digest)
        if not blob.exists() or blob.stat().st_size != len(body):
            with _told(blob):
                blob.parent.mkdir(exist_ok=True)
                fresh = blob.with_suffix(".new")
                fresh.write_bytes(body)
                os.replace(fresh, blob)
        return digest

    def note(self, line: Mapping[str, Any]) -> None:
        """Add a line to the run in progress. Raises DiskFull, StorageUnavailable."""
        with _told(self._run), self._run.open("a", encoding="utf-8", errors="replace") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def noted(self) -> list[Any]:
        """Lines of the run in progress, in order."""
        try:
            text = self._run.read_text("utf-8", "replace")
        except FileNotFoundError:
            return []
        if text and not text.endswith("\n"):
            with _told(self._run), self._run.open("a", encoding="utf-8") as file:
                file.write("\n")  # a line that a kill cut short must not swallow the next one
        return json_lines(text)

    def drop_run(self) -> None:
        """Forget the run in progress with what it has received."""
        self._run.unlink(missing_ok=True)
        shutil.rmtree(self._received, ignore_errors=True)
        self._received.mkdir(parents=True, exist_ok=True)

    def settle(self, pages: Iterable[MirroredPage]) -> None:
        """Make the copy hold exactly ``pages``, whose bytes are all here, and end the run."""
        with _told(self._folder):
            fresh = self._settling.with_suffix(".new")
            with fresh.open("w", encoding="utf-8", errors="replace") as file:
                for page in pages:
                    file.write(json.dumps(page_line(page), ensure_ascii=False) + "\n")
                file.flush()
                os.fsync(file.fileno())
            os.replace(fresh, self._settling)
            self._bring_in_step(_read_list(self._settling))

    def _bring_in_step(self, pages: list[MirroredPage]) -> None:
        former = {page.path: page.digest for page in _read_list(self._list)}
        for page in pages:
            target = self.tree / page.path
            if former.get(page.path) == page.digest and target.is_file():
                continue
            blob = self._blob(page.digest)
            if blob.is_file():
                target.parent.mkdir(parents=True, exist_ok=True)
                fresh = target.with_name(f".{page.digest[:16]}")
                with blob.open("rb") as source, fresh.open("wb") as written:
                    shutil.copyfileobj(source, written)
                    written.flush()
                    os.fsync(written.fileno())
                os.replace(fresh, target)
        self._remove_others({page.path for page in pages})
        self.drop_run()
        os.replace(self._settling, self._list)

    def _remove_others(self, kept: set[str]) -> None:
        for parent, _, names in os.walk(self.tree, topdown=False):
            for name in names:
                file = Path(parent, name)
                if str(file.relative_to(self.tree)).replace(os.sep, "/") not in kept:
                    file.unlink()
            if Path(parent) != self.tree and not os.listdir(parent):
                os.rmdir(parent)

    def _blob(self, digest: str) -> Path:
        return self._received / digest[:2] / digest


def _read_list(file: Path) -> list[MirroredPage]:
    try:
        rows = json_lines(file.read_text("utf-8", "replace"))
    except FileNotFoundError:
        return []
    return [page for page in map(read_page, rows) if page is not None]


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turns an OSError into the house's errors."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(f"{path}: no room left; free some and crawl again, the run goes on") from error
        raise StorageUnavailable(f"{path} cannot be written: {error.strerror}") from error
