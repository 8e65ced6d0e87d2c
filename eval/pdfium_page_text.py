"""pypdfium2: the text of one page of a PDF, as pdfium gives it."""

from pathlib import Path

import pypdfium2


def pdf_page_text(path: Path, page: int) -> str | None:
    """The text of ``page`` (from 1), None when the file has fewer. Raises OSError when it cannot be opened."""
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise OSError(f"{path.name} cannot be opened: {error}") from error
    try:
        return str(document[page - 1].get_textpage().get_text_range()) if page <= len(document) else None
    finally:
        document.close()
