"""A mail server on a port of this machine that takes mails, or fails at a chosen point."""

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from enum import StrEnum


class Fault(StrEnum):
    NONE = "none"
    SLOW = "slow"
    """Greets after longer than anyone waits."""
    DIES_AFTER_TAKING = "dies_after_taking"
    """Has the whole mail, and is gone before it says so."""
    DIES_AT_FAREWELL = "dies_at_farewell"
    BUSY = "busy"
    """421 at the greeting's next word."""
    GREYLISTS = "greylists"
    REFUSES_READER = "refuses_reader"
    REFUSES_WORDS = "refuses_words"
    REFUSES_SENDER = "refuses_sender"
    REFUSES_PASSWORD = "refuses_password"
    NO_STARTTLS = "no_starttls"
    GARBAGE = "garbage"


SLOW_S = 3.0


@dataclass
class SmtpStandIn:
    """Keeps what it was given, in order. ``context`` turns STARTTLS on; ``is_tls`` TLS from the first byte."""

    fault: Fault = Fault.NONE
    context: ssl.SSLContext | None = None
    is_tls: bool = False
    taken: list[EmailMessage] = field(default_factory=list)
    readers: list[str] = field(default_factory=list)
    in_clear: list[str] = field(default_factory=list)
    connections: int = 0
    is_over: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listening.getsockname()[1])
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.taken]

    def close(self) -> None:
        self.is_over.set()
        with contextlib.suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        self.thread.join(5)

    def _serve(self) -> None:
        while not self.is_over.is_set():
            try:
                connection, _ = self.listening.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._talk_safely, args=(connection,), daemon=True).start()

    def _talk_safely(self, connection: socket.socket) -> None:
        connection.settimeout(10)
        with contextlib.suppress(OSError, ValueError), contextlib.ExitStack() as closing:
            closing.callback(connection.close)
            if self.is_tls and self.context:
                connection = self.context.wrap_socket(connection, server_side=True)
                closing.callback(connection.close)
            self._talk(connection, closing)

    def _talk(self, connection: socket.socket, closing: contextlib.ExitStack) -> None:
        reading, is_safe = closing.enter_context(connection.makefile("rb")), self.is_tls
        if self.fault is Fault.SLOW:
            self.is_over.wait(SLOW_S)

        def say(line: str) -> None:
            connection.sendall(line.encode() + b"\r\n")

        say("\x00\xff" if self.fault is Fault.GARBAGE else "220 ready")
        while line := reading.readline():
            verb, rest = line[:4].upper(), line[4:].decode("utf-8", "replace").strip()
            if not is_safe:
                self.in_clear.append(line.decode("utf-8", "replace").strip())
            if verb == b"EHLO":
                offers = ["here", "AUTH PLAIN"]
                if self.context and not is_safe and self.fault is not Fault.NO_STARTTLS:
                    offers.append("STARTTLS")
                for offer in offers[:-1]:
                    say(f"250-{offer}")
                say(f"250 {offers[-1]}")
            elif verb == b"STAR" and self.context:
                say("220 go")
                reading.close()
                connection = self.context.wrap_socket(connection, server_side=True)
                closing.callback(connection.close)
                reading, is_safe = closing.enter_context(connection.makefile("rb")), True
            elif verb == b"AUTH":
                say("535 no" if self.fault is Fault.REFUSES_PASSWORD else "235 yes")
            elif verb == b"MAIL":
                answers = {Fault.BUSY: "421 closing", Fault.REFUSES_SENDER: "550 not from you"}
                say(answers.get(self.fault, "250 ok"))
            elif verb == b"RCPT":
                answers = {Fault.GREYLISTS: "451 later", Fault.REFUSES_READER: "550 nobody <secret@there.example>"}
                self.readers.append(rest)
                say(answers.get(self.fault, "250 ok"))
            elif verb == b"DATA":
                say("354 go")
                lines: list[bytes] = []
                while (part := reading.readline()) not in (b".\r\n", b""):
                    lines.append(part[1:] if part.startswith(b"..") else part)
                if self.fault is Fault.REFUSES_WORDS:
                    say("554 spam")
                    continue
                message = message_from_bytes(b"".join(lines), policy=default)
                assert isinstance(message, EmailMessage)
                self.taken.append(message)
                if self.fault is Fault.DIES_AFTER_TAKING:
                    return
                say("250 taken")
            elif verb == b"QUIT":
                if self.fault is not Fault.DIES_AT_FAREWELL:
                    say("221 bye")
                return
            else:
                say("250 ok")


@contextlib.contextmanager
def smtp_server(
    fault: Fault = Fault.NONE, *, context: ssl.SSLContext | None = None, is_tls: bool = False
) -> Iterator[SmtpStandIn]:
    """A server for the duration of the block."""
    server = SmtpStandIn(fault=fault, context=context, is_tls=is_tls)
    try:
        yield server
    finally:
        server.close()


def becomes(holds: Callable[[], bool], *, limit_s: float = 30.0) -> bool:
    """Whether ``holds()`` becomes true."""
    end = time.monotonic() + limit_s
    while not holds():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
