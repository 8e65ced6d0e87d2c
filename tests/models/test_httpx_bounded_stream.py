from collections.abc import Iterator

import httpx
import pytest

from models.httpx_bounded_stream import LONGEST_BYTES, bound_stream


class Endless(httpx.SyncByteStream):
    """Sends without end and notes that it was closed."""

    def __init__(self, part: bytes) -> None:
        self._part = part
        self.is_closed = False

    def __iter__(self) -> Iterator[bytes]:
        while True:
            yield self._part

    def close(self) -> None:
        self.is_closed = True


def read(stream: Endless, *, allowed_s: float) -> None:
    transport = httpx.MockTransport(lambda _: httpx.Response(200, stream=stream))
    with (
        httpx.Client(transport=transport, event_hooks={"response": [bound_stream]}, timeout=allowed_s) as client,
        client.stream("POST", "http://endpoint.example") as response,
    ):
        for _ in response.iter_raw():
            pass


def test_a_body_that_comes_byte_by_byte_ends_with_its_time() -> None:
    stream = Endless(b".")
    with pytest.raises(httpx.ReadTimeout):
        read(stream, allowed_s=0.05)
    assert stream.is_closed


def test_a_body_without_end_stops_at_a_size() -> None:
    with pytest.raises(httpx.ReadError, match=str(LONGEST_BYTES)):
        read(Endless(b"x" * 1_000_000), allowed_s=60)
