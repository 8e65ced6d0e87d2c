"""Whether an answer helped: a form under each answer, kept without anything that tells who sent it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from api.context import CommuneServices, context_of
from api.origin_check import refuse_foreign_form
from api.page_response import FRAGMENT_HEADER, base_of, commune_of, local_now, page
from api.pages_document import public_document
from domain.answer import AnswerStatus
from domain.feedback import Feedback, FeedbackReason
from domain.ids import DocumentId
from handoff.desk import LONGEST_QUESTION
from handoff.typed_text import clean_line

router = APIRouter(include_in_schema=False)
_YES, _NO = "oui", "non"
_MOST_DOCUMENTS = 20


@router.get("/avis")
def no_feedback(request: Request) -> Response:
    """An address typed or kept: back to the empty page."""
    return RedirectResponse(f"{base_of(request.scope)}/", status_code=303)


@router.post("/avis", dependencies=[Depends(refuse_foreign_form)])
def give_feedback(
    request: Request,
    avis: Annotated[str, Form()] = "",
    statut: Annotated[str, Form()] = "",
    motif: Annotated[str, Form()] = "",
    document: Annotated[list[str] | None, Form()] = None,
    garder: Annotated[str, Form()] = "",
    history: Annotated[list[str] | None, Form()] = None,
    cadre: Annotated[str, Form()] = "",
) -> Response:
    """Keep an opinion and give thanks, a page or a piece of one. Raises 422 for what our form does not send.

    The last of ``history`` is the question answered: it is kept only when the person ticked the box, and goes back to
    the page so that the conversation goes on.
    """
    services = commune_of(request)
    asked = [q for q in map(clean_line, history or []) if q and len(q) <= LONGEST_QUESTION]
    asked = asked[-context_of(request).options.history_questions :]
    if avis not in (_YES, _NO) or statut not in set(AnswerStatus) or (motif and motif not in set(FeedbackReason)):
        raise HTTPException(422)
    is_helpful = avis == _YES
    feedback = Feedback(
        on=local_now(request, services).date(),
        is_helpful=is_helpful,
        status=AnswerStatus(statut),
        reason=FeedbackReason(motif) if motif and not is_helpful else None,
        documents=_cited(services, document or []),
        question=asked[-1] if asked and garder == "1" and not is_helpful else "",
    )
    services.feedback.add(feedback)
    is_fragment = FRAGMENT_HEADER in request.headers
    values: dict[str, object] = {
        "is_helpful": is_helpful,
        "history": asked,
        "framed": cadre == "1",
        "error": None,
        "draft": "",
        "current": "chat",
    }
    return page(request, services, "_thanks.html" if is_fragment else "thanks.html", values)


def _cited(services: CommuneServices, ids: list[str]) -> tuple[DocumentId, ...]:
    """Those that are public documents of the commune, once each: the form may have been tampered with."""
    known = dict.fromkeys(i for i in ids[:_MOST_DOCUMENTS] if public_document(services, i) is not None)
    return tuple(DocumentId(document) for document in known)
