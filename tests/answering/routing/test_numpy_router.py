from pathlib import Path

import numpy as np
import pytest

from answering.routing.heard import heard
from answering.routing.numpy_router import WEIGHTS_FILE, parts_of, read_router, write_weights
from answering.routing.traits import BUCKETS, traits
from domain.errors import BadInput
from models.static_embedding import StaticEmbedding

OUTPUTS = ("emergency", "small_talk")


def written(file: Path, text: str, weight: float = 20.0) -> None:
    """Weights under which the traits of ``text`` alone speak, for both outputs."""
    words = np.zeros((BUCKETS, 2), dtype=np.float32)
    words[list(traits(heard(text)))] = weight
    meaning = np.zeros((StaticEmbedding().dimensions, 2), dtype=np.float32)
    write_weights(file, OUTPUTS, words, meaning, np.full(2, -10.0, dtype=np.float32))


def test_what_was_written_is_read(tmp_path: Path) -> None:
    written(tmp_path / "r.npz", "noyade")
    router = read_router(tmp_path / "r.npz")
    assert router.shares("noyade")["emergency"] > 0.99
    assert router.shares("horaires du marché")["emergency"] < 0.01


def test_one_cry_in_a_long_letter_is_a_cry_and_one_thanks_is_not_small_talk(tmp_path: Path) -> None:
    written(tmp_path / "r.npz", "un enfant se noie", weight=4.0)
    letter = (
        "Bonjour, je vous demande les tarifs de la cantine, de la garderie et du centre aéré pour mes deux garçons"
        " inscrits depuis septembre à l'école élémentaire du bourg. Un enfant se noie. Avec mes remerciements."
    )
    shares = read_router(tmp_path / "r.npz").shares(letter)
    assert shares["emergency"] > 0.9
    assert shares["small_talk"] < 0.5


def test_a_short_message_is_weighed_whole() -> None:
    assert len(parts_of(heard("bonjour. au revoir."))) == 1


@pytest.mark.parametrize("content", [b"", b"not weights", None])
def test_weights_that_cannot_be_read_are_told_with_their_remedy(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "r.npz"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadInput, match="fit_routing --write"):
        read_router(file)


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "r.npz"
    flat = np.zeros((10, 2), dtype=np.float32)
    write_weights(file, OUTPUTS, flat, flat, np.zeros(2, dtype=np.float32))
    with pytest.raises(BadInput, match="not int8"):
        read_router(file)


def test_the_weights_that_ship_are_small() -> None:
    assert WEIGHTS_FILE.stat().st_size < 300_000
