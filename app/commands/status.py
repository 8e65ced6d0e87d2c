"""``parvis status``: what is there, commune by commune."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from api.back_door import Json
from app.commands.options import settings_for
from app.console import DataOption, JsonOption, out, print_json
from app.doorway import doorway
from app.legal_state import law_json
from app.local_door import LOCK_FILE
from app.locks import is_held
from app.search_engine import told_engine
from domain.clock import SystemClock


def status(data: DataOption = "", as_json: JsonOption = False) -> None:
    """Print communes, file states, documents, indexes, requests, and until when the law is known."""
    settings = settings_for(data)
    with doorway(settings) as work:
        state = work.status()
    state["server_running"] = is_held(settings.data_dir / LOCK_FILE)
    state["law"] = law_json(settings, SystemClock().now().date())
    if as_json:
        print_json(state)
        return
    console = out()
    running = "running" if state["server_running"] else "not running"
    console.print(f"Parvis {state['version']} · {state['data_dir']} · server {running}", markup=False)
    search = cast(Mapping[str, str], state["search"])
    console.print(f"search: {told_engine(search)}{search['problem'] and ': '}{search['problem']}", markup=False)
    law = cast(Mapping[str, str], state["law"])
    console.print(f"law: {law['told']}", markup=False)
    for kind, one in cast(Mapping[str, Mapping[str, str]], state["models"]).items():
        console.print(f"{kind}: {one['name'] or 'cannot be used: ' + one['problem']}", markup=False)
    for commune in cast(Sequence[Json], state["communes"]):
        files = cast(Mapping[str, int], commune["files"])
        requests = cast(Mapping[str, int], commune["requests"])
        index = cast(Mapping[str, Mapping[str, str]], commune["index"])
        behind = [f"{name} ({of['problem']})" for name, of in index.items() if not of["up_to_date"]]
        console.print(f"{commune['slug']} · {commune['name']}", markup=False)
        console.print(
            f"  files: {sum(files.values())} = " + " + ".join(f"{n} {s}" for s, n in files.items()), markup=False
        )
        console.print(
            f"  documents: {commune['documents']}; last read: {commune['last_read_at'] or 'never'}", markup=False
        )
        console.print(f"  index: {'behind: ' + ', '.join(behind) if behind else 'up to date'}", markup=False)
        console.print(f"  mail: {_told_mail(cast(Mapping[str, Any], commune['mail']))}", markup=False)
        console.print("  requests: " + ", ".join(f"{n} {s}" for s, n in requests.items()), markup=False)


def _told_mail(mail: Mapping[str, Any]) -> str:
    is_sent = "sent" if mail["is_sent"] else "none is sent: PARVIS_SMTP_URL is not set"
    failed = f", {mail['failed']} given up ({', '.join(mail['unsent'])})" if mail["failed"] else ""
    return f"{is_sent}; {mail['waiting']} wait for the server{failed}"
