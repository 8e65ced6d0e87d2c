"""The widget: one script, the commune's name and colours put in its first line."""

import json
from collections.abc import Callable

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.page_response import base_of, commune_of
from api.static_files import WEB

_DEFAULT_ACCENT = "#1f5a48"
_DEFAULT_ON_ACCENT = "#ffffff"


def widget_router() -> APIRouter:
    """``GET /widget.js``. The script is read once, when the application is built."""
    router = APIRouter(include_in_schema=False)
    source = (WEB / "widget" / "widget.js").read_text("utf-8")
    router.add_api_route("/widget.js", _route(source), methods=["GET"])
    return router


def _route(source: str) -> Callable[[Request], Response]:
    def widget(request: Request) -> Response:
        profile = commune_of(request).profile
        settings = {
            "base": base_of(request.scope),
            "accent": profile.colours.accent if profile.colours else _DEFAULT_ACCENT,
            "onAccent": profile.colours.on_accent if profile.colours else _DEFAULT_ON_ACCENT,
        }
        # A script that other sites load: no cookie is read, and the answer is the same for everyone.
        headers = {"cache-control": "public, max-age=3600", "cross-origin-resource-policy": "cross-origin"}
        body = source.replace("__SETTINGS__", json.dumps(settings), 1)
        return Response(body, media_type="text/javascript", headers=headers)

    return widget
