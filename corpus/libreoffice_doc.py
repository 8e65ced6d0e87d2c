"""Makes a binary Word document (.doc) with LibreOffice, once: ``python -m corpus.libreoffice_doc``.

No library writes that format. The file is committed beside its content, since LibreOffice may be absent where the
others are rebuilt, and its bytes change with LibreOffice's version: nothing else builds it. Needs ``soffice``
(``apt-get install libreoffice-writer-nogui``).
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from corpus import CORPUS_FOLDER, SAMPLE_DOCUMENTS
from corpus.build_documents import read_manifest
from corpus.content_format import read_content
from corpus.docx_package import render_docx


def word_binary(docx: bytes) -> bytes:
    """The document in the format of Word 97. Raises OSError when LibreOffice is absent, CalledProcessError when it
    fails.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "document.docx").write_bytes(docx)
        options = ["--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to"]
        command = ["soffice", *options, "doc:MS Word 97", "--outdir", name, str(folder / "document.docx")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return (folder / "document.doc").read_bytes()


if __name__ == "__main__":
    for entry in read_manifest():
        if entry.format == "doc":
            target = SAMPLE_DOCUMENTS / entry.path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(word_binary(render_docx(read_content(CORPUS_FOLDER / entry.content))))
            sys.stdout.write(f"{target}\n")
