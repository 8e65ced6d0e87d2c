"""Builds the HTTP application: routes, layers, error pages."""

from collections.abc import Callable, Mapping

from fastapi import FastAPI, Request
from starlette.responses import RedirectResponse, Response

from api import (
    console_canned,
    console_decisions,
    console_document,
    console_documents,
    console_drafts,
    console_entrance,
    console_inspection,
    console_notes,
    console_presence,
    console_proofreading,
    console_report,
    console_request_steps,
    console_requests,
    console_unanswered,
    console_updates,
    console_visa_export,
    console_visas,
    console_watch,
    pages_chat,
    pages_document,
    pages_feedback,
    pages_figures,
    pages_information,
    pages_request,
    pages_request_follow_up,
    probes,
    public_api,
    public_completions,
    visas_api,
)
from api.completion_errors import is_completion_path
from api.console_session import SIGN_IN, SignInNeeded
from api.context import ApiContext, ApiOptions, Communes, DocumentReader
from api.error_pages import ErrorPages, install_error_pages
from api.figures_shelf import FiguresShelf
from api.jinja_pages import PageRenderer
from api.middleware import BodyLimit, DefaultHeaders, NoBareFailure, PublicGzip, RateLimit
from api.rate_limit import TokenBuckets
from api.schemas import ProblemOut
from api.security_headers import default_headers
from api.static_files import WEB, asset_address, read_static_files, static_router
from api.widget import widget_router
from domain.people_ports import AccountStore
from domain.ports import Clock


def create_app(
    *,
    communes: Communes,
    accounts: AccountStore,
    clock: Clock,
    reader: DocumentReader,
    options: ApiOptions,
    readiness: Callable[[], Mapping[str, str]],
) -> FastAPI:
    """The application. ``readiness`` gives the state of each part, ``ok`` or what is wrong."""
    files = read_static_files(WEB / "static")
    context = ApiContext(
        communes=communes,
        accounts=accounts,
        clock=clock,
        reader=reader,
        options=options,
        readiness=readiness,
        pages=PageRenderer(WEB / "templates", asset=lambda name: asset_address(files, name)),
    )
    application = FastAPI(
        title="Parvis",
        version=options.version,
        summary="Réponses sourcées dans les documents d’une commune, ou une personne.",
        # The interactive documentation loads scripts from another host; the contract itself is enough.
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    application.state.context = context
    application.state.figures = FiguresShelf()
    application.include_router(public_api.router)
    application.include_router(public_completions.router)
    application.include_router(visas_api.router)
    application.include_router(probes.router)
    application.include_router(static_router(files))
    for pages in (
        pages_chat,
        pages_feedback,
        pages_document,
        pages_request,
        pages_request_follow_up,
        pages_information,
        pages_figures,
    ):
        application.include_router(pages.router)
        application.include_router(pages.router, prefix="/c/{slug}")
    application.include_router(widget_router())
    application.include_router(widget_router(), prefix="/c/{slug}")
    for console in (
        console_entrance,
        console_requests,
        console_presence,
        console_canned,
        console_notes,
        console_request_steps,
        console_documents,
        console_document,
        console_inspection,
        console_updates,
        console_decisions,
        console_report,
        console_proofreading,
        console_unanswered,
        console_visas,
        console_visa_export,
        console_drafts,
        console_watch,
    ):
        application.include_router(console.router)
    _describe_problems(application)
    _install_layers(application, context)
    return application


def _install_layers(application: FastAPI, context: ApiContext) -> None:
    """Error pages, then the layers: the last added is met first."""
    options, pages = context.options, ErrorPages(context)
    install_error_pages(application, pages)

    async def to_sign_in(request: Request, error: Exception) -> Response:
        return RedirectResponse(SIGN_IN, status_code=303)

    application.add_exception_handler(SignInNeeded, to_sign_in)
    larger = dict.fromkeys((visas_api.CHECK, visas_api.EXTRACT), visas_api.MOST_BYTES)
    larger[console_visas.VISAS] = options.max_draft_bytes
    larger[console_proofreading.ADDRESS] = options.max_upload_bytes
    application.add_middleware(BodyLimit, max_bytes=options.max_body_bytes, larger=larger, refuse=pages.refuse)
    application.add_middleware(
        RateLimit,
        reads=TokenBuckets(per_minute=options.reads_per_minute, burst=options.reads_burst),
        writes=TokenBuckets(per_minute=options.writes_per_minute, burst=options.writes_burst),
        pictures=TokenBuckets(per_minute=options.pictures_per_minute, burst=options.pictures_burst),
        trusted_proxies=options.trusted_proxies,
        clock=context.clock,
        refuse=pages.refuse,
    )
    application.add_middleware(PublicGzip)
    application.add_middleware(NoBareFailure, refuse=pages.refuse)
    application.add_middleware(DefaultHeaders, headers=default_headers(is_https=options.is_https))


def _describe_problems(application: FastAPI) -> None:
    """Put the form of a refusal in the OpenAPI document, in place of FastAPI's own."""
    generate = application.openapi

    def openapi() -> dict[str, object]:
        schema = generate()
        schemas = schema["components"]["schemas"]
        schemas["ProblemOut"] = ProblemOut.model_json_schema()
        for unused in ("HTTPValidationError", "ValidationError"):
            schemas.pop(unused, None)
        for path, methods in schema["paths"].items():
            for described in methods.values() if is_completion_path(path) else ():
                described["responses"].pop("422", None)  # these refusals are 400, as OpenAI's are
        return schema

    application.openapi = openapi  # type: ignore[method-assign]
