"""Pages read by OCR, kept under the file's digest: reading the same page again costs nothing.

An entry is written whole or not at all, and checked when it is read: one that is cut, changed or of another version of
the programs is as if it were not there. One run at a time uses a cache (the ingestion's lock holds it).
"""

import contextlib
import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from domain.errors import DiskFull
from ingest.ocr.hocr import OcrWord
from ingest.ocr.page_job import FIRST_MODE, SECOND_INK, SECOND_MODE, OcrPage
from ingest.ocr.programs import OcrPrograms
from ingest.pdf.geometry import Rule

_SUFFIX, _UNFINISHED = ".json", ".part"
# Raised when the drawing or the readings change, so that pages read before are read again.
_READING_VERSION = 1
_WORD_FIELDS = tuple(field.name for field in fields(OcrWord))


class OcrCache:
    """Entries in ``folder``, one file a page: ``ab/abcd….SIGNATURE.0004.json``."""

    def __init__(self, folder: Path, programs: OcrPrograms) -> None:
        self.jobs = folder / "jobs"
        """Where pages being read have their folders."""
        self._folder = folder
        how = json.dumps([_READING_VERSION, FIRST_MODE, SECOND_MODE, SECOND_INK, programs.versions])
        self._signature = hashlib.sha256(how.encode()).hexdigest()[:12]

    def get(self, digest: str, number: int) -> OcrPage | None:
        """The page as it was read before, None when it was not, or when the entry is not sound."""
        file = self._file(digest, number)
        try:
            data = file.read_bytes()
        except OSError:
            return None
        try:
            seal, _, body = data.partition(b"\n")
            if seal.decode("ascii") != hashlib.sha256(body).hexdigest():
                raise ValueError("the entry is not what was written")
            page = _page(json.loads(body))
            if page.number != number:
                raise ValueError("the entry is another page's")
        except (ValueError, TypeError, KeyError):
            file.unlink(missing_ok=True)
            return None
        return page

    def put(self, digest: str, page: OcrPage) -> None:
        """Keep the page. Raises DiskFull."""
        file = self._file(digest, page.number)
        unfinished = file.with_suffix(_UNFINISHED)
        body = json.dumps(_row(page), ensure_ascii=False, separators=(",", ":")).encode()
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as out:
                out.write(hashlib.sha256(body).hexdigest().encode("ascii") + b"\n" + body)
                out.flush()
                os.fsync(out.fileno())
            unfinished.replace(file)
        except OSError as error:
            with contextlib.suppress(OSError):
                unfinished.unlink(missing_ok=True)
            raise DiskFull(f"no room to keep a page read by OCR in {self._folder} ({error.strerror})") from error

    def _file(self, digest: str, number: int) -> Path:
        return self._folder / digest[:2] / f"{digest}.{self._signature}.{number:04d}{_SUFFIX}"


def sweep_readings(folder: Path, kept: Iterable[str]) -> int:
    """Forget what was read of files whose digest is not in ``kept``, and unfinished entries; returns how many pages.

    Whether or not the programs are there: the text of a withdrawn document must not stay behind.
    """
    wanted = set(kept)
    gone = 0
    for file in folder.glob("??/*"):
        if file.name.partition(".")[0] not in wanted or file.suffix == _UNFINISHED:
            file.unlink(missing_ok=True)
            gone += 1
    return gone


def _row(page: OcrPage) -> dict[str, Any]:
    row = asdict(page)
    for name in ("first", "second"):
        row[name] = [[word[field] for field in _WORD_FIELDS] for word in row[name]]
    return row


def _page(row: dict[str, Any]) -> OcrPage:
    return OcrPage(
        number=int(row["number"]),
        width=float(row["width"]),
        height=float(row["height"]),
        skew=float(row["skew"]),
        is_turned=bool(row["is_turned"]),
        horizontal=tuple(Rule(**rule) for rule in row["horizontal"]),
        vertical=tuple(Rule(**rule) for rule in row["vertical"]),
        first=tuple(_word(word) for word in row["first"]),
        second=tuple(_word(word) for word in row["second"]),
    )


def _word(row: list[Any]) -> OcrWord:
    text, left, top, right, bottom, line_top, line_bottom, size, confidence = row
    return OcrWord(
        text=str(text),
        left=float(left),
        top=float(top),
        right=float(right),
        bottom=float(bottom),
        line_top=float(line_top),
        line_bottom=float(line_bottom),
        size=float(size),
        confidence=float(confidence),
    )
