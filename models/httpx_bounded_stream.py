"""Holds a streamed response to the time and size that its request allows, whatever it sends.

A read timeout counts from the last byte: an endpoint that sends one byte a second would never be late. Proxies of the
environment stay in use, since only the response is touched.
"""

from collections.abc import Iterator
from time import monotonic

import httpx

LONGEST_BYTES = 4_000_000
"""Of one response: a thousand tokens, each in an event of 300 bytes, take a tenth of it."""


def bound_stream(response: httpx.Response) -> None:
    """An httpx response hook: from now on its body ends with ReadTimeout when the request's read timeout is over."""
    allowed_s = response.request.extensions.get("timeout", {}).get("read")
    if allowed_s is not None and isinstance(response.stream, httpx.SyncByteStream):
        response.stream = _Bounded(response.stream, monotonic() + allowed_s)


class _Bounded(httpx.SyncByteStream):
    def __init__(self, stream: httpx.SyncByteStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def __iter__(self) -> Iterator[bytes]:
        received = 0
        for part in self._stream:
            received += len(part)
            if monotonic() > self._until:
                raise httpx.ReadTimeout("the response was still coming after its time")
            if received > LONGEST_BYTES:
                raise httpx.ReadError(f"the response is longer than {LONGEST_BYTES} bytes")
            yield part

    def close(self) -> None:
        self._stream.close()
