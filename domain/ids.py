"""Identifiers, each its own type so that mypy refuses to mix them up."""

from typing import NewType

CommuneSlug = NewType("CommuneSlug", str)
"""ASCII name of a commune in paths and URLs, for instance ``montreval-sur-cisse``."""

SourceName = NewType("SourceName", str)
"""Name of a folder or site of one commune, unique within that commune."""

DocumentId = NewType("DocumentId", str)
"""``d`` and 16 hexadecimal digits of SHA-256 over commune, source and first path: a file that moves keeps its id."""

PassageId = NewType("PassageId", str)
"""Document id, eight digits of the original's digest, ordinal: ``d0123456789abcdef-89abcdef-0004``."""

AccountId = NewType("AccountId", int)
RunId = NewType("RunId", int)
"""Number of a run over a source, rising in its commune."""

RequestReference = NewType("RequestReference", str)
"""What a resident reads and says on the phone: ``MONT-2026-00042-K7``."""
