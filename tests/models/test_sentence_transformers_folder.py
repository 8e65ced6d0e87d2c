import json
from pathlib import Path

import numpy as np
import pytest

from domain.errors import BadInput
from models.sentence_transformers_folder import MARK, export_model, safetensors
from models.static_embedding import FRENCH, TITLE_WEIGHT, StaticEmbedding
from tests.models.small_model import small_model

QUESTIONS = [
    "c combien la cantine en maternelle",
    "dechetrie ouvert samedi ?",
    "Où déposer une demande de permis de construire ?",
    "concession au cimetière",
]
PASSAGES = [
    ("Tarifs de la restauration scolaire\nArticle 2", "Le repas est fixé à 3,40 € pour les enfants de la commune."),
    ("Règlement de la déchèterie", "Les gravats sont reçus le samedi, de 9 h à 12 h, sur présentation de la carte."),
    ("", "La salle se loue le week-end ; une caution est demandée."),
]


@pytest.fixture
def model(tmp_path: Path) -> StaticEmbedding:
    small_model(tmp_path / "small")
    return StaticEmbedding(tmp_path / "small")


def test_the_folder_holds_the_modules_the_pieces_and_every_vector(tmp_path: Path, model: StaticEmbedding) -> None:
    export_model(model, tmp_path / "export")
    modules = json.loads((tmp_path / "export" / "modules.json").read_text("utf-8"))
    assert [module["type"].rpartition(".")[2] for module in modules] == ["StaticEmbedding", "Normalize"]
    weights = tmp_path / "export" / modules[0]["path"]
    content = (weights / "model.safetensors").read_bytes()
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])["embedding.weight"]
    numbers = np.frombuffer(content[8 + length :], dtype="<f4").reshape(header["shape"])
    vectors, tokenizer = model.parts()
    assert header["dtype"] == "F32"
    assert np.array_equal(numbers, vectors)
    assert (weights / "tokenizer.json").read_text("utf-8") == tokenizer


def test_the_numbers_of_a_safetensors_file_follow_its_header_at_a_multiple_of_eight() -> None:
    content = safetensors({"a": np.ones((1, 2), np.float32), "longer": np.zeros((3, 1), np.float32)})
    length = int.from_bytes(content[:8], "little")
    header = json.loads(content[8 : 8 + length])
    assert length % 8 == 0
    assert [header[name]["data_offsets"] for name in ("a", "longer")] == [[0, 8], [8, 20]]
    assert len(content) == 8 + length + 20


def test_an_earlier_export_is_written_over_and_its_other_files_stay(tmp_path: Path, model: StaticEmbedding) -> None:
    folder = tmp_path / "export"
    export_model(model, folder)
    (folder / "modules.json").write_text("spoiled", "utf-8")
    (folder / "notes.txt").write_text("mine", "utf-8")
    export_model(model, folder)
    assert json.loads((folder / "modules.json").read_text("utf-8"))
    assert (folder / "notes.txt").read_text("utf-8") == "mine"
    assert not list(folder.rglob("*.new"))


def test_a_folder_that_holds_something_else_is_left_as_it_is(tmp_path: Path, model: StaticEmbedding) -> None:
    folder = tmp_path / "theses"
    folder.mkdir()
    (folder / "these.odt").write_text("années de travail", "utf-8")
    with pytest.raises(BadInput, match=r"not empty \(it holds these\.odt\)"):
        export_model(model, folder)
    assert [path.name for path in folder.iterdir()] == ["these.odt"]


def test_a_file_in_the_place_of_the_folder_is_said(tmp_path: Path, model: StaticEmbedding) -> None:
    (tmp_path / "export").write_text("x", "utf-8")
    with pytest.raises(BadInput, match="choose another place"):
        export_model(model, tmp_path / "export")


def test_an_export_says_which_model_it_is_and_carries_its_card(tmp_path: Path) -> None:
    export_model(StaticEmbedding(), tmp_path / "export")
    mark = json.loads((tmp_path / "export" / MARK).read_text("utf-8"))
    assert mark["model"] == StaticEmbedding().name
    assert (tmp_path / "export" / "README.md").read_bytes() == (FRENCH / "MODEL_CARD.md").read_bytes()


@pytest.mark.neural
def test_the_library_s_vectors_of_questions_and_passages_are_ours(tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    ours = StaticEmbedding()
    export_model(ours, tmp_path / "export")
    theirs = SentenceTransformer(str(tmp_path / "export"), device="cpu", local_files_only=True)
    asked = np.array([ours.embed_question(text) for text in QUESTIONS])
    assert np.sum(asked * theirs.encode(QUESTIONS), axis=1).min() >= 0.999
    titles = theirs.encode([title or " " for title, _ in PASSAGES])
    titles[[not title for title, _ in PASSAGES]] = 0
    both = theirs.encode([text for _, text in PASSAGES]) + TITLE_WEIGHT * titles
    both /= np.linalg.norm(both, axis=1, keepdims=True)
    assert np.sum(np.array(ours.embed_passages(PASSAGES)) * both, axis=1).min() >= 0.999
