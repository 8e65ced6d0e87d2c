import sys
from pathlib import Path

import pytest

from domain.errors import ModelUnavailable
from models.huggingface_hub_folder import digest_of, model_folder, needs_extra
from models.sentence_transformers_embedding import SentenceTransformersEmbedding
from models.sentence_transformers_reranker import SentenceTransformersReranker


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("config.json", "1_Pooling/config.json", "model.safetensors"):
        (tmp_path / "m" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "m" / name).write_text(name, "utf-8")
    return tmp_path / "m"


def test_a_folder_is_taken_as_it_is(folder: Path) -> None:
    assert model_folder(str(folder)) == folder


@pytest.mark.parametrize("place", ["/nowhere/modele", "./modele-absent", "~/modele-absent"])
def test_a_folder_that_is_not_there_is_told(place: str) -> None:
    with pytest.raises(ModelUnavailable, match="there is no folder"):
        model_folder(place)


def test_the_digest_knows_every_file_that_is_read_and_no_other(folder: Path) -> None:
    first = digest_of(folder)
    for name in ("README.md", "onnx/model.onnx", ".git/HEAD"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("x", "utf-8")
    assert digest_of(folder) == first
    (folder / "1_Pooling" / "config.json").write_text("cls", "utf-8")
    assert digest_of(folder) != first


def test_the_digest_knows_names_and_not_places(folder: Path, tmp_path: Path) -> None:
    first = digest_of(folder)
    moved = folder.rename(tmp_path / "elsewhere")
    assert digest_of(moved) == first
    (moved / "config.json").rename(moved / "konfig.json")
    assert digest_of(moved) != first


@pytest.mark.parametrize("module", ["torch", "sentence_transformers"])
def test_without_the_extra_what_is_missing_is_named_with_the_command_that_brings_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    for name in ("torch", "sentence_transformers", "huggingface_hub"):
        if name != module:
            monkeypatch.setitem(sys.modules, name, sys)  # as if it were there
    monkeypatch.setitem(sys.modules, module, None)  # as if it were not
    told = f"need {module}, which is not installed; run python run.py install neural"
    with pytest.raises(ModelUnavailable, match=told):
        needs_extra()
    with pytest.raises(ModelUnavailable, match=told):
        _ = SentenceTransformersEmbedding(str(folder)).name
    with pytest.raises(ModelUnavailable, match=told):
        SentenceTransformersReranker(str(folder)).scores("cantine", [("", "La cantine")])


@pytest.mark.neural
def test_a_model_that_is_not_on_this_machine_is_not_fetched_and_the_command_that_does_is_named(
    tmp_path: Path,
) -> None:
    for name in ("mairie-essai/modele-qui-n-existe-pas", "not a name"):
        with pytest.raises(ModelUnavailable, match=f"hf download {name}"):
            model_folder(name)
