"""DILA's server of archives: what it lists, and archives fetched whole, taken up again where a fetch was cut."""

import errno
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from domain.errors import DiskFull, UnreadableSource
from ingest.legi.archive_names import ArchiveName, archive_name

TRIES = 5
FIRST_WAIT_S = 1.0
"""Doubled at each try: half a minute in all, then a person looks."""

TIMEOUT_S = 60.0
LONGEST_LIST = 8_000_000
"""Bytes of the page that lists the archives: two years of evenings make a few hundred kilobytes."""

_HREF = re.compile(r"""href=["']?(?:[^"'> ]*/)?([^"'/> ]+)["'> ]""", re.IGNORECASE)

Told = Callable[[int, int], None]
"""Hears of bytes there, of how many."""


class DilaServer:
    """The folder of LEGI archives at ``url``. Methods raise UnreadableSource when it does not answer usably."""

    def __init__(
        self, url: str, *, transport: httpx.BaseTransport | None = None, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._url = url.rstrip("/") + "/"
        self._sleep = sleep
        self._client = httpx.Client(transport=transport, timeout=TIMEOUT_S, headers={"User-Agent": "parvis"})

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def archives(self) -> list[ArchiveName]:
        """The archives that the server lists, oldest first."""
        page = self._tried(lambda: self._page())
        names = {found for href in _HREF.findall(page) if (found := archive_name(href)) is not None}
        if not names:
            raise UnreadableSource(f"{self._url} lists no LEGI archive; check PARVIS_LEGI_URL")
        return sorted(names)

    def fetch(self, archive: ArchiveName, folder: Path, told: Told = lambda done, total: None) -> Path:
        """The archive as a file of ``folder``; one that is there whole is not fetched again. Raises DiskFull too."""
        file = folder / archive.name
        if file.exists():
            return file
        part = file.with_name(file.name + ".part")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._tried(lambda: self._go_on(archive, part, told))
            part.replace(file)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise DiskFull(
                    f"no room left to write {file}: free some space, then repeat; what came is kept"
                ) from error
            raise UnreadableSource(f"{file} cannot be written ({error.strerror}); check the rights on it") from error
        return file

    def _page(self) -> str:
        with self._client.stream("GET", self._url) as response:
            _check(response)
            body = b""
            for block in response.iter_bytes():
                body += block
                if len(body) > LONGEST_LIST:
                    raise UnreadableSource(f"{self._url} lists over {LONGEST_LIST} bytes; check PARVIS_LEGI_URL")
        return body.decode("utf-8", errors="replace")

    def _go_on(self, archive: ArchiveName, part: Path, told: Told) -> str:
        """Fetch what is missing of ``part``; raises when the connection ends before the length that was announced."""
        there = part.stat().st_size if part.exists() else 0
        headers = {"Range": f"bytes={there}-"} if there else {}
        headers["Accept-Encoding"] = "identity"
        with self._client.stream("GET", self._url + archive.name, headers=headers) as response:
            if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                part.unlink()  # another file than the one begun, or already whole: once more from the start
                raise _AgainError("the server refuses the rest")
            _check(response)
            goes_on = response.status_code == httpx.codes.PARTIAL_CONTENT
            total = (there if goes_on else 0) + int(response.headers.get("Content-Length", "0"))
            with part.open("ab" if goes_on else "wb") as written:
                for block in response.iter_raw():
                    written.write(block)
                    told(written.tell(), total)
                end = written.tell()
        if total and end != total:
            raise _AgainError(f"{end} of {total} bytes came")
        return ""

    def _tried(self, work: Callable[[], str]) -> str:
        wait_s = FIRST_WAIT_S
        for turn in range(TRIES):
            try:
                return work()
            except (httpx.HTTPError, _AgainError) as error:
                if turn == TRIES - 1:
                    raise UnreadableSource(
                        f"{self._url} does not give what it lists ({error}); try later, what came is kept"
                    ) from error
            self._sleep(wait_s)
            wait_s *= 2
        raise AssertionError("unreachable")


class _AgainError(Exception):
    """Worth another try."""


def _check(response: httpx.Response) -> None:
    if response.status_code >= httpx.codes.INTERNAL_SERVER_ERROR or response.status_code in (408, 429):
        raise _AgainError(f"answered {response.status_code}")
    if not response.is_success:
        raise UnreadableSource(f"{response.request.url} answered {response.status_code}; check PARVIS_LEGI_URL")


@contextmanager
def dila_server(url: str) -> Iterator[DilaServer]:
    """DILA's server, closed at the end."""
    server = DilaServer(url)
    try:
        yield server
    finally:
        server.close()
