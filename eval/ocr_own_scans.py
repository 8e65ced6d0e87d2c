"""Pages of real documents that hold their own text, scanned by our means and read again: words and figures kept."""

import io
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pypdfium2

from corpus.pillow_scan import scan_pdf
from eval.intervals import Share
from ingest.ocr.page_job import OcrPage
from ingest.ocr.scan_reader import ScanPages, ScanReader
from ingest.ocr.two_readings import merged_readings

PAGES, SEED = 10, 20_311
# A page worth reading again has this many figures and characters.
_FEWEST_FIGURES, _FEWEST_CHARACTERS = 25, 800
_FIGURE = re.compile(r"\d+(?:[.,:/h-]\d+)*", re.IGNORECASE)
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnScan:
    """A page's own text, and the bytes of its scan."""

    text: str
    scan: bytes


def measure_own_scans(data: Path, reader: ScanReader, count: int = PAGES) -> list[str]:
    """Lines to print: shares of words and of figures kept, and figures that are wrong and pass for sure."""
    words = kept_words = figures = kept = doubtful = wrong = 0
    for own in own_scans(data, count):
        page = _read(own.scan, reader)
        seen = merged_readings(page.first, page.second) if page else []
        truth = Counter(_FIGURE.findall(own.text))
        # « 5 500 » may be read « 5500 »: the same figure.
        joined = Counter(_FIGURE.findall(_THOUSANDS.sub("", own.text)))
        sure = _figures(one.word.text for one in seen if not one.is_doubtful)
        unsure = _figures(one.word.text for one in seen if one.is_doubtful)
        true_words = Counter(_WORD.findall(own.text))
        read_words = Counter(word for one in seen for word in _WORD.findall(one.word.text))
        words, kept_words = words + true_words.total(), kept_words + (true_words & read_words).total()
        figures, kept = figures + truth.total(), kept + (truth & (sure + unsure)).total()
        doubtful, wrong = doubtful + unsure.total(), wrong + (sure - truth - joined).total()
    return [
        f"own scans, words kept: {Share(hits=kept_words, total=words)}",
        f"own scans, figures kept: {Share(hits=kept, total=figures)}",
        f"own scans, figures marked doubtful: {doubtful}; wrong and not marked: {wrong}",
    ]


def own_scans(data: Path, count: int) -> Iterator[OwnScan]:
    """Pages drawn with a fixed seed among those of the PDFs that hold their own text and many figures."""
    dice = random.Random(SEED)
    files = sorted((data / "docs" / "pdf").rglob("*.pdf"))
    dice.shuffle(files)
    found = 0
    for file in files:
        own = _own(file, dice)
        if own is not None:
            found += 1
            yield own
        if found == count:
            return


def _own(file: Path, dice: random.Random) -> OwnScan | None:
    try:
        document = pypdfium2.PdfDocument(file)
        index = dice.randrange(len(document))
        text = document[index].get_textpage().get_text_range()
        one = pypdfium2.PdfDocument.new()
        one.import_pages(document, [index])
    except pypdfium2.PdfiumError:
        return None
    if len(_FIGURE.findall(text)) < _FEWEST_FIGURES or len(text) < _FEWEST_CHARACTERS:
        return None
    out = io.BytesIO()
    one.save(out)
    return OwnScan(text=text, scan=scan_pdf(out.getvalue(), title="scan", seed=index))


def _read(scan: bytes, reader: ScanReader) -> OcrPage | None:
    digest = sha256(scan).hexdigest()
    file = reader.cache.jobs / f"{digest}.pdf"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(scan)
    (page,) = reader.read(ScanPages(path=file, digest=digest, numbers=(1,))).values()
    file.unlink()
    return page if isinstance(page, OcrPage) else None


def _figures(texts: Iterable[str]) -> Counter[str]:
    return Counter(figure for text in texts for figure in _FIGURE.findall(text))
