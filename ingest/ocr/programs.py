"""The programs that read scans: tesseract with its French data, and ocrmypdf. Optional: found, or named as missing."""

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

LANGUAGE = "fra"
REMEDY = "apt-get install ocrmypdf tesseract-ocr-fra"
# Debian's package for each thing that may be missing.
TESSERACT, OCRMYPDF, FRENCH = "tesseract", "ocrmypdf", "French data of tesseract (tesseract-ocr-fra)"
_WAIT_S = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class OcrPrograms:
    """Paths of the programs, and their versions as they tell them (« tesseract 5.3.0 », « 14.0.1 »)."""

    tesseract: str
    ocrmypdf: str
    versions: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingPrograms:
    """What must be installed before scans are read; ``names`` is never empty."""

    names: tuple[str, ...]

    def told(self) -> str:
        """For operators: what is missing, and what to type."""
        return f"missing: {', '.join(self.names)}; {REMEDY}"


def find_programs(search_path: str | None = None) -> OcrPrograms | MissingPrograms:
    """The programs on ``search_path`` (PATH when None), each asked for its version, tesseract for its languages."""
    tesseract = shutil.which("tesseract", path=search_path)
    ocrmypdf = shutil.which("ocrmypdf", path=search_path)
    tesseract_version = _first_line([tesseract, "--version"]) if tesseract else None
    ocrmypdf_version = _first_line([ocrmypdf, "--version"]) if ocrmypdf else None
    missing = []
    if not tesseract or not tesseract_version:
        missing += [TESSERACT, FRENCH]
    elif not _has_french(tesseract):
        missing.append(FRENCH)
    if not ocrmypdf or not ocrmypdf_version:
        missing.append(OCRMYPDF)
    if missing or not (tesseract and ocrmypdf and tesseract_version and ocrmypdf_version):
        return MissingPrograms(names=tuple(missing))
    return OcrPrograms(tesseract=tesseract, ocrmypdf=ocrmypdf, versions=(tesseract_version, ocrmypdf_version))


def _first_line(command: Sequence[str]) -> str | None:
    """What the program says of itself; None when it does not start or end well."""
    lines = _lines(command)
    return lines[0] if lines else None


def _has_french(tesseract: str) -> bool:
    # « List of available languages (3): » stands before them.
    return LANGUAGE in (_lines([tesseract, "--list-langs"]) or [])


def _lines(command: Sequence[str]) -> list[str] | None:
    try:
        done = subprocess.run(command, capture_output=True, timeout=_WAIT_S, stdin=subprocess.DEVNULL, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    if done.returncode != 0:
        return None
    # Old tesseracts speak on standard error.
    told = (done.stdout or done.stderr).decode("utf-8", "replace")
    return [line.strip() for line in told.splitlines() if line.strip()]
