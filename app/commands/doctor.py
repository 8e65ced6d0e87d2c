"""``parvis doctor``: what would stop Parvis from working here, and what it could use."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typer

from answering.answer_json import JsonValue
from app.chosen_language_model import chosen_language_model
from app.chosen_models import chosen_embedding, chosen_reranker
from app.commands.options import settings_for
from app.console import DataOption, JsonOption, out, print_json
from app.doorway import doorway
from app.legal_state import legal_state
from app.optional_tools import optional_tools
from app.search_engine import key_in_clear, open_engine, told_engine
from app.settings import Settings
from domain.clock import SystemClock
from domain.errors import BadInput, ModelFailed, ParvisError
from domain.ids import CommuneSlug
from domain.language_model import Message, ModelFault, Role

# Twice the apparent size of two generations of an index of 20,000 passages (python -m eval.bench_search).
MIN_FREE_BYTES = 1_000_000_000
MIN_SQLITE = (3, 37, 0)  # STRICT tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at. ``remedy`` is empty when it is well."""

    name: str
    found: str
    remedy: str = ""


def doctor(data: DataOption = "", as_json: JsonOption = False) -> None:
    """Check Python, disk, databases, indexes and server; name the optional tools that are missing."""
    settings = settings_for(data)
    checks = [_python(), _sqlite(), _folder(settings.data_dir), _disk(settings.data_dir), _installation(settings)]
    checks += [_search(settings), _law(settings, SystemClock().now().date())]
    checks.append(_guarded("embedding", lambda: _embedding(settings)))
    if settings.reranker:
        checks.append(_guarded("reranker", lambda: _reranker(settings)))
    if settings.llm_url or settings.llm_model:
        checks.append(_guarded("language model", lambda: _language_model(settings)))
    if as_json:
        tools: list[JsonValue] = [
            {"name": t.name, "purpose": t.purpose, "found": t.found, "remedy": t.remedy} for t in optional_tools()
        ]
        rows: list[JsonValue] = [{"name": c.name, "found": c.found, "remedy": c.remedy} for c in checks]
        print_json({"checks": rows, "optional": tools, "healthy": not any(c.remedy for c in checks)})
    else:
        console = out()
        for check in checks:
            console.print(f"{'!!' if check.remedy else 'ok'} {check.name}: {check.found} {check.remedy}", markup=False)
        for tool in optional_tools():
            told = "found" if tool.found else f"missing ({tool.purpose} waits; {tool.remedy})"
            console.print(f"-- {tool.name}: {told}", markup=False)
    if any(check.remedy for check in checks):
        raise typer.Exit(1)


def _python() -> Check:
    well = sys.version_info >= (3, 11)
    return Check(name="python", found=sys.version.split()[0], remedy="" if well else "install Python 3.11 or newer")


def _sqlite() -> Check:
    well = sqlite3.sqlite_version_info >= MIN_SQLITE
    return Check(name="sqlite", found=sqlite3.sqlite_version, remedy="" if well else "install SQLite 3.37 or newer")


def _folder(data_dir: Path) -> Check:
    place = _nearest(data_dir)
    well = os.access(place, os.W_OK)
    return Check(name="data folder", found=str(data_dir), remedy="" if well else f"make {place} writable for this user")


def _disk(data_dir: Path) -> Check:
    free = shutil.disk_usage(_nearest(data_dir)).free
    remedy = "" if free >= MIN_FREE_BYTES else f"free {MIN_FREE_BYTES // 10**6} MB for originals and two indexes"
    return Check(name="free disk", found=f"{free // 10**6} MB", remedy=remedy)


def _installation(settings: Settings) -> Check:
    if not settings.data_dir.exists():
        return Check(name="installation", found="nothing ingested yet")

    def look() -> str:
        with doorway(settings) as work:
            communes = work.status()["communes"]
        assert isinstance(communes, list)
        return f"{len(communes)} commune(s), databases readable"

    return _guarded("installation", look)


def _search(settings: Settings) -> Check:
    """The engine that the settings name, whether or not anything was ever ingested."""

    def root(slug: CommuneSlug) -> Path:
        return settings.data_dir / "communes" / slug

    try:
        engine = open_engine(settings, root, embedding=None, clock=SystemClock())
    except BadInput as error:
        return Check(name="search", found="broken", remedy=str(error))
    state = engine.state()
    engine.index.close()
    return Check(name="search", found=told_engine(state) + key_in_clear(settings), remedy=str(state["problem"]))


def _law(settings: Settings, today: date) -> Check:
    """The law that visas are checked against. The shipped facts alone are a choice; a base left to age is a fault."""
    try:
        state = legal_state(settings)
    except ParvisError as error:
        return Check(name="law", found="broken", remedy=str(error))
    remedy = "run parvis legi update" if state.is_loaded and state.is_stale(today) else ""
    return Check(name="law", found=state.sentence(today), remedy=remedy)


def _embedding(settings: Settings) -> str:
    """The model embeds a word: its files are whole, and what reads them is installed."""
    embedding = chosen_embedding(settings)
    embedding.embed_question("mairie")
    return f"{embedding.name}, {embedding.dimensions} dimensions"


def _reranker(settings: Settings) -> str:
    """The model scores a passage."""
    reranker = chosen_reranker(settings)
    assert reranker is not None
    reranker.scores("mairie", [("", "mairie")])
    return reranker.name


def _language_model(settings: Settings) -> str:
    """The endpoint writes a word; being cut after a few is well. Costs some tokens, outside the day's budget."""
    model = chosen_language_model(settings)
    assert model is not None
    asked = [Message(role=Role.USER, text="Bonjour")]
    try:
        for _ in model.stream(asked, max_tokens=8, timeout_s=settings.llm_time_ms / 1000):
            pass
    except ModelFailed as failure:
        if failure.fault is not ModelFault.TRUNCATED:
            raise
    return model.name


def _guarded(name: str, look: Callable[[], str]) -> Check:
    try:
        return Check(name=name, found=look())
    except ParvisError as error:
        return Check(name=name, found="broken", remedy=str(error))


def _nearest(folder: Path) -> Path:
    while not folder.exists():
        folder = folder.parent
    return folder
