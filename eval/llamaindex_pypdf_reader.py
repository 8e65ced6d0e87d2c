"""LlamaIndex's way of reading a PDF (one document a page, by pypdf), for the comparison of ``eval.bench_reading``.

``llama-index-readers-file`` does the same but wants pypdf < 7. Files that pypdf refuses give no document.
"""

import logging
from pathlib import Path
from typing import Any

from llama_index.core.readers.base import BaseReader
from llama_index.core.schema import Document
from pypdf import PdfReader


class PagesByPypdf(BaseReader):
    """A file extractor for ``SimpleDirectoryReader``."""

    def load_data(self, file: Path, extra_info: dict[str, Any] | None = None, **_: object) -> list[Document]:
        """The pages of a PDF as documents."""
        logging.getLogger("pypdf").setLevel(logging.CRITICAL)
        try:
            return [Document(text=page.extract_text(), metadata=extra_info or {}) for page in PdfReader(file).pages]
        except Exception:
            return []
