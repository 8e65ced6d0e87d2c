"""Whether a form was sent from our own pages (CSRF), by what the browser says of where it comes from."""

from urllib.parse import urlsplit

from fastapi import Request
from starlette.exceptions import HTTPException

from api.context import context_of

_OUR_OWN = frozenset({"same-origin", "none"})


def refuse_foreign_form(request: Request) -> None:
    """Refuse a form that another site sends. Raises 403.

    A text browser may say nothing of its origin: public forms, which no cookie follows, let it through.
    """
    if not _is_own(request, when_silent=True):
        raise HTTPException(403)


def refuse_foreign_or_silent_form(request: Request) -> None:
    """The same for the console, where a silent sender is refused as well. Raises 403."""
    if not _is_own(request, when_silent=False):
        raise HTTPException(403)


def _is_own(request: Request, *, when_silent: bool) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site in _OUR_OWN
    origin = request.headers.get("origin")
    if origin is None:
        return when_silent
    sender = urlsplit(origin)
    public = urlsplit(context_of(request).options.base_url)
    own_hosts = {public.netloc, request.headers.get("host", "")}
    return sender.scheme in ("http", "https") and sender.netloc in own_hosts
