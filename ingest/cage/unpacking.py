"""Members of a container through the cage's pipe: told and cut in pieces by the worker, written to files by the parent.

The worker's lines are ``{"member": [path, reason, detail]}`` for each member, then ``{"piece": base64}`` for its bytes,
``{"broken": [reason, detail]}`` when they stop short, and ``{"end": true}`` or ``{"refusal": …}`` at the end.
"""

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from domain.document import FileReason
from ingest.archives.names import member_path
from ingest.cage.wire import encode_outcome
from ingest.sniffing import Form
from ingest.text import Limits, Refusal, Refused

_PIECE = 384 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """A member as the parent has it: its path in the container, and its bytes in a file, or why there are none."""

    path: str
    location: Path | None
    reason: FileReason | None = None
    detail: str = ""


def member_lines(form: Form, data: bytes, limits: Limits) -> Iterator[bytes]:
    """The worker's answer, line by line. Runs only in the cage."""
    from ingest.archives.members import members

    try:
        for member in members(form, data, limits):
            told = [member.path, member.reason.value if member.reason else None, member.detail]
            yield _line({"member": told})
            try:
                for piece in member.pieces:
                    for start in range(0, len(piece), _PIECE):
                        yield _line({"piece": base64.b64encode(piece[start : start + _PIECE]).decode()})
            except Refused as refusal:
                if refusal.reason is FileReason.ABNORMAL:
                    raise
                yield _line({"broken": [refusal.reason.value, refusal.detail]})
        yield _line({"end": True})
    except Refused as refusal:
        yield encode_outcome(Refusal(reason=refusal.reason, detail=refusal.detail))


def _line(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")


class Receiver:
    """Takes the worker's lines in the parent. The worker may lie: names are checked again, bytes are counted."""

    def __init__(self, folder: Path, limits: Limits, most_members: int, most_bytes: int) -> None:
        self._folder = folder
        self._limits = limits
        self._most_members = most_members
        self._left = most_bytes
        self._size = 0
        self.members: list[Unpacked] = []

    def take(self, line: bytes) -> Refusal | bool:
        """False while more is to come, True at the end, a Refusal when the container is given up.

        Raises ValueError, TypeError or KeyError on a line that makes no sense.
        """
        body = json.loads(line)
        if "piece" in body:
            return self._piece(base64.b64decode(body["piece"], validate=True))
        if "member" in body:
            path, reason, detail = body["member"]
            return self._member(str(path), None if reason is None else FileReason(reason), str(detail)[:300])
        if "broken" in body:
            reason, detail = body["broken"]
            self._spoil(FileReason(reason), str(detail)[:300])
            return False
        if "refusal" in body:
            reason, detail, _ = body["refusal"]
            return Refusal(reason=FileReason(reason), detail=str(detail)[:300])
        return bool(body["end"])

    def _member(self, path: str, reason: FileReason | None, detail: str) -> Refusal | bool:
        if len(self.members) >= self._most_members:
            return Refusal(reason=FileReason.ABNORMAL, detail=f"over {self._most_members} members")
        checked, is_safe = member_path(path)
        if not checked or not is_safe or checked != path:
            raise ValueError(f"a member named {path[:80]!r}")
        location = None if reason else self._folder / f"{len(self.members):05}"
        if location is not None:
            location.touch()
        self._size = 0
        self.members.append(Unpacked(path=path, location=location, reason=reason, detail=detail))
        return False

    def _piece(self, piece: bytes) -> Refusal | bool:
        if not self.members:
            raise ValueError("bytes of no member")
        location = self.members[-1].location
        self._size += len(piece)
        self._left -= len(piece)
        if self._left < 0:
            return Refusal(reason=FileReason.ABNORMAL, detail="more bytes than a container may hold")
        if location is None:
            return False  # of a member that was given up
        if self._size > self._limits.file_bytes:
            self._spoil(FileReason.TOO_LARGE, f"over {self._limits.file_bytes} bytes")
            return False
        with location.open("ab") as file:
            file.write(piece)
        return False

    def _spoil(self, reason: FileReason, detail: str) -> None:
        if not self.members:
            raise ValueError("no member to spoil")
        last = self.members[-1]
        if last.location is not None:
            last.location.unlink(missing_ok=True)
        self.members[-1] = replace(last, location=None, reason=reason, detail=detail)
