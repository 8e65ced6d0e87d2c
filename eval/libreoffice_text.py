"""LibreOffice: an office file as text, to check what our own readers show of it. Found on the PATH as ``soffice``."""

import shutil
import subprocess
import tempfile
from pathlib import Path

SUFFIXES = frozenset({".docx", ".doc", ".odt", ".rtf", ".xlsx", ".xls", ".ods"})
_SHEETS = frozenset({".xlsx", ".xls", ".ods"})
TIMEOUT_S = 90.0


def find_libreoffice() -> str | None:
    """The path of LibreOffice's command, None where it is not installed."""
    return shutil.which("soffice")


def office_text(program: str, file: Path) -> str:
    """The file's text as LibreOffice writes it; empty when it makes none. Raises OSError."""
    target = "csv:Text - txt - csv (StarCalc):9,0,76" if file.suffix.lower() in _SHEETS else "txt:Text (encoded):UTF8"
    with tempfile.TemporaryDirectory(prefix="parvis-check-") as name:
        folder = Path(name)
        copy = folder / f"in{file.suffix.lower()}"
        shutil.copyfile(file, copy)
        command = [
            *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--norestore"),
            *("--convert-to", target, "--outdir", str(folder / "out"), str(copy)),
        ]
        subprocess.run(command, capture_output=True, timeout=TIMEOUT_S, check=False)
        made = next((path for path in (folder / "out").glob("in.*")), None)
        return made.read_text("utf-8-sig", "replace") if made else ""
