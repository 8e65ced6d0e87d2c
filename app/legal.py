"""The legal base of an installation: where it lies, and what answers when none was loaded."""

from pathlib import Path

from app.settings import Settings
from domain.legal_base import LegalBase
from storage.legal_layers import LayeredLegalBase
from storage.legal_starter import open_starter
from storage.sqlite_legal_base import SqliteLegalBase


def legal_file(settings: Settings) -> Path:
    """The base that serves; the one being made lies beside it."""
    return settings.data_dir / "legal" / "legal.sqlite"


def open_legal(settings: Settings) -> LegalBase:
    """The loaded base over the shipped facts, or these alone. Raises StorageUnavailable on a damaged base."""
    starter = open_starter()
    file = legal_file(settings)
    return LayeredLegalBase([SqliteLegalBase(file), starter]) if file.exists() else starter
