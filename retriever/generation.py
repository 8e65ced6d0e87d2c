"""How the indexes of a commune lie on disk, and which of them serves.

    <commune folder>/index/<visibility>/
        current              one line: the name of the generation that serves; replaced atomically
        build.lock           held while an index is built
        last                 the highest generation number ever given
        00000007/            a generation: one whole index, never written again once sealed
            owner.lock       held by the process that builds or serves it
            vocabulary.json  how many passages hold each stem
            words.txt        the words that misspelt questions are corrected to
            shard/           what Qdrant Edge writes
            sealed.json      written last: the sizes of all of these; without it the generation is a leftover

Locks are the kernel's (``flock``): they end with the process that holds them, however it ends.
"""

import base64
import errno
import fcntl
import json
import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path

from domain.document import Visibility
from domain.errors import AlreadyRunning, DiskFull, IndexUnavailable
from retriever.corpus_words import CorpusWords

SHARD = "shard"
SPOOL = "spool"
"""Where a build keeps what it was given until it is done; gone from a sealed generation."""

FORMAT = 2
"""Rises when what is indexed or how it is written changes; an index of another format must be rebuilt."""

_CURRENT = "current"
_LAST = "last"
_SEAL = "sealed.json"
_VOCABULARY = "vocabulary.json"
_WORDS = "words.txt"
_OWNER = "owner.lock"
_BUILD = "build.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """How many passages an index holds, how many of them hold each stem, and the embedding of its dense arm, if any.

    ``words`` are those that misspelt questions are corrected to.
    ``crowding``: how near that embedding puts unrelated texts; None without one, or where it was not noted.
    """

    passages: int
    holding: Mapping[str, int]
    embedding: str | None = None
    words: CorpusWords = field(default_factory=CorpusWords, compare=False)
    crowding: float | None = None


def scope_folder(commune_folder: Path, visibility: Visibility) -> Path:
    """Where the indexes of that visibility lie. Raises IndexUnavailable for one that has none."""
    return commune_folder / "index" / indexed_name(visibility)


def indexed_name(visibility: Visibility) -> str:
    """What the indexes of a visibility are called. Only ``public`` and ``interne`` have any: IndexUnavailable."""
    if visibility not in (Visibility.PUBLIC, Visibility.INTERNE):
        raise IndexUnavailable(f"documents marked {visibility.value!r} are never indexed; search public or interne")
    return visibility.value


def current_name(folder: Path) -> str | None:
    """Name of the generation that serves; None when nothing was ever built."""
    try:
        return (folder / _CURRENT).read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return None


def make_current(folder: Path, name: str) -> None:
    """Let the generation ``name`` serve from now on; after a power cut either the former or this one does."""
    pending = folder / f"{_CURRENT}.new"
    with pending.open("w", encoding="ascii") as file:
        file.write(name + "\n")
        file.flush()
        os.fsync(file.fileno())
    pending.replace(folder / _CURRENT)
    _sync_folder(folder)


def candidates(folder: Path) -> list[str]:
    """Names of the generations that may serve, best first: the current one, then former sealed ones, newest first."""
    current = current_name(folder)
    if current is None:
        return []
    former = [name for name in _names(folder) if name < current and (folder / name / _SEAL).exists()]
    return [current, *reversed(former)]


def new_generation(folder: Path) -> Path:
    """An empty folder named after all the others, so that names sort by age.

    A name is never given twice: the child of a build that was killed may live on for a moment, and must not write into
    the folder of the build that follows.
    """
    last = max([*_names(folder), current_name(folder) or "0", _last_given(folder)], key=int)
    name = f"{int(last) + 1:08d}"
    _write(folder / _LAST, name)
    generation = folder / name
    generation.mkdir()
    return generation


def _last_given(folder: Path) -> str:
    try:
        name = (folder / _LAST).read_text(encoding="ascii").strip()
    except (FileNotFoundError, UnicodeDecodeError):
        return "0"
    return name if name.isdigit() else "0"


def remove_older(folder: Path, name: str) -> None:
    """Delete the generations before ``name``."""
    for other in _names(folder):
        if other < name:
            shutil.rmtree(folder / other, ignore_errors=True)


def sweep(folder: Path) -> None:
    """Delete what does not serve and that no process holds: leftovers of killed builds, generations passed over."""
    current = current_name(folder)
    for name in _names(folder):
        if name == current:
            continue
        try:
            lock = hold(folder / name)
        except AlreadyRunning:
            continue
        shutil.rmtree(folder / name, ignore_errors=True)
        lock.close()


def seal(generation: Path, vocabulary: Vocabulary, words: Sequence[str] = ()) -> None:
    """Declare a generation whole: everything on disk, its sizes noted, nothing to be written any more.

    ``words`` are the lines of its ``CorpusWords``.
    """
    _write(generation / _VOCABULARY, vocabulary_as_json(vocabulary))
    _write(generation / _WORDS, "".join(words))
    sizes = {
        path.relative_to(generation).as_posix(): path.stat().st_size
        for path in sorted(generation.rglob("*"))
        if path.is_file() and path.name != _OWNER
    }
    _write(generation / _SEAL, json.dumps({"format": FORMAT, "sizes": sizes}))
    _sync_folder(generation)


def vocabulary_of(generation: Path) -> Vocabulary:
    """Check a generation against its seal and read its vocabulary. Raises IndexUnavailable."""
    try:
        sealed = json.loads((generation / _SEAL).read_text(encoding="utf-8"))
        if sealed["format"] != FORMAT:
            raise IndexUnavailable(f"the search index in {generation} is of another version; {_remedy(generation)}")
        for name, size in sealed["sizes"].items():
            # A file cut short would kill the process (SIGBUS) when its mapping is read, not raise.
            if (generation / name).stat().st_size < size:
                raise IndexUnavailable(f"{generation / name} is cut short; {_remedy(generation)}")
        with (generation / _WORDS).open(encoding="utf-8") as words:
            return vocabulary_from_json((generation / _VOCABULARY).read_text(encoding="utf-8"), words)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        told = f"the search index in {generation} is damaged ({error}); {_remedy(generation)}"
        raise IndexUnavailable(told) from error


def current_vocabulary(commune_folder: Path, visibility: Visibility) -> Vocabulary | None:
    """That of the generation that serves, or should; None when nothing was ever built. Raises IndexUnavailable."""
    folder = scope_folder(commune_folder, visibility)
    name = current_name(folder)
    return None if name is None else vocabulary_of(folder / name)


def _remedy(generation: Path) -> str:
    return f"rebuild it: parvis model reindex --commune {generation.absolute().parents[2].name}"


def vocabulary_as_json(vocabulary: Vocabulary) -> str:
    """A vocabulary as it is kept beside its passages, in a file or on a server: one line, its words apart."""
    content: dict[str, object] = {"passages": vocabulary.passages, "holding": dict(vocabulary.holding)}
    if vocabulary.embedding is not None:
        content |= {"embedding": vocabulary.embedding, "crowding": vocabulary.crowding}
    return json.dumps(content, ensure_ascii=False)


def vocabulary_from_json(text: str, words: Iterable[str] = ()) -> Vocabulary:
    """What ``vocabulary_as_json`` wrote, with the lines of its words.

    Raises ValueError, KeyError, TypeError, AttributeError when it did not.
    """
    content = json.loads(text)
    return Vocabulary(
        passages=content["passages"],
        holding=content["holding"],
        embedding=content.get("embedding"),
        crowding=content.get("crowding"),
        words=CorpusWords(words),
    )


def packed(vocabulary: Vocabulary, words: Sequence[str] = ()) -> str:
    """A vocabulary as it is kept on a server: its JSON, then the lines of its words; compressed, in base 64."""
    text = "".join((vocabulary_as_json(vocabulary), "\n", *words))
    return base64.b64encode(zlib.compress(text.encode())).decode()


def unpacked(text: str) -> Vocabulary:
    """What ``packed`` wrote. Raises ValueError, KeyError, TypeError, AttributeError, zlib.error when it did not."""
    content, _, words = zlib.decompress(base64.b64decode(text)).decode().partition("\n")
    return vocabulary_from_json(content, words.splitlines())


def hold(generation: Path) -> TextIOWrapper:
    """Own a generation until the file given back is closed. Raises AlreadyRunning."""
    return _locked(
        generation / _OWNER,
        f"the search index in {generation} is open in another process; stop the server that owns this data folder,"
        " or send it the command instead",
    )


@contextmanager
def building(folder: Path) -> Iterator[None]:
    """Be the only one who builds an index of this scope; makes the folder. Raises AlreadyRunning, DiskFull."""
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = _locked(folder / _BUILD, f"an index is being built in {folder}; try again when that is done")
        with lock:
            yield


@contextmanager
def disk_errors(folder: Path) -> Iterator[None]:
    """Let a full disk be told apart: OSError of that kind becomes DiskFull."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            message = f"no room to write the search index in {folder}; free some space and build it again"
            raise DiskFull(message) from error
        raise


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.is_dir() and path.name.isdigit())


def _locked(path: Path, refusal: str) -> TextIOWrapper:
    file = path.open("a", encoding="ascii")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        file.close()
        raise AlreadyRunning(refusal) from error
    return file


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
