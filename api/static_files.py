"""Styles and scripts of ``web/static``: read once when the application is built, their digest in their address."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

WEB = Path(__file__).parent.parent / "web"
_MEDIA_TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_FOREVER = "public, max-age=31536000, immutable"
_REVALIDATED = "public, max-age=0, must-revalidate"


@dataclass(frozen=True, slots=True, kw_only=True)
class StaticFile:
    """One file as served."""

    content: bytes
    media_type: str
    digest: str


def read_static_files(folder: Path) -> dict[str, StaticFile]:
    """The styles, scripts and drawings of ``folder``, by name."""
    return {
        path.name: _static_file(path)
        for path in sorted(folder.iterdir())
        if path.is_file() and path.suffix in _MEDIA_TYPES
    }


def asset_address(files: dict[str, StaticFile], name: str) -> str:
    """The address of a file, which changes with its content. Raises KeyError for an unknown name."""
    return f"/static/{name}?v={files[name].digest}"


def static_router(files: dict[str, StaticFile]) -> APIRouter:
    """``GET /static/{name}``."""
    router = APIRouter()

    @router.get("/static/{name}", include_in_schema=False)
    def static_file(request: Request, name: str) -> Response:
        file = files.get(name)
        if file is None:
            raise HTTPException(404)
        is_current = request.query_params.get("v") == file.digest
        headers = {"cache-control": _FOREVER if is_current else _REVALIDATED, "etag": f'"{file.digest}"'}
        if request.headers.get("if-none-match") == headers["etag"]:
            return Response(status_code=304, headers=headers)
        return Response(file.content, media_type=file.media_type, headers=headers)

    return router


def _static_file(path: Path) -> StaticFile:
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()[:12]
    return StaticFile(content=content, media_type=_MEDIA_TYPES[path.suffix], digest=digest)
