"""« Veille juridique »: what became of the visas of models and recent acts, what is news first. No script is needed."""

from collections.abc import Mapping
from datetime import date, timedelta
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from api.console_session import SignedIn, console_page, signed_in
from api.page_response import local_now
from api.watch_view import watch_json
from domain.legal_watch import STALE_DAYS, ChangeKind, VisaChange, WatchedRole
from french.analyser import fold
from handoff.desk import LONGEST_QUESTION
from handoff.typed_text import clean_line
from prompts.catalogue import text
from visas.watching.watching import told_since

router = APIRouter(include_in_schema=False)
SHOWN = 100
"""Changes of each of the two lists; the JSON holds them all, and filters narrow them."""
_FIELDS = ("depuis", "changement", "texte", "mots")


@router.get("/console/veille")
def watch_page(request: Request) -> Response:
    """What is news since the day asked, then what is older; filters stand in the address."""
    signed = signed_in(request)
    services, given = signed.services, _given(request)
    today = local_now(request, services).date()
    runs = services.watch.runs(limit=2)
    since, wrong = _asked(given, told_since(today, runs[1] if len(runs) > 1 else None))
    every = services.watch.changes()
    kept = [change for change in every if _is_kept(change, given)]
    news = sorted((c for c in kept if c.news_on >= since), key=_latest_first)
    older = sorted((c for c in kept if c.news_on < since), key=_latest_first)
    shown = [*news[:SHOWN], *older[:SHOWN]]
    held = services.documents.documents_by_id(sorted({change.place.document_id for change in shown}))
    run = runs[0] if runs else None
    until = run.known_until if run else None
    values: dict[str, object] = {
        "given": given,
        "wrong": wrong,
        "run": run,
        "since": since,
        "is_stale": run is not None and (until is None or today - until > timedelta(days=STALE_DAYS)),
        "news": news[:SHOWN],
        "older": older[:SHOWN],
        "counts": (len(news), len(older), len(every)),
        "held": held,
        "kinds": list(ChangeKind),
        "roles": list(WatchedRole),
        "again": urlencode({name: value for name, value in given.items() if value}),
        "current": "veille",
    }
    return console_page(request, signed, "console_watch.html", values, status=422 if wrong else 200)


@router.get("/console/veille.json")
def watch_as_data(request: Request) -> Response:
    """The same, filtered, as JSON (docs/schemas/visas-watch.schema.json)."""
    signed = signed_in(request)
    return JSONResponse(_data(request, signed), headers={"cache-control": "no-store"})


def _data(request: Request, signed: SignedIn) -> Mapping[str, object]:
    services, given = signed.services, _given(request)
    runs = services.watch.runs(limit=2)
    today = local_now(request, services).date()
    since, _ = _asked(given, told_since(today, runs[1] if len(runs) > 1 else None))
    kept = [change for change in services.watch.changes() if _is_kept(change, given)]
    return watch_json(runs[0] if runs else None, kept, commune=services.profile.slug, since=since)


def _given(request: Request) -> dict[str, str]:
    query = request.query_params
    return {name: clean_line(query.get(name, ""))[:LONGEST_QUESTION] for name in _FIELDS}


def _asked(given: dict[str, str], default: date) -> tuple[date, str]:
    """The day asked, and the sentence that tells which filter was left out because it cannot be read."""
    since, wrong = default, ""
    try:
        since = date.fromisoformat(given["depuis"]) if given["depuis"] else default
    except ValueError:
        wrong = text("watch.wrong_since")
    for name, closed_set in (("changement", ChangeKind), ("texte", WatchedRole)):
        if given[name] and given[name] not in set(closed_set):
            given[name] = ""
            wrong = text("watch.wrong_kind" if name == "changement" else "watch.wrong_role")
    return since, wrong


def _is_kept(change: VisaChange, given: Mapping[str, str]) -> bool:
    if given["changement"] and change.kind.value != given["changement"]:
        return False
    if given["texte"] and change.role.value != given["texte"]:
        return False
    said = fold(f"{change.title} {change.number} {change.visa} {change.key}")
    return all(part in said for part in fold(given["mots"]).split())


def _latest_first(change: VisaChange) -> tuple[int, int, str, str]:
    day = change.day.toordinal() if change.day else 0
    return -change.news_on.toordinal(), -day, change.title, change.key
