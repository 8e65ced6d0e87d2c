"""The picture of a document's page as a response. Whoever calls has decided that the document may be seen."""

from enum import IntEnum

from fastapi import Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.context import CommuneServices, context_of
from domain.document import Document, MediaType
from ingest.cage.pictures import Picture
from ingest.inspection.album import WIDTHS, Busy

_BUSY_S = 5


class Width(IntEnum):
    """How wide a picture may be asked for, in pixels."""

    READING, CLOSE = WIDTHS


def picture_response(
    request: Request, services: CommuneServices, document: Document, page_number: int, width: Width
) -> Response:
    """The page in WebP. Raises 404 when there is no such page or it cannot be drawn, 503 when too many are being drawn.

    The browser keeps it but asks each time whether it may still show it: a document may be withdrawn.
    """
    if document.media_type is not MediaType.PDF or not 1 <= page_number <= (document.page_count or 0):
        raise HTTPException(404)
    headers = {"cache-control": "private, no-cache", "etag": f'"{document.digest[:32]}-{page_number}-{width.value}"'}
    if request.headers.get("if-none-match") == headers["etag"]:
        return Response(status_code=304, headers=headers)
    original = services.originals.path(document.digest)
    if original is None:
        raise HTTPException(404)
    drawn = context_of(request).reader.picture(document, original, page=page_number, width=width.value)
    if isinstance(drawn, Busy):
        raise HTTPException(503, headers={"retry-after": str(_BUSY_S)})
    if not isinstance(drawn, Picture):
        raise HTTPException(404)
    return Response(drawn.content, media_type="image/webp", headers=headers)
