"""PISTE, the State's API of Légifrance: a token, requests within quotas, answers kept for a day.

Nothing is raised for what may happen (down, over quota, keys refused): a request then gives None, and ``trouble`` says
why in one English sentence, so that a check goes on with the other bases.
"""

import hashlib
import json
import os
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import httpx

KEPT_S = 86_400
"""Seconds an answer is kept: DILA updates its base each evening."""

TIMEOUT_S = 10.0
LONGEST_WAIT_S = 2.0
"""A server that asks for more patience is left alone for as long as it asks, and the check goes on without it."""

RESTS_S = 60.0
"""Seconds for which it is left alone when it does not say, or does not answer."""

TOKEN_MARGIN_S = 60.0
"""A token is asked for again that long before its end: PISTE's last an hour."""


class PisteClient:
    """Requests to PISTE with one application's keys. Not for several threads."""

    def __init__(
        self,
        *,
        api_url: str,
        oauth_url: str,
        client_id: str,
        client_secret: str,
        cache: Path,
        daily_requests: int,
        transport: httpx.BaseTransport | None = None,
        told: Callable[[str], None] = lambda why: None,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """``daily_requests`` bounds what one day (of the machine) may ask; 0 sets no bound.

        ``told`` hears of each trouble, once.
        """
        self._api_url = api_url.rstrip("/")
        self._oauth_url = oauth_url
        self._keys = {"client_id": client_id, "client_secret": client_secret}
        self._cache = cache
        self._daily_requests = daily_requests
        self._now = now
        self._sleep = sleep
        self._told = told
        self._client = httpx.Client(transport=transport, timeout=TIMEOUT_S)
        self._token = ""
        self._token_ends = 0.0
        self._rests_until = 0.0
        self.trouble = ""

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def ask(self, path: str, body: Mapping[str, str]) -> dict[str, Any] | None:
        """The answer to one POST, from the cache when it is of today; None when PISTE does not give one."""
        name = hashlib.sha256(json.dumps([path, body], sort_keys=True).encode()).hexdigest()[:32]
        file = self._cache / f"{name}.json"
        kept = self._kept(file)
        if kept is not None:
            return kept
        if self._now() < self._rests_until or not self._count():
            return None
        answer = self._answer(path, body)
        if answer is not None:
            _write(file, json.dumps(answer))
        return answer

    def _answer(self, path: str, body: Mapping[str, str]) -> dict[str, Any] | None:
        for turn in range(2):
            token = self._bearer()
            if not token:
                return None
            headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
            send = partial(self._client.post, self._api_url + path, json=dict(body), headers=headers)
            response = self._sent(send)
            if response is None:
                return None
            if response.status_code == httpx.codes.UNAUTHORIZED and turn == 0:
                self._token = ""  # revoked before its end: once with a new one
                continue
            return self._read(response)
        return None

    def _bearer(self) -> str:
        if self._token and self._now() < self._token_ends - TOKEN_MARGIN_S:
            return self._token
        form = {"grant_type": "client_credentials", "scope": "openid", **self._keys}
        response = self._sent(lambda: self._client.post(self._oauth_url, data=form))
        value = None if response is None else self._read(response)
        if value is None:
            return ""
        self._token = str(value.get("access_token", ""))
        self._token_ends = self._now() + float(value.get("expires_in", 0) or 0)
        return self._token

    def _sent(self, send: Callable[[], httpx.Response]) -> httpx.Response | None:
        """One request, again once when a short wait is asked for; None, then resting, when over quota or down."""
        for turn in range(2):
            try:
                response = send()
            except httpx.HTTPError as error:
                self._rest(RESTS_S, f"PISTE does not answer ({type(error).__name__})")
                return None
            if response.status_code not in (429, 503):
                return response
            wait_s = _seconds(response.headers.get("Retry-After", ""))
            if turn == 0 and wait_s <= LONGEST_WAIT_S:
                self._sleep(wait_s)
                continue
            told = "is over quota" if response.status_code == 429 else "is down"
            self._rest(max(wait_s, RESTS_S), f"PISTE {told}; it is asked again in {max(wait_s, RESTS_S):.0f} s")
            return None
        self._rest(RESTS_S, "PISTE is over quota")
        return None

    def _read(self, response: httpx.Response) -> dict[str, Any] | None:
        if response.status_code in (400, 401, 403):
            # An application without the right to the API is refused so; asking on would only use up its quota.
            self._rest(RESTS_S, f"PISTE refuses the keys or the request ({response.status_code})")
            return None
        if not response.is_success:
            self._rest(RESTS_S, f"PISTE answered {response.status_code}")
            return None
        try:
            value = response.json()
        except ValueError:
            self._rest(RESTS_S, "PISTE answered something that is not JSON")
            return None
        if isinstance(value, dict):
            return value
        self._rest(RESTS_S, "PISTE answered something unexpected")
        return None

    def _rest(self, seconds: float, why: str) -> None:
        self._rests_until = self._now() + seconds
        self._note(why)

    def _note(self, why: str) -> None:
        if why != self.trouble:
            self._told(why)
        self.trouble = why

    def _kept(self, file: Path) -> dict[str, Any] | None:
        try:
            if self._now() - file.stat().st_mtime > KEPT_S:
                return None
            value = json.loads(file.read_text("utf-8"))
        except (OSError, ValueError):
            return None
        return value if isinstance(value, dict) else None

    def _count(self) -> bool:
        """Count a request of today; False when the day's are used up."""
        file = self._cache / "asked.json"
        day = int(self._now() // 86_400)
        kept = self._kept(file) or {}
        asked = int(kept.get("asked", 0)) if kept.get("day") == day else 0
        if self._daily_requests and asked >= self._daily_requests:
            self._note(f"the {self._daily_requests} requests that a day may send to PISTE are used up")
            return False
        _write(file, json.dumps({"day": day, "asked": asked + 1}))
        return True


def _write(file: Path, text: str) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        part = file.with_name(f"{file.name}.{os.getpid()}")
        part.write_text(text, "utf-8")
        part.replace(file)
    except OSError:
        return  # a cache that cannot be written costs a request, nothing else


def _seconds(text: str) -> float:
    return float(text) if text.isdecimal() else RESTS_S
