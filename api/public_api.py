"""``/v1``: questions, requests and documents as JSON."""

from dataclasses import asdict
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Header, Request
from starlette.responses import FileResponse, Response

from answering.answer_json import answer_as_json
from answering.services import service_for
from api.answer_view import source_address
from api.context import CommuneServices, context_of
from api.error_pages import PROBLEM, Problem
from api.exchange import ask
from api.originals import may_open_original, original_link
from api.other_language import other_language
from api.page_response import local_now
from api.pages_document import public_document
from api.pages_request import follow_up_address
from api.problem_sentences import request_sentences
from api.question_input import question_problem
from api.schemas import (
    AnswerOut,
    DocumentOut,
    IdempotencyKey,
    LinksOut,
    PassageOut,
    QuestionIn,
    ReceiptService,
    RequestIn,
    RequestOut,
)
from api.security_headers import ORIGINAL_POLICY, PDF_POLICY
from domain.answer import Answer
from domain.document import Document, MediaType
from domain.errors import IdempotencyConflict
from domain.profile import Service
from domain.request import Contact, RequestDraft
from handoff import desk
from handoff.steps import acknowledge_sent
from handoff.typed_text import clean_line

_PROBLEM_SCHEMA = {"schema": {"$ref": "#/components/schemas/ProblemOut"}}


