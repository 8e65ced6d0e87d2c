"""When the original of a document may be opened: what is masked here is not masked in it."""

from api.answer_view import original_address
from api.context import CommuneServices
from domain.document import Document


def may_open_original(services: CommuneServices, document: Document) -> bool:
    """Always where nothing is masked; else when the commune's policy links originals (``[masking] originals``)."""
    return not document.masked_count or services.profile.masking.originals


def original_link(services: CommuneServices, document: Document, page: int | None) -> str | None:
    """The address of the original at a page; None when residents may not open it."""
    return original_address(document.id, document.commune, page) if may_open_original(services, document) else None
