"""The source page: a document's extracted text with the cited passage marked, and the document as received."""

import re
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.acts_view import acts_view
from api.answer_view import site_address
from api.context import CommuneServices
from api.document_view import page_window, passage_views
from api.originals import may_open_original, original_link
from api.page_pictures import Width, picture_response
from api.page_response import commune_of, local_now, page
from domain.document import Document, MediaType, Visibility
from domain.ids import DocumentId, PassageId

router = APIRouter(include_in_schema=False)
_DOCUMENT_ID = re.compile(r"d[0-9a-f]{16}")
_MAX_OFFSET = 10_000_000


def public_document(services: CommuneServices, document_id: str) -> Document | None:
    """The document when a resident may see it; None when there is none, or when it is not public."""
    if not _DOCUMENT_ID.fullmatch(document_id):
        return None
    document = services.documents.document(DocumentId(document_id))
    return document if document and document.visibility is Visibility.PUBLIC else None


@router.get("/documents/{document_id}")
def source_page(
    request: Request,
    document_id: str,
    passage: str = "",
    start: Annotated[int, Query(ge=0, le=_MAX_OFFSET)] = 0,
    end: Annotated[int, Query(ge=0, le=_MAX_OFFSET)] = 0,
    page_number: Annotated[int | None, Query(alias="page", ge=1, le=100_000)] = None,
) -> Response:
    """One page of the document (all of it where there are no pages), the passage marked from ``start`` to ``end``."""
    services = commune_of(request)
    document = public_document(services, document_id)
    if document is None:
        raise HTTPException(404)
    passages = services.documents.passages_of(document.id)
    cited = next((p for p in passages if p.id == passage), None)
    numbers = sorted({p.page for p in passages if p.page is not None})
    current = page_number or (cited.page if cited and cited.page else None) or (numbers[0] if numbers else None)
    shown = [p for p in passages if p.page == current] if numbers else list(passages)
    window = page_window(_pages_of(document, numbers), current) if current else ()
    is_pdf = document.media_type is MediaType.PDF and current is not None and current <= (document.page_count or 0)
    values: dict[str, object] = {
        "document": document,
        "has_picture": is_pdf and may_open_original(services, document),
        "views": passage_views(
            shown, title=document.title, cited=PassageId(passage) if cited else None, start=start, end=end
        ),
        "cited": cited,
        "is_missing_passage": bool(passage) and cited is None,
        "page_number": current,
        "window": window,
        "span": (start, end),
        "is_from_ocr": any(p.is_from_ocr for p in shown),
        "to_check": list(dict.fromkeys(p.text[a:b].strip() for p in shown for a, b in p.doubtful)),
        "acts": acts_view(
            document.id,
            services.acts.read(),
            local_now(request, services).date(),
            page=cited.page if cited else None,
            offset=cited.start + start if cited else -1,
        ),
        "original": original_link(services, document, current),
        "on_site": site_address(document.address, current),
    }
    return page(request, services, "source.html", values)


@router.get("/documents/{document_id}/images/{page_number}")
def page_picture(
    request: Request,
    document_id: str,
    page_number: int,
    width: Annotated[Width, Query(alias="largeur")] = Width.READING,
) -> Response:
    """The picture of a page of a public PDF; none where names are masked and the commune does not link originals."""
    services = commune_of(request)
    document = public_document(services, document_id)
    if document is None or not may_open_original(services, document):
        raise HTTPException(404)
    return picture_response(request, services, document, page_number, width)


def _pages_of(document: Document, numbers: list[int]) -> list[int]:
    """Every page of the document, those without text too: a scan among them is still a page."""
    return list(range(1, document.page_count + 1)) if document.page_count else numbers
