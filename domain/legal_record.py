"""What a source of law gives to a base: files of articles and texts, and their removal.

Readers make them, stores keep them.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePlace:
    """Where DILA keeps a file: one id may lie in two folders, the later ``written_at`` (seconds) counts.

    ``folder`` is the kind of folder and the text that it belongs to (``code_en_vigueur/LEGITEXT000006070633``).
    """

    folder: str
    legi_id: str
    written_at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedLink:
    """A link of an article to another article or text. ``kind`` is a word such as ``CONCORDANCE``; never a citation.

    ``is_undergone``: the article is what the link's verb was done to (« modifié par »). ``target`` is the other's key.
    """

    kind: str
    is_undergone: bool
    target: str
    target_id: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedArticle:
    """One version of an article as its file gives it; ``code`` is a short name, or the key of a law or decree."""

    place: FilePlace
    code: str
    number: str
    start: date
    end: date | None
    state_word: str
    article_id: str
    heading: str
    changed_by: str
    text: str
    links: tuple[RecordedLink, ...] = ()
    text_digest: str = ""
    """Given where the text itself is not; computed from it otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedText:
    """One version of a law, an ordinance, a decree, an order or a code, by its key."""

    place: FilePlace
    key: str
    title: str
    signed_on: date | None
    start: date
    end: date | None
    state_word: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What a list of suppressions removes: one file (``legi_id``), or all of the folders that begin with ``folder``.

    ``part`` narrows a folder to its ``article`` or ``texte`` files; empty for both.
    """

    folder: str
    legi_id: str = ""
    part: str = ""


Record = RecordedArticle | RecordedText
