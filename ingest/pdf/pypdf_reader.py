"""pypdf: opens every PDF (pages, metadata, encryption); its text steps in when pdfium's is bad. Only in the cage."""

import io
import logging
from datetime import date
from enum import StrEnum

from pypdf import PasswordType, PdfReader
from pypdf.generic import IndirectObject

from domain.document import FileReason
from ingest.pdf.pypdf_attempts import attempt_signals
from ingest.pdf.pypdf_fonts import fonts_of, is_unmapped
from ingest.pdf.pypdf_tags import tag_signals
from ingest.text import Refused, Signal


class Lock(StrEnum):
    """How a PDF is protected."""

    NONE = "none"
    EMPTY_PASSWORD = "empty_password"  # noqa: S105 - the name of a state
    PASSWORD = "password"  # noqa: S105 - the name of a state


class PypdfDocument:
    """An open PDF. ``page_text(i)`` counts from 0."""

    def __init__(self, data: bytes) -> None:
        """Raises Refused (DAMAGED) when pypdf cannot open it; whatever pypdf raises, five kinds outside its own."""
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        try:
            self._data = data
            self._reader = PdfReader(io.BytesIO(data))
            self.lock = self._unlock()
            self.page_count = 0 if self.lock is Lock.PASSWORD else self._reader.get_num_pages()
            self._unmapped: dict[int, bool] = {}
        except MemoryError:
            raise
        except Exception as error:
            raise Refused(FileReason.DAMAGED, f"pypdf: {type(error).__name__}: {error}"[:300]) from error

    def _unlock(self) -> Lock:
        if not self._reader.is_encrypted:
            return Lock.NONE
        try:
            opened = self._reader.decrypt("") is not PasswordType.NOT_DECRYPTED
        except NotImplementedError:
            opened = False
        return Lock.EMPTY_PASSWORD if opened else Lock.PASSWORD

    @property
    def title(self) -> str:
        """The title in the metadata, empty when there is none or it cannot be read."""
        try:
            metadata = self._reader.metadata
            return str(metadata.title or "") if metadata else ""
        except MemoryError:
            raise
        except Exception:
            return ""

    @property
    def created_on(self) -> date | None:
        """The day of ``CreationDate``, of the export or the scan. ``ModDate`` moves whenever a file is optimised."""
        try:
            metadata = self._reader.metadata
            created = metadata.creation_date if metadata else None
            return created.date() if created else None
        except MemoryError:
            raise
        except Exception:
            return None

    @property
    def attempts(self) -> list[Signal]:
        """What the file would try when opened (HF-04) and what lies in it (HF-05); nothing where pypdf fails."""
        try:
            return attempt_signals(self._reader.root_object, self._data)
        except MemoryError:
            raise
        except Exception:
            return []

    @property
    def lacks(self) -> list[Signal]:
        """What a screen reader will miss: tags (PD-08), title and language (PD-09); nothing where pypdf fails."""
        try:
            return tag_signals(self._reader.root_object, self.title)
        except MemoryError:
            raise
        except Exception:
            return []

    def page_text(self, index: int) -> str | None:
        """Text of a page as pypdf orders it; None when pypdf fails on it."""
        try:
            return self._reader.pages[index].extract_text()
        except MemoryError:
            raise
        except Exception:
            return None

    def has_unmapped_font(self, index: int) -> bool:
        """Whether a page has a font from whose codes no letter can be told; False when pypdf fails on it."""
        try:
            return any(map(self._is_unmapped, fonts_of(self._reader.pages[index])))
        except MemoryError:
            raise
        except Exception:
            return False

    def _is_unmapped(self, font: object) -> bool:
        """The verdict on a font, kept by its number in the file: the same fonts serve on most pages."""
        if not isinstance(font, IndirectObject):
            return is_unmapped(font)
        if font.idnum not in self._unmapped:
            self._unmapped[font.idnum] = is_unmapped(font.get_object())
        return self._unmapped[font.idnum]