def _refusals(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """OpenAPI's description of refusals: always a problem, in French."""
    shared = {"description": "Refus, en français", "content": {PROBLEM: _PROBLEM_SCHEMA}}
    return dict.fromkeys((400, 404, 413, 422, 429, 500, 503, *statuses), shared)


router = APIRouter(prefix="/v1", tags=["public"], responses=_refusals())


@router.post("/questions", response_model=AnswerOut)
def ask_question(request: Request, body: QuestionIn) -> dict[str, Any]:
    """Answer a question from the commune's documents, with the passages that say so.

    Every outcome is a ``status`` with code 200; another code means that the question was not put.
    """
    services, options = _commune(request, body.commune), context_of(request).options
    asked = clean_line(body.question)
    problem = question_problem(asked, was_empty=not body.question.strip())
    if problem:
        raise Problem(422, problem, limit=str(desk.LONGEST_QUESTION))
    history = [q for q in map(clean_line, body.history) if q]
    if len(history) > options.history_questions or any(len(q) > desk.LONGEST_QUESTION for q in history):
        raise Problem(422, "history_too_long", limit=str(options.history_questions))
    answer = ask(request, services, asked, history)
    return _with_links(services, answer, answer_as_json(answer, version=options.version))


@router.post("/requests", response_model=RequestOut, status_code=201, responses=_refusals(409))
def send_request(
    request: Request,
    body: RequestIn,
    idempotency_key: Annotated[IdempotencyKey, Header()],
) -> RequestOut:
    """Hand a request to a person. The same key and body give the same receipt; another body with it is refused."""
    services, options = _commune(request, body.commune), context_of(request).options
    service = _service(services, body.service, body.question)
    draft = RequestDraft(
        commune=services.profile.slug,
        service=service.slug,
        message=body.message,
        question=body.question,
        answer_shown=body.answer_shown,
        contact=Contact(name=body.contact.name, email=body.contact.email, phone=body.contact.phone),
    )
    now = local_now(request, services)
    try:
        sent = desk.send_request(services.requests, services.profile, draft, idempotency_key=idempotency_key, at=now)
    except IdempotencyConflict:
        raise Problem(409, "idempotency_conflict") from None
    if isinstance(sent, desk.RequestProblems):
        raise Problem(422, "as_is", sentence=" ".join(request_sentences(sent.by_field).values()))
    kept = acknowledge_sent(services.requests, sent.request, at=now)
    base = f"/c/{services.profile.slug}"
    return RequestOut(
        reference=sent.request.reference,
        secret=sent.secret,
        follow_up=follow_up_address(options.base_url, base, sent.request.reference, sent.secret),
        state=kept.state,
        sent_at=sent.request.sent_at,
        service=ReceiptService(
            slug=service.slug,
            name=service.name,
            address=list(service.address),
            phone=service.phone,
            email=service.email,
        ),
    )


@router.get("/documents/{document_id}", response_model=DocumentOut)
def document(request: Request, document_id: str, commune: str | None = None) -> DocumentOut:
    """A public document: what is known of it, and its extracted text as passages."""
    services = _commune(request, commune)
    found = _document(services, document_id)
    passages = [
        PassageOut(
            id=p.id,
            page=p.page,
            heading_path=list(p.heading_path),
            context=list(p.context),
            text=p.text,
            start=p.start,
            end=p.end,
        )
        for p in services.documents.passages_of(found.id)
    ]
    return DocumentOut(
        id=found.id,
        commune=found.commune,
        source=found.source,
        path=found.path,
        title=found.title,
        media_type=found.media_type,
        page_count=found.page_count,
        session_date=found.session_date,
        written_on=found.written_on,
        written_evidence=found.written_evidence,
        read_at=found.read_at,
        address=found.address,
        passages=passages,
        links=LinksOut(
            page=f"/c/{found.commune}/documents/{found.id}",
            original=original_link(services, found, None),
        ),
    )


_ORIGINAL_TYPES: dict[str, Any] = {media_type.value: {} for media_type in MediaType}


@router.get(
    "/documents/{document_id}/original",
    response_class=Response,
    responses={200: {"description": "Le fichier tel que reçu", "content": _ORIGINAL_TYPES}},
)
def original(request: Request, document_id: str, commune: str | None = None) -> Response:
    """The bytes as received. A PDF is shown; anything else is saved, so that nothing foreign runs on this site."""
    services = _commune(request, commune)
    found = _document(services, document_id)
    if not may_open_original(services, found):
        raise Problem(404, "original_names_people")
    path = services.originals.path(found.digest)
    if path is None:
        raise Problem(404, "unknown_document")
    is_pdf = found.media_type is MediaType.PDF
    file_name = found.path.rsplit("/", 1)[-1]
    disposition = f"{'inline' if is_pdf else 'attachment'}; filename*=UTF-8''{quote(file_name, safe='')}"
    headers = {
        "content-disposition": disposition,
        "content-security-policy": PDF_POLICY if is_pdf else ORIGINAL_POLICY,
        "cache-control": "private, max-age=300",
        "referrer-policy": "no-referrer",
    }
    return FileResponse(path, media_type=found.media_type.value, headers=headers)


def _commune(request: Request, slug: str | None) -> CommuneServices:
    communes = context_of(request).communes
    services = communes.default() if slug is None else communes.get(slug)
    if services is None:
        raise Problem(404, "unknown_commune")
    return services


def _service(services: CommuneServices, slug: str | None, about: str) -> Service:
    if slug is None:
        return service_for(about, services.profile)
    for service in services.profile.services:
        if service.slug == slug:
            return service
    raise Problem(422, "unknown_service")


def _document(services: CommuneServices, document_id: str) -> Document:
    found = public_document(services, document_id)
    if found is None:
        raise Problem(404, "unknown_document")
    return found


def _with_links(services: CommuneServices, answer: Answer, form: dict[str, Any]) -> dict[str, Any]:
    """The answer's form, each citation with the addresses of its document, and the sentence in another language."""
    base = f"/c/{answer.question.commune}"
    cited = services.documents.documents_by_id(sorted({citation.document_id for citation in answer.citations}))
    for written, citation in zip(form["citations"], answer.citations, strict=True):
        document = cited.get(citation.document_id)
        written["links"] = {
            "page": source_address(base, citation),
            "original": original_link(services, document, citation.page) if document else None,
        }
    foreign = other_language(answer.question.text)
    form["other_language"] = asdict(foreign) if foreign else None
    return form
