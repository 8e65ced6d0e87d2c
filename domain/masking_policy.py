"""What a commune has decided about the visibility of its files and the masking of persons (``commune.toml``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from domain.document import Visibility
from domain.ids import SourceName


@dataclass(frozen=True, slots=True, kw_only=True)
class VisibilityRule:
    """Files whose path in the source, or ``source/path``, matches one of the patterns have this visibility."""

    paths: tuple[str, ...]
    visibility: Visibility


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskingPolicy:
    """Names and files that the commune itself has judged.

    ``keep`` are never masked (someone who agreed, a person of local history), ``mask`` always are. Files of
    ``unmasked_paths`` show every name (a page of the council). ``parcels`` masks a parcel named with its owner.
    ``originals`` links the original of a document in which something is masked.
    """

    keep: tuple[str, ...] = ()
    mask: tuple[str, ...] = ()
    unmasked_paths: tuple[str, ...] = ()
    parcels: bool = False
    originals: bool = False


NO_POLICY = MaskingPolicy()
"""What holds when ``commune.toml`` says nothing: residents are masked, and originals that name them are not linked."""


def ruled_visibility(rules: Sequence[VisibilityRule], source: SourceName, path: str) -> Visibility | None:
    """The visibility of the last rule that names the file, as in a ``.gitignore``; None when none does."""
    ruled = [rule.visibility for rule in rules if is_named(rule.paths, source, path)]
    return ruled[-1] if ruled else None


def is_named(patterns: Sequence[str], source: SourceName, path: str) -> bool:
    """Whether a pattern matches the path in the source, or ``source/path``."""
    return any(fnmatchcase(name, pattern) for pattern in patterns for name in (path, f"{source}/{path}"))
