"""Containers of a source → their members, files of the source like any other: « mail.eml/annexe.pdf ».

A container that has not changed is not opened again: what is known of its members still holds. Its members' bytes are
kept as originals under their digests, so that the rest of the run reads them as it reads files of the folder.
"""

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from domain.document import FileReason, FileRecord, FileState
from domain.ports import OriginalStore
from ingest.cage.pool import Cage, CageRequest
from ingest.cage.unpacking import Receiver, Unpacked
from ingest.folder import SeenFile, look_at
from ingest.office.bounded_zip import MOST_BYTES, MOST_ENTRIES
from ingest.reader_version import READER_VERSION
from ingest.sniffing import CONTAINERS, Form, sniff
from ingest.sources.looking import trusted_bytes
from ingest.text import WORKER, Refusal

# « archive.zip/dossier.zip/acte.pdf » is the deepest that is opened.
_DEEPEST = 2


def with_members(
    seen: Sequence[SeenFile],
    first: Mapping[str, str],
    known: Mapping[str, FileRecord],
    cage: Cage,
    originals: OriginalStore,
    now: datetime,
    *,
    reread: bool = False,
) -> list[SeenFile]:
    """The files of the folder, then the members of its containers.

    ``first`` gives, for a digest, the path that stands for it: a copy of a container is not opened a second time.
    ``known`` are the records of the source's last run. ``reread`` opens containers that have not changed too.
    """
    expansion = _Expansion(known=known, cage=cage, originals=originals, now=now, reread=reread)
    files: list[SeenFile] = []
    members: list[SeenFile] = []
    for file in seen:
        is_copy = first.get(file.digest, file.path) != file.path
        own, *inside = [file] if is_copy else expansion.expand(file)
        files.append(own)
        members += inside
    # Members last: of the same bytes in the folder and in a mail, the folder's file is the one that answers.
    return [*files, *members]


def opened_archive(file: SeenFile, cage: Cage) -> Refusal:
    """What a run says of an archive by itself: how many files it holds, or why it cannot be opened. Keeps nothing."""
    with tempfile.TemporaryDirectory(prefix="parvis-members-", ignore_cleanup_errors=True) as folder:
        receiver = Receiver(Path(folder), cage.limits, MOST_ENTRIES, MOST_BYTES)
        refusal = cage.unpack(CageRequest(path=file.location, form=Form.ZIP), receiver)
    if refusal is not None:
        return refusal
    told = _opened(file, Form.ZIP, len(receiver.members))
    return Refusal(reason=told.reason, detail=told.problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Expansion:
    """What stays the same while containers are opened."""

    known: Mapping[str, FileRecord]
    cage: Cage
    originals: OriginalStore
    now: datetime
    reread: bool

    def expand(self, file: SeenFile) -> list[SeenFile]:
        """The file, and its members when it is a container."""
        if not _is_container(file):
            return [file]
        former = self.known.get(file.path)
        if former is not None and not self.reread and _still_holds(former, file):
            members = self._former_members(file)
            if members or (members is not None and former.reason is not FileReason.UNPACKED):
                return [_as_settled(file, former), *members]
        return list(self._open(file, depth=1, left=MOST_BYTES))

    def _former_members(self, file: SeenFile) -> list[SeenFile] | None:
        """What is known of the members; None when bytes of one are lost, so that the container must be opened again."""
        members = []
        for path in sorted(path for path in self.known if path.startswith(f"{file.path}/")):
            record = self.known[path]
            location = self.originals.path(record.digest) if record.digest else None
            if location is not None:
                trusted = trusted_bytes(record, self.now)
                member = look_at(path, location, location.parent, self.cage.limits.file_bytes, trusted)
                members.append(_as_settled(member, record))
            elif record.digest and record.size_bytes:
                return None
            else:
                members.append(_as_recorded(record, file.location))
        return members

    def _open(self, file: SeenFile, depth: int, left: int) -> Iterator[SeenFile]:
        form = sniff(file.path, file.first_bytes()).form
        with tempfile.TemporaryDirectory(prefix="parvis-members-", ignore_cleanup_errors=True) as folder:
            receiver = Receiver(Path(folder), self.cage.limits, MOST_ENTRIES, left)
            self.originals.put(file.digest, file.location)
            kept = self.originals.path(file.digest) or file.location
            refusal = self.cage.unpack(CageRequest(path=kept, form=form), receiver)
            if refusal is not None:
                # A mail is read for its text all the same, and tells its own trouble.
                yield file if form is Form.MAIL else replace(file, problem=refusal.detail or "-", reason=refusal.reason)
                return
            inner = [self._member(file, member) for member in receiver.members]
            yield _opened(file, form, len(inner))
            for member in inner:
                left -= member.size_bytes
                yield from self._nested(member, depth, left)

    def _nested(self, member: SeenFile, depth: int, left: int) -> Iterator[SeenFile]:
        form = None if member.problem else sniff(member.path, member.head).form
        if form not in CONTAINERS or (depth >= _DEEPEST and form is Form.MAIL):
            yield member
        elif depth >= _DEEPEST or left <= 0:
            yield replace(member, problem="an archive inside an archive", reason=FileReason.NESTED_TOO_DEEP)
        else:
            yield from self._open(member, depth + 1, left)

    def _member(self, container: SeenFile, member: Unpacked) -> SeenFile:
        """A member as a file of the source; its bytes are kept now, for they are nowhere else."""
        path = f"{container.path}/{member.path}"
        if member.location is None:
            reason = member.reason or FileReason.UNREADABLE
            return _refused(path, container.location, reason, member.detail or reason.value)
        file = look_at(path, member.location, member.location.parent, self.cage.limits.file_bytes)
        if file.problem or not file.size_bytes:
            return file
        self.originals.put(file.digest, file.location)
        return replace(file, location=self.originals.path(file.digest) or file.location)


def _is_container(file: SeenFile) -> bool:
    return not file.problem and bool(file.digest) and sniff(file.path, file.first_bytes()).form in CONTAINERS


def _still_holds(former: FileRecord, file: SeenFile) -> bool:
    """Whether the container was opened, or refused for what it is, with the same bytes."""
    if former.digest != file.digest or former.duplicate_of is not None or former.detail.startswith(WORKER):
        return False
    if former.reader_version < READER_VERSION or former.reason is FileReason.UNREADABLE:
        return False
    return former.state is FileState.INDEXED or former.reason not in (FileReason.UNSUPPORTED, FileReason.MISLABELLED)


def _as_settled(file: SeenFile, record: FileRecord) -> SeenFile:
    """An archive that is not opened again keeps what was said of it."""
    if file.problem or record.reason is None or sniff(file.path, file.first_bytes()).form is not Form.ZIP:
        return file
    return replace(file, problem=record.detail or "-", reason=record.reason)


def _opened(file: SeenFile, form: Form, count: int) -> SeenFile:
    """An archive says nothing itself; a mail is read like any document."""
    if form is Form.MAIL:
        return file
    reason = FileReason.UNPACKED if count else FileReason.EMPTY
    return replace(file, problem=f"{count} files", reason=reason)


def _as_recorded(record: FileRecord, container: Path) -> SeenFile:
    """A member that left no bytes: its record is all that there is."""
    reason = record.reason or FileReason.UNREADABLE
    seen = _refused(record.path, container, reason, record.detail)
    return replace(seen, digest=record.digest, size_bytes=record.size_bytes)


def _refused(path: str, location: Path, reason: FileReason, detail: str) -> SeenFile:
    return SeenFile(
        path=path, location=location, digest="", size_bytes=0, head=b"", problem=detail or "-", reason=reason
    )
