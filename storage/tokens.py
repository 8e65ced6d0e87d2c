"""Secrets that people hold (links, cookies, follow-up addresses), and the key that some are derived from.

Only digests of them are kept in a database: whoever reads a backup opens nothing.
"""

import hashlib
import hmac
import os
import secrets
from base64 import urlsafe_b64encode
from pathlib import Path

from domain.errors import StorageUnavailable
from storage.sqlite_errors import disk_full

TOKEN_BYTES = 32
"""256 bits: 43 characters once written for an address."""


def new_token() -> str:
    """A random secret of 256 bits, safe in an address and a cookie."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def derived_token(key: bytes, *parts: str) -> str:
    """A secret of 256 bits that the same key and parts always give, and that nobody without the key can guess."""
    message = b"\0".join(hashlib.sha256(part.encode()).digest() for part in parts)
    digest = hmac.digest(key, message, "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def token_digest(token: str) -> str:
    """What is kept of a secret: SHA-256, hexadecimal. Enough, because the secrets themselves are random."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def installation_key(path: Path) -> bytes:
    """The installation's own random key, created once, readable by its owner only.

    It stays out of the database on purpose, and belongs in the backups: without it a sent request cannot be given
    back to a client that asks again with the same Idempotency-Key. Raises StorageUnavailable or DiskFull.
    """
    try:
        if not path.exists():
            _create_key(path)
        key = path.read_bytes()
    except OSError as error:
        raise disk_full(path, error) or StorageUnavailable(f"{path} cannot be used: {error.strerror}") from error
    if len(key) != TOKEN_BYTES:
        raise StorageUnavailable(f"{path} must hold {TOKEN_BYTES} bytes, it holds {len(key)}: restore it from a backup")
    return key


def _create_key(path: Path) -> None:
    """Write a whole key beside, then give it its name unless another process was first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(secrets.token_bytes(TOKEN_BYTES))
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(partial, path)
        except FileExistsError:
            return
    finally:
        partial.unlink(missing_ok=True)
