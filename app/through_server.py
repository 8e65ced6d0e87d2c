"""Does a command's work through the running server, which owns the indexes."""

from collections.abc import Mapping
from typing import cast

import httpx

import domain.errors
from api.back_door import Asked, Json
from app.local_door import Door
from domain.errors import ParvisError, ServerUnreachable

# An answer takes milliseconds; a reload waits for the queries in flight.
TIMEOUT_S = 60.0


class ThroughServer:
    """``api.back_door.Work`` over the server's back door."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._client = httpx.Client(
            base_url=f"http://127.0.0.1:{door.port}",
            headers={"Authorization": f"Bearer {door.token}"},
            timeout=TIMEOUT_S,
            trust_env=False,
        )

    def answer(self, asked: Asked) -> Json:
        at = None if asked.at is None else asked.at.isoformat()
        body = {"text": asked.text, "commune": asked.commune, "history": list(asked.history), "at": at}
        return self._call("POST", "/answer", body)

    def search(self, text: str, *, commune: str, limit: int) -> Json:
        return self._call("POST", "/search", {"text": text, "commune": commune, "limit": limit})

    def decisions(self, text: str, *, commune: str, filters: Mapping[str, str], limit: int) -> Json:
        body = {"text": text, "commune": commune, "filters": dict(filters), "limit": limit}
        return self._call("POST", "/decisions", body)

    def status(self) -> Json:
        return self._call("GET", "/status", None)

    def reload(self, commune: str) -> None:
        self._call("POST", "/reload", {"commune": commune})

    def indexed(self, commune: str) -> Json:
        return self._call("POST", "/indexed", {"commune": commune})

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _call(self, method: str, path: str, body: object) -> Json:
        try:
            response = self._client.request(method, path, json=body)
        except httpx.HTTPError as error:
            raise ServerUnreachable(
                f"the server of process {self._door.pid} owns this data but does not answer ({error}); "
                "wait for it, or stop it and try again"
            ) from error
        if response.is_success:
            return cast(Json, response.json())
        raise _rebuilt(response)


def _rebuilt(response: httpx.Response) -> ParvisError:
    """The error that the server met, with its class, so that the exit code is the same as without a server."""
    try:
        data = response.json()
        found = getattr(domain.errors, data["error"])
        return cast(ParvisError, found(data["message"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        return ServerUnreachable(f"the server answered {response.status_code}; is it another version?")
