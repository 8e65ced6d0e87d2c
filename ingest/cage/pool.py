"""The cage: files are read in worker processes with limits, replaced when they are worn, slow or dead.

A worker has no handle but its pipes, writes no file, keeps no secret in its environment, and answers in JSON. When it
dies the file gets a reason, and a PDF a second try without pdfium; the other files do not notice.
Network access is not taken from it: that needs privileges which an ordinary account lacks (the systemd unit may).
"""

import contextlib
import json
import os
import queue
import selectors
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType

from domain.document import FileReason
from ingest.cage.confinement import ROOT, clean_environment
from ingest.cage.wire import decode_outcome
from ingest.sniffing import Form
from ingest.text import Limits, Outcome, Refusal

# 2,000,000 characters with their places make about 30 MB; past this a worker is not answering but flooding.
_LONGEST_ANSWER = 96_000_000
# A worker starts in 0.2 s; on a machine that is short of everything it may take a while, which is not the file's time.
_LONGEST_START_S = 60
# pdfium ends its process with one of these when it cannot get memory.
_OUT_OF_MEMORY_SIGNALS = {signal.SIGTRAP, signal.SIGILL, signal.SIGABRT, signal.SIGKILL}


WORKER = "the worker"
"""How the detail of a refusal begins when the file's worker, and not the file, was seen to fail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CageRequest:
    """One file to read: where its bytes are and what they look like. PDF, HTML, Markdown or text."""

    path: Path
    form: Form


class Cage:
    """A pool of workers. Thread-safe; use as a context manager, or call ``close``."""

    def __init__(self, workers: int = 2, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self.workers = workers
        self._idle: queue.SimpleQueue[_Worker | None] = queue.SimpleQueue()
        for _ in range(workers):
            self._idle.put(None)  # started when first needed
        self._alive: set[_Worker] = set()
        self._is_closing = False
        self._threads = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="cage")

    def __enter__(self) -> "Cage":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the workers at once. Files being read are given up."""
        self._is_closing = True
        for alive in list(self._alive):
            alive.stop()
        self._threads.shutdown(wait=True, cancel_futures=True)
        for _ in range(self.workers):
            worker = self._idle.get()
            if worker:
                self._retire(worker)

    def read(self, request: CageRequest) -> Outcome:
        """The outcome for one file, whatever it does to its worker."""
        outcome, died = self._once(request, pdfium=True)
        is_slow = isinstance(outcome, Refusal) and outcome.reason is FileReason.TOO_SLOW
        if died and request.form is Form.PDF and not is_slow and not self._is_closing:
            again, _ = self._once(request, pdfium=False)
            outcome = again if not isinstance(again, Refusal) else outcome
        return outcome

    def read_all(self, requests: Iterable[CageRequest]) -> Iterator[Outcome]:
        """Outcomes in the order of the requests, a few files ahead of the caller."""
        ahead: deque[Future[Outcome]] = deque()
        for request in requests:
            ahead.append(self._threads.submit(self.read, request))
            if len(ahead) > 3 * self.workers:
                yield ahead.popleft().result()
        while ahead:
            yield ahead.popleft().result()

    def _once(self, request: CageRequest, pdfium: bool) -> tuple[Outcome, bool]:
        worker = self._idle.get()
        try:
            if worker is None:
                worker = _Worker(self.limits)
                self._alive.add(worker)
            outcome, died = worker.ask(request, pdfium)
            if died or worker.is_worn:
                self._retire(worker)
                worker = None
            return outcome, died
        except BaseException:
            if worker is not None:
                self._retire(worker)
                worker = None
            raise
        finally:
            self._idle.put(worker)

    def _retire(self, worker: "_Worker") -> None:
        self._alive.discard(worker)
        worker.end()


class _Worker:
    """One process and its pipe."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._read = 0
        self._says_worn = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "ingest.cage.worker", json.dumps(asdict(limits))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=clean_environment(),
            cwd=ROOT,
            close_fds=True,
            start_new_session=True,
        )
        self._buffer = b""
        self._is_ready = False

    @property
    def is_worn(self) -> bool:
        """Whether it should be replaced before the next file."""
        return self._says_worn or self._read >= self._limits.files_per_worker

    def stop(self) -> None:
        """Kill it; whoever waits for its answer is told that it died."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    def end(self) -> None:
        """Kill it, close its pipes and wait."""
        self.stop()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                with contextlib.suppress(OSError):
                    pipe.close()
        self._process.wait()

    def ask(self, request: CageRequest, pdfium: bool) -> tuple[Outcome, bool]:
        """The outcome, and whether the worker died or had to be killed."""
        self._read += 1
        asked = {"path": str(request.path), "form": request.form.value, "pdfium": pdfium}
        try:
            assert self._process.stdin is not None
            self._process.stdin.write(json.dumps(asked).encode() + b"\n")
            self._process.stdin.flush()
        except OSError:
            return self._death(), True
        if not self._is_ready and not self._line(time.monotonic() + _LONGEST_START_S):
            return self._death(), True
        self._is_ready = True
        deadline = time.monotonic() + self._limits.base_s
        while True:
            line = self._line(deadline)
            if line is None:
                self._process.kill()
                return Refusal(reason=FileReason.TOO_SLOW, detail=f"{WORKER} was stopped"), True
            if not line:
                return self._death(), True
            if line.startswith(b'{"pages":'):
                deadline += self._limits.page_s * min(int(json.loads(line)["pages"]), self._limits.pages)
                continue
            try:
                outcome = decode_outcome(line)
            except (ValueError, TypeError, KeyError):
                return Refusal(reason=FileReason.DAMAGED, detail=f"{WORKER}'s answer makes no sense"), True
            after = self._line(time.monotonic() + 5)
            self._says_worn = not after or b"true" in after
            return outcome, False

    def _line(self, deadline: float) -> bytes | None:
        """The next line; empty when the worker has ended, None when the time is up or the line too long."""
        assert self._process.stdout is not None
        pieces = [self._buffer]
        length = len(self._buffer)
        with selectors.DefaultSelector() as selector:
            selector.register(self._process.stdout, selectors.EVENT_READ)
            while b"\n" not in pieces[-1]:
                left = deadline - time.monotonic()
                if left <= 0 or length > _LONGEST_ANSWER or not selector.select(left):
                    return None
                piece = os.read(self._process.stdout.fileno(), 1 << 20)
                if not piece:
                    return b""
                pieces.append(piece)
                length += len(piece)
        line, _, self._buffer = b"".join(pieces).partition(b"\n")
        return line

    def _death(self) -> Outcome:
        code = self._process.wait()
        if -code in _OUT_OF_MEMORY_SIGNALS:
            return Refusal(reason=FileReason.TOO_MUCH_MEMORY, detail=f"{WORKER} died of signal {-code}")
        return Refusal(reason=FileReason.DAMAGED, detail=f"{WORKER} ended with {code}")
