"""A completion as server-sent events of OpenAI's form: made already, or while a language model writes it.

A model's sentences come as they are verified. What they turn out to belong to follows: whom to ask, the sources, the
annotations. When the answer is another than what was streamed (the model failed midway), the stream says so and gives
the whole answer below: nothing that was sent can be taken back.
"""

import json
from collections.abc import Callable, Iterator, Sequence

from api.completion_schemas import AnnotationOut, CompletionOut, UrlCitationOut
from api.completion_text import CompletionText
from domain.answer import Answer, AnswerSentence, Citation
from prompts.catalogue import text

DONE = "data: [DONE]\n\n"


class CompletionStream:
    """The chunks of one stream, and what has been sent in it."""

    def __init__(self, identity: str, created: int, model: str, *, with_usage: bool) -> None:
        self._head: dict[str, object] = {
            "id": identity,
            "object": "chat.completion.chunk",
            "created": created,
            "model": model,
        }
        self._with_usage = with_usage
        self._sent: list[tuple[AnswerSentence, str]] = []

    def opening(self) -> str:
        """Who speaks."""
        return self._chunk({"role": "assistant", "content": ""})

    def said(self, sentence: AnswerSentence, citation: Citation) -> str:
        """A sentence as soon as it is verified, its lead above it and its number after."""
        piece = f"{sentence.lead}\n" if sentence.lead else ""
        piece += f"{sentence.text} [{citation.number}]\n\n"
        self._sent.append((sentence, piece))
        return self._chunk({"content": piece})

    def closing(self, completion: CompletionOut, pieces: Sequence[str]) -> Iterator[str]:
        """The rest of the text, its annotations, then how it ended."""
        for piece in pieces:
            yield self._chunk({"content": piece})
        annotations = completion.choices[0].message.annotations
        if annotations:
            yield self._chunk({"annotations": [annotation.model_dump(mode="json") for annotation in annotations]})
        yield self._chunk({}, "stop", metadata=completion.metadata.model_dump(mode="json"))
        if self._with_usage:
            yield _event(self._head | {"choices": [], "usage": completion.usage.model_dump(mode="json")})
        yield DONE

    def rest_of(
        self, answer: Answer, whole: CompletionText, annotate: Callable[[Citation, int, int], AnnotationOut]
    ) -> CompletionText:
        """What is still to be sent of ``whole``, the text of ``answer``: its end, or all if another was sent."""
        sent = sum(len(piece) for _, piece in self._sent)
        if not self._sent:
            return whole
        if [one.text for one, _ in self._sent] != [one.text for one in answer.sentences]:
            notice = text("completion.instead") + "\n\n"
            moved = [_moved(one, sent + len(notice)) for one in whole.annotations]
            return CompletionText(pieces=(notice, *whole.pieces), after=(), annotations=tuple(moved))
        cited = {citation.number: citation for citation in answer.citations}
        annotations, position = list[AnnotationOut](), 0
        for sentence, piece in self._sent:
            start = position + piece.index(sentence.text)
            if sentence.citation in cited:
                annotations.append(annotate(cited[sentence.citation], start, start + len(sentence.text)))
            position += len(piece)
        first, *others = whole.after
        return CompletionText(pieces=(first.lstrip("\n"), *others), after=(), annotations=tuple(annotations))

    def failed(self, words: str) -> str:
        """What ends a stream that broke: an error of OpenAI's form; nothing after it but the end."""
        error = {"message": words, "type": "server_error", "param": None, "code": None}
        return _event({"error": error}) + DONE

    def _chunk(self, delta: dict[str, object], finish_reason: str | None = None, **more: object) -> str:
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason, "logprobs": None}
        usage = {"usage": None} if self._with_usage else {}
        return _event(self._head | {"choices": [choice]} | usage | more)


def _moved(annotation: AnnotationOut, by: int) -> AnnotationOut:
    cited: UrlCitationOut = annotation.url_citation
    moved = cited.model_copy(update={"start_index": cited.start_index + by, "end_index": cited.end_index + by})
    return annotation.model_copy(update={"url_citation": moved})


def _event(body: dict[str, object]) -> str:
    """One event. JSON escapes line ends, so that the event holds on one line whatever a document says."""
    return f"data: {json.dumps(body, ensure_ascii=False)}\n\n"
