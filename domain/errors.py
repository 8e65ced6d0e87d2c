"""What is broken, as opposed to what may happen (a status, a state, a finding).

ParvisError
├── BadInput             the caller gave something that cannot be used
│   ├── UnknownCommune
│   ├── UnreadableSource
│   ├── TooManyRemovals
│   ├── BadProfile
│   ├── BadQuestions
│   └── IdempotencyConflict
├── AlreadyRunning       another process owns the data
├── ServerUnreachable    the data is owned by a server that does not answer
├── IndexUnavailable     no usable index for a commune, or no answer from what keeps it
├── ModelUnavailable     a model's files are missing or damaged
│   └── ModelFailed      a language model's endpoint gave no usable answer
├── StorageUnavailable   database locked, unreadable or newer than this version
└── DiskFull

A message names the thing, the value and the remedy, in English: operators read it.
What residents and agents read is in ``prompts/``; ``docs/errors.md`` is the whole table.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from domain.language_model import ModelFault


class ParvisError(Exception):
    """Ancestor of every error that this product raises on purpose."""


class BadInput(ParvisError):
    """The caller gave something that cannot be used; nothing was changed."""


class UnknownCommune(BadInput):
    """No commune of that name, slug or code is known here."""


class UnreadableSource(BadInput):
    """The folder or file to ingest does not exist or cannot be read."""


class TooManyRemovals(BadInput):
    """A complete run would remove more than a fifth of a source; it asks for ``--yes``."""


class BadProfile(BadInput):
    """``commune.toml`` is not valid."""


class BadQuestions(BadInput):
    """A file of questions is not readable JSON Lines of the documented form."""


class IdempotencyConflict(BadInput):
    """An Idempotency-Key was used again with another body."""


class AlreadyRunning(ParvisError):
    """A second server was started on the same data folder."""


class ServerUnreachable(ParvisError):
    """A server owns the data folder but does not answer on its local socket."""


class IndexUnavailable(ParvisError):
    """A commune's index is missing or damaged and no former one can serve, or the server that keeps it is down."""


class ModelUnavailable(ParvisError):
    """An embedding, reranker or language model cannot be used: files missing or damaged, its extra not installed."""


class ModelFailed(ModelUnavailable):
    """A language model's endpoint gave no usable answer; the answer without a model is served.

    ``retry_after_s`` is how long the endpoint asks to be left alone, None when it does not say.
    """

    def __init__(self, fault: "ModelFault", told: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(told)
        self.fault = fault
        self.retry_after_s = retry_after_s


class StorageUnavailable(ParvisError):
    """A database is locked, unreadable, or was written by a newer version."""


class DiskFull(ParvisError):
    """No room left to write; nothing half-written remains."""
