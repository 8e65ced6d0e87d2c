"""Refusals of ``/v1/chat/completions`` and ``/v1/models``, in the form that OpenAI's clients read."""

from collections.abc import Mapping

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from prompts.catalogue import text

COMPLETIONS = "/v1/chat/completions"
MODELS = "/v1/models"


class CompletionProblem(HTTPException):
    """A refusal whose French sentence is ``errors.<code>``; ``param`` is the field to correct."""

    def __init__(self, status: int, code: str, *, param: str | None = None, **values: str) -> None:
        super().__init__(status, detail=text(f"errors.{code}", **values))
        self.code = code
        self.param = param


def is_completion_path(path: str) -> bool:
    """Whether ``path`` is spoken to by OpenAI's clients."""
    return path in (COMPLETIONS, MODELS) or path.startswith(MODELS + "/")


def completion_refusal(
    status: int,
    message: str,
    *,
    param: str | None = None,
    code: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """OpenAI's error body. 422 becomes 400, which is what OpenAI answers to a body that it cannot use."""
    shown = 400 if status == 422 else status
    error = {
        "message": message,
        "type": _type(shown),
        "param": param,
        "code": code or ("rate_limit_exceeded" if shown == 429 else None),
    }
    kept = dict(headers or {}) | {"cache-control": "no-store"}
    return JSONResponse({"error": error}, status_code=shown, headers=kept)


def wrong_field(error: RequestValidationError) -> str | None:
    """The first field that is not as documented: ``messages.0.role``; None when the body is no JSON object."""
    for found in error.errors():
        path = [str(part) for part in found["loc"] if part != "body"]
        if path and found["type"] != "json_invalid":
            return ".".join(path)
    return None


def _type(status: int) -> str:
    if status == 429:
        return "requests"
    return "server_error" if status >= 500 else "invalid_request_error"
