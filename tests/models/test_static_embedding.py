import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from domain.errors import ModelUnavailable
from models.static_embedding import DIGESTS_FILE, FRENCH, TOKENIZER_FILE, VECTORS_FILE, StaticEmbedding
from tests.models.small_model import small_model

Array = NDArray[Any]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_model(tmp_path / "small")
    return tmp_path / "small"


def test_vectors_have_length_one_and_the_model_s_dimensions(folder: Path) -> None:
    model = StaticEmbedding(folder)
    vectors = model.embed(["La cantine", "le cimetière de l'école"])
    assert vectors.shape == (2, model.dimensions) == (2, 8)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-6)


@pytest.mark.parametrize("text", ["", "   ", "。。。", "\u200b"])
def test_a_text_without_a_known_piece_has_no_direction(folder: Path, text: str) -> None:
    assert StaticEmbedding(folder).embed_question(text) == [0.0] * 8


def test_accents_and_capitals_change_nothing(folder: Path) -> None:
    model = StaticEmbedding(folder)
    assert model.embed_question("DECHETERIE") == model.embed_question("déchèterie")


def test_a_passage_leans_towards_its_title(folder: Path) -> None:
    model = StaticEmbedding(folder)
    title = np.array(model.embed_question("cimetière"))
    with_title, without = model.embed_passages([("cimetière", "la cantine"), ("", "la cantine")])
    assert title @ np.array(with_title) > title @ np.array(without)


def test_a_model_is_named_by_what_its_files_hold(tmp_path: Path, folder: Path) -> None:
    small_model(tmp_path / "other" / "small", dimensions=4)
    again = tmp_path / "again" / "small"
    small_model(again)
    assert StaticEmbedding(folder).name == StaticEmbedding(again).name
    assert StaticEmbedding(folder).name != StaticEmbedding(tmp_path / "other" / "small").name


def test_a_model_travels_to_another_process_by_its_folder(folder: Path) -> None:
    model = StaticEmbedding(folder)
    model.embed_question("cantine")
    travelled = pickle.loads(pickle.dumps(model))
    assert len(pickle.dumps(model)) < 1_000
    assert travelled.embed_question("cantine") == model.embed_question("cantine")


def rewrite(folder: Path, change: Callable[[Array, Array], tuple[Array, Array]]) -> None:
    """Change a model's numbers without its digests, which older models lack."""
    (folder / DIGESTS_FILE).unlink()
    with np.load(folder / VECTORS_FILE) as stored:
        vectors, scales = change(stored["vectors"], stored["scales"])
    with (folder / VECTORS_FILE).open("wb") as file:
        np.savez_compressed(file, vectors=vectors, scales=scales)


@pytest.mark.parametrize("has_digests", [True, False])
@pytest.mark.parametrize("file", [VECTORS_FILE, TOKENIZER_FILE])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"{}"])
def test_a_damaged_model_says_which_file_to_put_back(
    folder: Path, file: str, content: bytes, has_digests: bool
) -> None:
    if not has_digests:
        (folder / DIGESTS_FILE).unlink()
    (folder / file).write_bytes(content)
    with pytest.raises(ModelUnavailable, match=file):
        StaticEmbedding(folder).embed(["cantine"])


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.99])
def test_a_model_cut_short_is_told(folder: Path, kept: float) -> None:
    (folder / DIGESTS_FILE).unlink()
    whole = (folder / VECTORS_FILE).read_bytes()
    (folder / VECTORS_FILE).write_bytes(whole[: int(len(whole) * kept)])
    with pytest.raises(ModelUnavailable, match=VECTORS_FILE):
        StaticEmbedding(folder).embed(["cantine"])


def test_bytes_spoiled_inside_the_vectors_are_told(folder: Path) -> None:
    (folder / DIGESTS_FILE).unlink()
    content = bytearray((folder / VECTORS_FILE).read_bytes())
    content[200:260] = bytes(60)
    (folder / VECTORS_FILE).write_bytes(content)
    with pytest.raises(ModelUnavailable, match=VECTORS_FILE):
        StaticEmbedding(folder).embed(["cantine"])


def test_a_word_piece_changed_in_the_tokenizer_is_refused_by_its_digest(folder: Path) -> None:
    file = folder / TOKENIZER_FILE
    file.write_text(file.read_text("utf-8").replace('"cantine"', '"cantinf"'), "utf-8")
    with pytest.raises(ModelUnavailable, match=rf"{TOKENIZER_FILE} is not the file that {DIGESTS_FILE} names"):
        StaticEmbedding(folder).embed(["cantine"])


def test_scales_that_are_no_numbers_are_refused(folder: Path) -> None:
    rewrite(folder, lambda vectors, scales: (vectors, np.full_like(scales, np.nan)))
    with pytest.raises(ModelUnavailable, match="not numbers"):
        StaticEmbedding(folder).embed(["cantine"])


def test_the_french_model_is_shipped_with_its_digests() -> None:
    assert (FRENCH / DIGESTS_FILE).read_text("ascii").split()[1::2] == [VECTORS_FILE, TOKENIZER_FILE]


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="tokenizer"):
        _ = StaticEmbedding(tmp_path / "nothing").name


def test_vectors_and_tokenizer_of_different_models_are_refused(tmp_path: Path, folder: Path) -> None:
    rewrite(folder, lambda vectors, scales: (vectors[:-1], scales[:-1]))
    with pytest.raises(ModelUnavailable, match="word pieces"):
        StaticEmbedding(folder).embed(["cantine"])


def test_the_french_model_fits_in_five_megabytes() -> None:
    assert sum(file.stat().st_size for file in FRENCH.iterdir()) < 5_000_000


# Pairs written for this test: everyday words and the administration's, without a word in common.
@pytest.mark.parametrize(
    ("asked", "right", "wrong"),
    [
        ("je veux construire un garage", "demande de permis et urbanisme", "tarif de la cantine"),
        ("toucher une aide quand on perd son emploi", "allocation chômage", "concession dans le cimetière"),
        ("qui paie quand on est trop malade", "arrêt maladie et indemnités journalières", "horaires de la piscine"),
    ],
)
def test_the_french_model_brings_near_what_is_said_in_other_words(asked: str, right: str, wrong: str) -> None:
    question, good, bad = StaticEmbedding().embed([asked, right, wrong])
    assert question @ good > question @ bad + 0.05
