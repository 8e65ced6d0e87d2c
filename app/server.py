"""Runs the public application and the back door in one process, which owns the indexes."""

import logging
import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import uvicorn

from answering.routing.route import prepare as prepare_routes
from api.application import create_app
from api.back_door import door_app
from api.context import ApiOptions
from app.chosen_models import warm
from app.desk_upkeep import keep_desks
from app.house import House, open_house
from app.index_upkeep import asked_states, rebuild_if_behind
from app.later_reindex import LaterReindex
from app.local_door import LOCK_FILE, Door, write_door
from app.locks import exclusive
from app.mail_upkeep import keep_mails
from app.retention import keep_retention
from app.scheduler import keep_up
from app.settings import Settings, product_version
from app.work import InProcess
from domain.document import Visibility
from domain.errors import BadInput, IndexUnavailable, ParvisError
from domain.ids import CommuneSlug
from domain.search import CommuneScope
from french.known_words import stems_and_short_words
from french.langid_language import load_model

UNLIMITED = 10**9
LONGEST_FAREWELL_S = 3.0
"""How long a mail under way may still take when the server stops."""

logger = logging.getLogger("parvis.app")


def serve(settings: Settings, *, started: Callable[[str], None] | None = None) -> None:
    """Serve until SIGINT or SIGTERM. ``started`` is called with the address once questions are answered.

    Raises AlreadyRunning when another server has this data, BadInput when the port is taken.
    """
    busy = f"a server already runs on {settings.data_dir}; stop it, or give this one another PARVIS_DATA_DIR"
    with exclusive(settings.data_dir / LOCK_FILE, busy=busy), open_house(settings) as house:
        behind = _behind(house)
        load_model()
        stems_and_short_words()
        house.on_change = LaterReindex(house)
        for slug in behind:
            house.on_change(slug)
        _open_indexes(house)
        _run(house, started)


def _behind(house: House) -> Sequence[CommuneSlug]:
    """The communes that are rebuilt while the server serves; those that could not answer at all are made so at once.

    From the first whose engine does not answer, all wait: requests to people, which need no index, must not.
    """
    slugs = house.slugs()
    behind: list[CommuneSlug] = []
    for at, slug in enumerate(slugs):
        try:
            if not _is_up_to_date(house, slug):
                behind.append(slug)
        except IndexUnavailable as error:
            logger.error("serving without search in %s for now: %s", slug, error)
            return [*behind, *slugs[at:]]
    return behind


def _open_indexes(house: House) -> None:
    """Open what will be searched, as many as may stay open: an index that is first opened on a full disk kills the
    process (Edge writes through memory maps: SIGBUS), one that is open answers.
    """
    for slug in house.slugs()[: house.settings.max_open_indexes]:
        try:
            house.index.count(CommuneScope(commune=slug))
        except ParvisError as error:
            logger.error("the index of %s is not open: %s", slug, error)
            return


def _is_up_to_date(house: House, slug: CommuneSlug) -> bool:
    """Whether the commune's indexes are up to date; what cannot answer is made so at once. False: it answers meanwhile.

    Another model means hours of embedding on a small machine: residents are not kept waiting for it.
    """
    states = asked_states(house, slug)
    if all(state.is_servable for state in states.values()):
        return all(state.is_up_to_date for state in states.values())
    rebuild_if_behind(house, slug)
    return True


def public_app(house: House) -> Callable[..., Any]:
    """The application that residents, agents and editors reach."""
    settings = house.settings
    options = ApiOptions(
        base_url=settings.public_url,
        version=product_version(),
        secure_cookies=settings.public_url.startswith("https://"),
        trusted_proxies=frozenset(filter(None, settings.trusted_proxies.replace(" ", "").split(","))),
        writes_per_minute=settings.rate_limit_per_minute or UNLIMITED,
        writes_burst=max(30, settings.rate_limit_per_minute // 2) if settings.rate_limit_per_minute else UNLIMITED,
    )
    if not settings.rate_limit_per_minute:
        options = replace(options, pictures_burst=UNLIMITED)
    return create_app(
        communes=house,
        accounts=house.accounts,
        clock=house.clock,
        reader=house.reader,
        options=options,
        readiness=lambda: _readiness(house),
    )


def _readiness(house: House) -> dict[str, str]:
    """Part by part, ``ok`` or what is wrong. Requests to people need none of these parts but the storage."""
    state = {"storage": "ok", "index": "ok"}
    for profile in house.communes():
        try:
            house.index.count(CommuneScope(commune=profile.slug, visibility=Visibility.PUBLIC))
        except ParvisError as error:
            state["index"] = f"{profile.slug}: {error}"
            break  # others of the same engine would each be waited for
    return state


def _run(house: House, started: Callable[[str], None] | None) -> None:
    settings = house.settings
    token = secrets.token_urlsafe(32)
    front, back = _listen(settings.host, settings.port), _listen("127.0.0.1", 0)
    preparing = threading.Thread(target=prepare_routes, name="routes", daemon=True)
    preparing.start()
    servers = [_server(public_app(house)), _server(door_app(InProcess(house), token))]
    threads = [
        threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        for server, listening in zip(servers, (front, back), strict=True)
    ]
    stop = threading.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    # Not among those whose end ends the server: a schedule that fails must not silence the chat.
    schedule = threading.Thread(target=keep_up, args=(house, stop), name="schedule")
    desk = threading.Thread(target=keep_desks, args=(house, stop), name="desk")
    retention = threading.Thread(target=keep_retention, args=(house, stop), name="retention")
    warming = threading.Thread(target=_warm, args=(house,), name="models", daemon=True)
    # Nobody waits for a slow mail server at the end: a mail that is cut off there leaves again, as the same one.
    mails = threading.Thread(target=keep_mails, args=(house, stop), name="mails", daemon=True)
    for thread in (*threads, schedule, desk, retention, mails, warming):
        thread.start()
    while not all(server.started for server in servers) and all(thread.is_alive() for thread in threads):
        stop.wait(0.01)
    preparing.join()
    write_door(
        settings.data_dir,
        Door(pid=os.getpid(), port=back.getsockname()[1], token=token, url=settings.public_url),
    )
    if started is not None:
        started(settings.public_url)
    while not stop.is_set() and all(thread.is_alive() for thread in threads):
        stop.wait(1.0)
    stop.set()
    for server in servers:
        server.should_exit = True
    for thread in (*threads, schedule, desk, retention):
        thread.join()
    mails.join(timeout=LONGEST_FAREWELL_S)


def _warm(house: House) -> None:
    warm(house.embedding, house.reranker)
    if house.language_model:
        house.language_model.load()


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises BadInput when the address cannot be had."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise BadInput(
            f"cannot listen on {host}:{port} ({error}); choose another PARVIS_HOST or PARVIS_PORT"
        ) from error


def _server(app: Callable[..., Any]) -> uvicorn.Server:
    # No access log: an address and a path at a time are personal data, and questions are never logged.
    return uvicorn.Server(uvicorn.Config(app, access_log=False, log_level="warning", server_header=False))
