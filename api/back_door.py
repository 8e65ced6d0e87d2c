"""The server's back door for commands of the same machine: what they may ask, in JSON, and the routes that serve it.

It listens on the loopback interface only; who runs it chooses the port and the secret.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Protocol

from fastapi import FastAPI, Header, HTTPException, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from answering.answer_json import JsonValue
from domain.errors import BadInput, ParvisError

Json = dict[str, JsonValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question given to a command. An empty commune is the default one; ``at`` is now when None."""

    text: str
    commune: str = ""
    history: tuple[str, ...] = ()
    at: datetime | None = None


class Work(Protocol):
    """The operations that need the index or the stores."""

    def answer(self, asked: Asked) -> Json: ...

    def search(self, text: str, *, commune: str, limit: int) -> Json: ...

    def decisions(self, text: str, *, commune: str, filters: Mapping[str, str], limit: int) -> Json:
        """What the council decided; ``filters`` as ``api.decisions_view.filters_of`` reads them. Raises BadInput."""
        ...

    def status(self) -> Json: ...

    def reload(self, commune: str) -> None:
        """Serve the index that was just built."""
        ...

    def indexed(self, commune: str) -> Json:
        """For each visibility that has an index, the document of each passage that it holds, by passage."""
        ...


class AskedBody(BaseModel):
    """A question, as ``app.work.Asked``."""

    text: str
    commune: str = ""
    history: list[str] = []
    at: datetime | None = None


class SearchBody(BaseModel):
    """A search, as ``app.work.Work.search``."""

    text: str
    commune: str = ""
    limit: int = 10


class DecisionsBody(BaseModel):
    """A search in the register, as ``Work.decisions``."""

    text: str = ""
    commune: str = ""
    filters: dict[str, str] = {}
    limit: int = 20


class CommuneBody(BaseModel):
    """A commune."""

    commune: str


def door_app(work: Work, token: str) -> FastAPI:
    """The back door's application. Every route asks for the secret; errors carry their class, for the command."""
    app = FastAPI(openapi_url=None, docs_url=None, redoc_url=None)

    def check(authorization: str) -> None:
        if not secrets.compare_digest(authorization.encode(), f"Bearer {token}".encode()):
            raise HTTPException(status_code=403)

    @app.exception_handler(ParvisError)
    def report(_: Request, error: ParvisError) -> JSONResponse:
        status = 400 if isinstance(error, BadInput) else 500
        return JSONResponse({"error": type(error).__name__, "message": str(error)}, status_code=status)

    @app.post("/answer", response_model=None)
    def answer(body: AskedBody, authorization: Annotated[str, Header()] = "") -> dict[str, JsonValue]:
        check(authorization)
        return work.answer(Asked(text=body.text, commune=body.commune, history=tuple(body.history), at=body.at))

    @app.post("/decisions", response_model=None)
    def decisions(body: DecisionsBody, authorization: Annotated[str, Header()] = "") -> dict[str, JsonValue]:
        check(authorization)
        return work.decisions(body.text, commune=body.commune, filters=body.filters, limit=body.limit)

    @app.post("/search", response_model=None)
    def search(body: SearchBody, authorization: Annotated[str, Header()] = "") -> dict[str, JsonValue]:
        check(authorization)
        return work.search(body.text, commune=body.commune, limit=body.limit)

    @app.post("/reload", response_model=None)
    def reload(body: CommuneBody, authorization: Annotated[str, Header()] = "") -> dict[str, JsonValue]:
        check(authorization)
        work.reload(body.commune)
        return {}

    @app.post("/indexed", response_model=None)
    def indexed(body: CommuneBody, authorization: Annotated[str, Header()] = "") -> dict[str, JsonValue]:
        check(authorization)
        return work.indexed(body.commune)

    @app.get("/status", response_model=None)
    def status(authorization: Annotated[str, Header()] = "") -> dict[str, JsonValue]:
        check(authorization)
        return work.status()

    return app
