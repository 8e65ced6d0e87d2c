"""A document page by page: its picture, and beside it what was read from it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.console_session import SignedIn, console_page, signed_in
from api.context import context_of
from api.document_view import page_window
from api.inspection_view import page_view
from api.page_pictures import Width, picture_response
from domain.document import Document, MediaType
from domain.ids import DocumentId
from ingest.inspection.model import InspectedPage, Inspection

router = APIRouter(include_in_schema=False)


@router.get("/console/documents/{document_id}/lecture")
def what_is_read(
    request: Request,
    document_id: str,
    page_number: Annotated[int, Query(alias="page", ge=1, le=100_000)] = 1,
) -> Response:
    """One page as this version reads it now; public or not, since agents look after all documents of their commune."""
    signed = signed_in(request)
    document = _document(signed, document_id)
    original = signed.services.originals.path(document.digest)
    if original is None:
        raise HTTPException(404)
    seen = context_of(request).reader.inspect(document, original)
    page = _page(seen, page_number)
    count = seen.page_count or len(seen.pages)
    values: dict[str, object] = {
        "document": document,
        "seen": seen,
        "view": page_view(seen, page) if page else None,
        "page_number": page.number if page else None,
        "page_count": count,
        "window": page_window(range(1, count + 1), page.number) if page and page.number else (),
        "has_picture": seen.media_type is MediaType.PDF and page is not None,
        "current": "documents",
    }
    return console_page(request, signed, "console_inspection.html", values)


@router.get("/console/documents/{document_id}/images/{page_number}")
def page_picture(
    request: Request,
    document_id: str,
    page_number: int,
    width: Annotated[Width, Query(alias="largeur")] = Width.READING,
) -> Response:
    """The picture of a page, for the agents of the commune."""
    signed = signed_in(request)
    document = _document(signed, document_id)
    return picture_response(request, signed.services, document, page_number, width)


def _document(signed: SignedIn, document_id: str) -> Document:
    """The document of the agent's own commune. Raises 404."""
    document = signed.services.documents.document(DocumentId(document_id))
    if document is None:
        raise HTTPException(404)
    return document


def _page(seen: Inspection, number: int) -> InspectedPage | None:
    """The page of that number, the only one of a document without pages, None when nothing could be opened."""
    if not seen.pages:
        return None
    found = next((page for page in seen.pages if page.number == number), None)
    if found is None and seen.pages[0].number is not None:
        raise HTTPException(404)
    return found or seen.pages[0]
