"""The legal base of an installation: where it lies, and what answers when none was loaded."""

import logging
import threading
from collections.abc import Callable
from pathlib import Path

from app.settings import Settings
from domain.clock import SystemClock
from domain.legal_base import LegalBase
from ingest.legi.httpx_piste import PisteClient
from ingest.legi.piste_base import PisteLegalBase
from storage.legal_layers import LayeredLegalBase
from storage.legal_starter import open_starter
from storage.sqlite_legal_base import SqliteLegalBase


def legal_file(settings: Settings) -> Path:
    """The base that serves; the one being made lies beside it."""
    return settings.data_dir / "legal" / "legal.sqlite"


def open_legal(settings: Settings, told: Callable[[str], None] = lambda why: None) -> LegalBase:
    """The loaded base, then PISTE where there are keys, over the shipped facts.

    ``told`` hears, in English, when PISTE is down or over quota. Raises StorageUnavailable on a damaged base.
    """
    starter = open_starter()
    file = legal_file(settings)
    bases: list[LegalBase] = [SqliteLegalBase(file)] if file.exists() else []
    if settings.piste_client_id and settings.piste_client_secret:
        bases.append(PisteLegalBase(piste_client(settings, told), SystemClock().now().date()))
    return LayeredLegalBase([*bases, starter]) if bases else starter


class ServedLaw:
    """The legal base of a running server: opened when first asked for, and again once another was loaded. Thread-safe.

    A base that was replaced stays open for whoever reads it: nothing is ever written where it lies (ADR 0017).
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._opened: tuple[tuple[int, int], LegalBase] | None = None

    def current(self) -> LegalBase:
        """The base as it is now. Raises StorageUnavailable when it is damaged."""
        file = legal_file(self._settings)
        try:
            found = file.stat()
            stamp = (found.st_ino, found.st_mtime_ns)
        except FileNotFoundError:
            stamp = (0, 0)
        with self._lock:
            if self._opened is None or self._opened[0] != stamp:
                told = logging.getLogger("parvis.legal").warning
                self._opened = (stamp, open_legal(self._settings, lambda why: told("PISTE: %s", why)))
            return self._opened[1]


def piste_client(settings: Settings, told: Callable[[str], None] = lambda why: None) -> PisteClient:
    """A client of PISTE with the installation's keys, its answers kept beside the base; ``told`` hears of troubles."""
    return PisteClient(
        api_url=settings.piste_url,
        oauth_url=settings.piste_oauth_url,
        client_id=settings.piste_client_id,
        client_secret=settings.piste_client_secret,
        cache=legal_file(settings).with_name("piste"),
        daily_requests=settings.piste_daily_requests,
        told=told,
    )
