"""What each arm of search weighs in a commune: measured there for one embedding, or the weights of ``fusion.py``.

A file ``fusion.json`` in a commune's folder, or one for the installation, gives them; ``parvis model weights`` writes
it. It is read again when it changes, and counts only for an index made with the embedding that it names.
"""

import json
import logging
import math
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from domain.errors import BadInput
from domain.ids import CommuneSlug
from retriever.fusion import ARM_WEIGHTS

WEIGHTS_FILE = "fusion.json"

_LOG = logging.getLogger(__name__)
_Stamp = tuple[int, int]


class FusionWeights:
    """Weights by commune and embedding. ``files(commune)`` are looked at in order; the first that counts decides."""

    def __init__(self, files: Callable[[CommuneSlug], Sequence[Path]] = lambda _: ()) -> None:
        self._files = files
        self._read: dict[Path, tuple[_Stamp, tuple[str, Mapping[str, float]] | None]] = {}

    def of(self, commune: CommuneSlug, embedding: str | None) -> Mapping[str, float]:
        """Weights of each arm; those of ``fusion.py`` where no file gives any for this embedding."""
        for file in self._files(commune):
            found = self._content(file)
            if found is not None and found[0] == embedding:
                return found[1]
        return ARM_WEIGHTS

    def _content(self, file: Path) -> tuple[str, Mapping[str, float]] | None:
        """A file that cannot be used is told once, and is as if it were not there."""
        try:
            status = file.stat()
        except OSError:
            return None
        stamp = status.st_mtime_ns, status.st_size
        known = self._read.get(file)
        if known is None or known[0] != stamp:
            try:
                known = stamp, read_weights(file)
            except BadInput as error:
                _LOG.error("arms of search weigh as they come: %s", error)
                known = stamp, None
            self._read[file] = known
        return known[1]


def read_weights(file: Path) -> tuple[str, Mapping[str, float]]:
    """The embedding that a file names, and its weights. Raises BadInput naming what is wrong."""
    try:
        content = json.loads(file.read_text("utf-8"))
        embedding, weights = str(content["embedding"]), dict(content["weights"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BadInput(f'{file} is not of the form {{"embedding": …, "weights": {{…}}}} ({error!r})') from error
    is_number = {arm: isinstance(value, (int, float)) and math.isfinite(value) for arm, value in weights.items()}
    if weights.keys() != ARM_WEIGHTS.keys() or not all(is_number.values()):
        raise BadInput(f"{file}: weights must give a number for each of {', '.join(ARM_WEIGHTS)}, and for nothing else")
    if min(weights.values()) < 0 or not weights["words"]:
        raise BadInput(f"{file}: no weight may be negative, nor that of words 0: words answer when all else fails")
    return embedding, {arm: float(weights[arm]) for arm in ARM_WEIGHTS}


def write_weights(file: Path, embedding: str, weights: Mapping[str, float], measured: Mapping[str, object]) -> None:
    """Replace a file in one step; ``measured`` tells whoever reads it where the weights come from."""
    fresh = file.with_suffix(".new")
    content = {"embedding": embedding, "weights": dict(weights), "measured": dict(measured)}
    fresh.write_text(json.dumps(content, indent=2) + "\n", "utf-8")
    os.replace(fresh, file)
