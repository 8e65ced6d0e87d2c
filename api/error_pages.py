"""What is refused or broken, in French: a page for people, a problem (RFC 9457) for programs."""

import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.types import Scope

from api.completion_errors import CompletionProblem, completion_refusal, is_completion_path, wrong_field
from api.context import ApiContext, CommuneServices
from api.middleware import route_path, trace_without_values
from api.page_response import FRAGMENT_HEADER, page_values
from domain.errors import BadInput, ParvisError
from prompts.catalogue import text

logger = logging.getLogger("parvis.api")

PROBLEM = "application/problem+json"
_KNOWN = frozenset({400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503})


class Problem(HTTPException):
    """A refusal whose French sentence is ``errors.<key>``, filled with ``values``."""

    def __init__(self, status: int, key: str, **values: str) -> None:
        super().__init__(status, detail=text(f"errors.{key}", **values))
        self.key = key


class ErrorPages:
    """Builds the response for a status. Works without a commune, and when a commune's own data is broken."""

    def __init__(self, context: ApiContext) -> None:
        self._context = context

    async def refuse(self, scope: Scope, status: int, headers: Mapping[str, str]) -> Response:
        """The form that the middleware asks for."""
        return self.response(scope, status, headers=headers)

    def response(
        self, scope: Scope, status: int, *, detail: str | None = None, headers: Mapping[str, str] | None = None
    ) -> Response:
        """A problem under ``/v1``, a fragment for the chat's script, else a whole page; the mairie's phone in each.

        Programs that speak OpenAI's form get OpenAI's error, the phone in its message.
        """
        headers = dict(headers or {}) | {"cache-control": "no-store"}
        shown = status if status in _KNOWN else (500 if status >= 500 else 400)
        title = text(f"errors.http_{shown}_title")
        detail = detail or text(f"errors.http_{shown}", wait=headers.get("retry-after", ""))
        services = self._services(scope)
        phone = services.profile.main_service.phone if services else None
        if is_completion_path(scope["path"]):
            call = " " + text("errors.call", phone=phone) if phone else ""
            return completion_refusal(status, detail + call, headers=headers)
        if scope["path"].startswith("/v1/") or scope["path"] in ("/health", "/ready"):
            return _problem(status, title, detail, phone, headers)
        is_fragment = FRAGMENT_HEADER in Headers(scope=scope)
        values = page_values(self._context, services, scope) | {"title": title, "detail": detail, "status": status}
        body = self._context.pages.render("_refusal.html" if is_fragment else "error.html", values)
        return HTMLResponse(body, status_code=status, headers=headers)

    def _services(self, scope: Scope) -> CommuneServices | None:
        try:
            parts = scope["path"].split("/", 3)
            named = self._context.communes.get(parts[2]) if len(parts) > 2 and parts[1] == "c" else None
            return named or self._context.communes.default()
        except ParvisError:
            return None


def install_error_pages(application: FastAPI, pages: ErrorPages) -> None:
    """Route every known failure to its French form."""

    async def refused(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if isinstance(error, CompletionProblem):
            return completion_refusal(error.status_code, error.detail, param=error.param, code=error.code)
        detail = error.detail if isinstance(error, Problem) else None
        return pages.response(request.scope, error.status_code, detail=detail, headers=error.headers)

    async def invalid(request: Request, error: Exception) -> Response:
        if isinstance(error, RequestValidationError) and is_completion_path(request.scope["path"]):
            return completion_refusal(422, text("errors.http_422"), param=wrong_field(error), code="invalid_value")
        return pages.response(request.scope, 422)

    async def broken(request: Request, error: Exception) -> Response:
        logger.error("%s failed: %s", route_path(request.scope), trace_without_values(error))
        return pages.response(request.scope, 400 if isinstance(error, BadInput) else 503, headers={"retry-after": "60"})

    application.add_exception_handler(HTTPException, refused)
    application.add_exception_handler(RequestValidationError, invalid)
    application.add_exception_handler(ParvisError, broken)


def _problem(status: int, title: str, detail: str, phone: str | None, headers: Mapping[str, str]) -> Response:
    body: dict[str, object] = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    if phone:
        body["phone"] = phone
    return JSONResponse(body, status_code=status, headers=dict(headers), media_type=PROBLEM)
