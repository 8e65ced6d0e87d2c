"""Against a local stand-in that has the form of each documented server; no test asserts a duration."""

import logging
from collections.abc import Iterator

import pytest

from domain.errors import ModelFailed
from domain.language_model import Message, ModelFault, ModelUse, Role
from eval.model_endpoint import Endpoint, Fault, Shape, standing_endpoint
from models.llamaindex_openai_like import LlamaIndexOpenAILike

ASKED = (Message(role=Role.SYSTEM, text="Règles"), Message(role=Role.USER, text="Combien coûte la cantine ?"))
WRITTEN = "Le repas coûte 3,85 €. [1]"


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    with standing_endpoint() as standing:
        standing.text = WRITTEN
        yield standing


def client(endpoint: Endpoint, key: str = "") -> LlamaIndexOpenAILike:
    return LlamaIndexOpenAILike(endpoint.url, "mistral-small", key)


def written_by(model: LlamaIndexOpenAILike, timeout_s: float = 20.0) -> tuple[str, ModelUse | None]:
    pieces = list(model.stream(ASKED, max_tokens=300, timeout_s=timeout_s))
    return "".join(piece.text for piece in pieces), next((p.use for p in reversed(pieces) if p.use), None)


def fault_of(endpoint: Endpoint, timeout_s: float = 20.0) -> ModelFailed:
    with pytest.raises(ModelFailed) as failed:
        written_by(client(endpoint), timeout_s)
    return failed.value


@pytest.mark.parametrize("shape", Shape)
def test_each_documented_server_is_read_with_its_text_and_its_count_of_tokens(endpoint: Endpoint, shape: Shape) -> None:
    endpoint.shape, endpoint.key = shape, "cle-de-la-commune"
    text, use = written_by(client(endpoint, "cle-de-la-commune"))
    assert (text, use) == (WRITTEN, ModelUse(prompt_tokens=812, completion_tokens=41))


def test_the_request_says_what_is_asked_and_nothing_that_varies(endpoint: Endpoint) -> None:
    written_by(client(endpoint))
    body = endpoint.received[0]
    assert [(m["role"], m["content"]) for m in body["messages"]] == [(m.role.value, m.text) for m in ASKED]
    assert (body["model"], body["temperature"], body["max_tokens"], body["stream"]) == ("mistral-small", 0, 300, True)
    assert set(body) == {"messages", "model", "temperature", "max_tokens", "stream", "stream_options"}


def test_a_server_that_refuses_to_count_tokens_when_asked_is_not_asked_again(endpoint: Endpoint) -> None:
    endpoint.shape = Shape.MISTRAL
    model = client(endpoint)
    written_by(model)
    written_by(model)
    assert ["stream_options" in body for body in endpoint.received] == [True, False, False]


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (Fault.BUSY, ModelFault.BUSY),
        (Fault.ERROR_500, ModelFault.DOWN),
        (Fault.UNAUTHORISED, ModelFault.REFUSED),
        (Fault.REDIRECTION, ModelFault.REFUSED),
        (Fault.CUT_BY_LENGTH, ModelFault.TRUNCATED),
        (Fault.CUT_CONNECTION, ModelFault.TRUNCATED),
        (Fault.LAST_WORD, ModelFault.TRUNCATED),
        (Fault.HTML_PAGE, ModelFault.GARBLED),
        (Fault.OTHER_JSON, ModelFault.GARBLED),
        (Fault.NOT_JSON, ModelFault.GARBLED),
        (Fault.ERROR_INSIDE, ModelFault.DOWN),
    ],
)
def test_each_failure_is_told_apart(endpoint: Endpoint, fault: Fault, told: ModelFault) -> None:
    endpoint.fault = fault
    assert fault_of(endpoint).fault is told


@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.DRIP, Fault.SLOW_WRITER])
def test_a_server_that_keeps_one_waiting_is_left_when_time_is_over(endpoint: Endpoint, fault: Fault) -> None:
    endpoint.fault = fault
    assert fault_of(endpoint, timeout_s=0.3).fault is ModelFault.SLOW


def test_no_server_at_all_is_told_as_down() -> None:
    with standing_endpoint() as standing:
        gone = client(standing)
    with pytest.raises(ModelFailed) as failed:
        written_by(gone)
    assert failed.value.fault is ModelFault.DOWN


def test_no_question_and_no_key_is_ever_logged(endpoint: Endpoint, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        written_by(client(endpoint, "cle-de-la-commune"))
        endpoint.fault = Fault.ERROR_500
        fault_of(endpoint)
    assert "cantine" not in caplog.text
    assert "cle-de-la-commune" not in caplog.text


def test_a_failure_never_repeats_what_the_server_wrote_back(endpoint: Endpoint) -> None:
    endpoint.fault = Fault.ERROR_500
    assert "Internal server error" not in str(fault_of(endpoint))


def test_a_reader_who_leaves_ends_the_call(endpoint: Endpoint) -> None:
    endpoint.text, endpoint.pause_s = "mot " * 400, 0.005
    pieces = client(endpoint).stream(ASKED, max_tokens=300, timeout_s=20)
    next(pieces)
    pieces.close()
    waits = (endpoint.stopped.wait(0.02) for _ in range(400))
    assert any(endpoint.broken_off or next(waits, True) for _ in range(400))
    assert (endpoint.broken_off, endpoint.calls) == (1, 1)
