"""An answer as plain text for another chat program: the documents' words, their numbers, whom to ask, the sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from answering.written_notes import written_when
from api.answer_view import source_address
from api.completion_schemas import AnnotationOut, UrlCitationOut
from api.other_language import other_language
from domain.answer import Answer, AnswerSentence, AnswerStatus, Citation
from domain.profile import Service
from prompts.catalogue import text


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionText:
    """``pieces`` joined are the content, each one worth showing as it comes; ``annotations`` point into the whole.

    ``after`` are those of ``pieces`` that follow the sentences: whom to ask, the sources, that a program speaks.
    """

    pieces: tuple[str, ...]
    after: tuple[str, ...]
    annotations: tuple[AnnotationOut, ...]

    @property
    def content(self) -> str:
        """The whole text."""
        return "".join(self.pieces)


def completion_text(answer: Answer, *, main_service: Service, site: str) -> CompletionText:
    """``site`` is the absolute address of the commune's pages, without a final ``/``."""
    cited = {citation.number: citation for citation in answer.citations}
    foreign = other_language(answer.question.text)
    pieces, annotations = (
        [f"{foreign.sentence}\n\n{answer.message}" if foreign else answer.message],
        list[AnnotationOut](),
    )
    if answer.understood_as and answer.understood_as != answer.question.text:
        pieces.append("\n\n" + text("completion.understood", question=answer.understood_as))
    position = sum(map(len, pieces))
    for number, run in groupby(answer.sentences, key=lambda sentence: sentence.citation):
        sentences = list(run)
        quoted = _quoted(sentences)
        piece = f"\n\n{quoted} [{number}]{_to_check(sentences)}"
        if number in cited:
            start = position + len("\n\n")
            annotations.append(annotation(cited[number], site, start, start + len(quoted)))
        pieces.append(piece)
        position += len(piece)
    after = list[str]()
    if answer.status is not AnswerStatus.SMALL_TALK:
        after.append("\n\n" + _service(answer.service or main_service))
    if answer.citations:
        after.append("\n\n" + _sources(answer.citations, site))
    after.append("\n\n" + text("completion.generated"))
    return CompletionText(pieces=(*pieces, *after), after=tuple(after), annotations=tuple(annotations))


def _quoted(sentences: Sequence[AnswerSentence]) -> str:
    """Sentences of one citation, word for word, each lead above what it leads to."""
    lines: list[str] = []
    for sentence in sentences:
        if sentence.lead:
            lines.append(("\n" if lines else "") + sentence.lead)
        lines.append(sentence.text)
    return "\n".join(lines)


def _to_check(sentences: Sequence[AnswerSentence]) -> str:
    figures = list(dict.fromkeys(figure for sentence in sentences for figure in sentence.to_check))
    return "\n" + text("completion.to_check", figures=", ".join(figures)) if figures else ""


def annotation(citation: Citation, site: str, start: int, end: int) -> AnnotationOut:
    """The characters from ``start`` to ``end`` of the content are proved by ``citation``."""
    return AnnotationOut(
        url_citation=UrlCitationOut(
            start_index=start,
            end_index=end,
            title=citation.title,
            url=source_address(site, citation),
            number=citation.number,
            page=citation.page,
        )
    )


def _service(service: Service) -> str:
    coordinates = (", ".join(service.address), service.phone, service.email)
    return "\n".join((text("completion.service", name=service.name), *filter(None, coordinates)))


def _sources(citations: Sequence[Citation], site: str) -> str:
    lines = [text("completion.sources")]
    for citation in citations:
        lines.append(_source(citation, site))
        lines += [f"    {note.text}" for note in citation.notes]
    return "\n".join(lines)


def _source(citation: Citation, site: str) -> str:
    day = citation.session_date
    return text(
        "completion.source",
        number=str(citation.number),
        title=citation.title,
        session=text("completion.session", day=f"{day:%d/%m/%Y}") if day else _written(citation),
        page=text("completion.page", page=str(citation.page)) if citation.page else "",
        scan=text("completion.scan") if citation.ocr_confidence is not None else "",
        address=source_address(site, citation),
    )


def _written(citation: Citation) -> str:
    """Of a document without a session: when it was written."""
    if citation.written_on is None:
        return ""
    return text("completion.written", when=written_when(citation.written_on, citation.written_evidence))
