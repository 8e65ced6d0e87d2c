"""``/health`` (the process answers) and ``/ready`` (it may be given questions)."""

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import JSONResponse

from api.context import context_of

router = APIRouter(tags=["exploitation"])
READY = "ok"


class HealthOut(BaseModel):
    """The process is alive."""

    status: str
    version: str


class ReadyOut(BaseModel):
    """Each part and its state, ``ok`` or what is wrong."""

    status: str
    checks: dict[str, str]


@router.get("/health", response_model=HealthOut)
def health(request: Request) -> HealthOut:
    """Always 200 while the process answers; touches nothing else."""
    return HealthOut(status=READY, version=context_of(request).options.version)


@router.get("/ready", response_model=ReadyOut, responses={503: {"model": ReadyOut}})
def ready(request: Request) -> JSONResponse:
    """200 when every part is ``ok``, else 503 with the same form."""
    checks = dict(context_of(request).readiness())
    is_ready = all(state == READY for state in checks.values())
    body = ReadyOut(status=READY if is_ready else "unavailable", checks=checks)
    return JSONResponse(body.model_dump(), status_code=200 if is_ready else 503)
