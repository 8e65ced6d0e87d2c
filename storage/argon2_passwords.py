"""Passwords as argon2id hashes (RFC 9106), few at a time."""

import threading
import unicodedata

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

MEMORY_KIB = 19_456
PASSES = 2
LANES = 1
"""OWASP's second choice: 0.10 s a hash on 2 cores, where the library's 64 MiB and 3 passes took 0.4 s."""

HASHES_AT_ONCE = 2
"""At most 40 MB and two cores, however many people try passwords."""


class Argon2Passwords:
    """Hashes and checks passwords; callers beyond ``HASHES_AT_ONCE`` wait their turn."""

    def __init__(self) -> None:
        """Ready at once; nothing is hashed yet."""
        self._hasher = PasswordHasher(time_cost=PASSES, memory_cost=MEMORY_KIB, parallelism=LANES, type=Type.ID)
        self._turns = threading.BoundedSemaphore(HASHES_AT_ONCE)

    def hash(self, password: str) -> str:
        """The PHC string of a password, with its own random salt."""
        with self._turns:
            return self._hasher.hash(_typed_anywhere(password))

    def is_right(self, password: str, kept: str | None) -> bool:
        """Whether this is the password; without a kept hash, False after the same work."""
        if kept is None:
            self.hash(password)
            return False
        with self._turns:
            try:
                return self._hasher.verify(kept, _typed_anywhere(password))
            except (VerificationError, InvalidHashError):
                return False


def _typed_anywhere(password: str) -> bytes:
    """One form for what different keyboards send for the same key: ``é``, or ``e`` and an accent."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
