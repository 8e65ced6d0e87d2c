import pickle
from pathlib import Path

import numpy as np
import pytest

from domain.errors import ModelUnavailable
from models.static_embedding import FRENCH, TOKENIZER_FILE, VECTORS_FILE, StaticEmbedding
from tests.models.small_model import small_model


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


@pytest.mark.parametrize("file", [VECTORS_FILE, TOKENIZER_FILE])
@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut short", b"{}"])
def test_a_damaged_model_says_which_file_to_put_back(folder: Path, file: str, content: bytes) -> None:
    (folder / file).write_bytes(content)
    with pytest.raises(ModelUnavailable, match=file):
        StaticEmbedding(folder).embed(["cantine"])


def test_a_missing_model_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="tokenizer"):
        _ = StaticEmbedding(tmp_path / "nothing").name


def test_vectors_and_tokenizer_of_different_models_are_refused(tmp_path: Path, folder: Path) -> None:
    with np.load(folder / VECTORS_FILE) as stored:
        content = dict(stored)
    with (folder / VECTORS_FILE).open("wb") as file:
        np.savez_compressed(file, vectors=content["vectors"][:-1], scales=content["scales"][:-1])
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
