"""Pages that say how the answers are made (AI Act art. 50), what becomes of what is written, how accessible it is."""

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.page_response import commune_of, page
from api.retention_view import kept_rows

router = APIRouter(include_in_schema=False)
_PAGES = {
    "reponses": "access_answers.html",
    "donnees": "access_data.html",
    "accessibilite": "access_accessibility.html",
}


@router.get("/acces/{subject}")
def information(request: Request, subject: str) -> Response:
    """One of the three pages."""
    template = _PAGES.get(subject)
    if template is None:
        raise HTTPException(404)
    services = commune_of(request)
    values: dict[str, object] = {"current": subject, "kept": kept_rows(services.profile.retention)}
    return page(request, services, template, values)


@router.get("/couleurs.css")
def colours(request: Request) -> Response:
    """The commune's own colours, as a style sheet after ours."""
    colours = commune_of(request).profile.colours
    lines = (
        [
            f"--commune-accent: {colours.accent};",
            f"--commune-on-accent: {colours.on_accent};",
            f"--commune-accent-dark: {colours.accent_dark};",
            f"--commune-on-accent-dark: {colours.on_accent_dark};",
        ]
        if colours
        else []
    )
    body = ":root { " + " ".join(lines) + " }\n"
    return Response(body, media_type="text/css", headers={"cache-control": "public, max-age=300"})


@router.get("/demo")
def demonstration(request: Request) -> Response:
    """The widget on a municipal page that is not real."""
    return page(request, commune_of(request), "demo.html", {}, frames_self=True)
