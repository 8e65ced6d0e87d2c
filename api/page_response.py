"""A page's response: what every template needs, and who may frame the page."""

from datetime import datetime

from fastapi import Request
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse
from starlette.types import Scope

from api.context import ApiContext, CommuneServices, context_of
from api.hours_view import HoursView, hours_view, weekly_rows
from api.security_headers import page_policy
from domain.clock import local_time
from domain.profile import Service

FRAGMENT_HEADER = "x-parvis-fragment"
"""Sent by the chat's script, which inserts the answer in the page instead of changing page."""


def commune_of(request: Request) -> CommuneServices:
    """The commune that the address names, else the default one. Raises 404."""
    communes = context_of(request).communes
    slug = request.path_params.get("slug")
    services = communes.default() if slug is None else communes.get(slug)
    if services is None:
        raise HTTPException(404)
    return services


def base_of(scope: Scope) -> str:
    """What stands before the addresses of a commune's pages: nothing for the default commune."""
    slug = (scope.get("path_params") or {}).get("slug")
    return "" if slug is None else f"/c/{slug}"


def page_values(context: ApiContext, services: CommuneServices | None, scope: Scope) -> dict[str, object]:
    """The values that every public page has. ``services`` is None on an error page of no commune."""
    query = QueryParams(scope.get("query_string", b""))
    profile = services.profile if services else None
    hours = profile.main_service.hours if profile else None
    return {
        "base": base_of(scope),
        "profile": profile,
        "main_service": profile.main_service if profile else None,
        "main_hours": weekly_rows(hours) if hours else (),
        "framed": query.get("cadre") == "1",
        "version": context.options.version,
        "base_url": context.options.base_url,
        "streams": services is not None and services.streams,
        "current": "",
        "account": None,
        "mail_banner": (),
    }


def page(
    request: Request,
    services: CommuneServices,
    template: str,
    values: dict[str, object],
    *,
    status: int = 200,
    frames_self: bool = False,
) -> HTMLResponse:
    """A public page, which the commune's own sites may frame."""
    context = context_of(request)
    body = context.pages.render(template, page_values(context, services, request.scope) | values)
    policy = page_policy(framed_by=("'self'", *services.profile.allowed_origins), frames_self=frames_self)
    headers = {"cache-control": "no-store", "content-security-policy": policy}
    return HTMLResponse(body, status_code=status, headers=headers)


def local_now(request: Request, services: CommuneServices) -> datetime:
    """Now, on the commune's clock."""
    return local_time(context_of(request).clock.now(), services.profile.timezone)


def service_hours(service: Service | None, moment: datetime) -> HoursView | None:
    """The hours of a service as they stand at ``moment``; None when they are not known."""
    return hours_view(service.hours, moment) if service and service.hours else None


def service_named(services: CommuneServices, slug: str) -> Service:
    """The service of that slug, else the one that answers when no other fits."""
    profile = services.profile
    return next((s for s in profile.services if s.slug == slug), profile.main_service)
