import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from domain.errors import ModelUnavailable
from models.neural_prefixes import Prefixes
from models.sentence_transformers_embedding import SentenceTransformersEmbedding
from models.sentence_transformers_folder import export_model
from models.static_embedding import StaticEmbedding

PASSAGES = [("Tarifs", "La cantine sert un repas chaud."), ("", "Le cimetière ferme ses portes."), ("École", "")]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.models.neural_models import tiny_embedding

    return tiny_embedding(tmp_path_factory.mktemp("models") / "tiny-e5-test")


@pytest.fixture(scope="module")
def model(folder: Path) -> SentenceTransformersEmbedding:
    return SentenceTransformersEmbedding(str(folder))


@pytest.mark.neural
def test_vectors_have_length_one_and_the_model_s_dimensions(model: SentenceTransformersEmbedding) -> None:
    vectors = np.array(model.embed_passages(PASSAGES))
    assert vectors.shape == (3, model.dimensions) == (3, 32)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert model.embed_passages([]) == []


@pytest.mark.neural
def test_questions_and_passages_get_the_prefixes_that_the_model_wants(
    model: SentenceTransformersEmbedding, folder: Path
) -> None:
    bare = SentenceTransformersEmbedding(str(folder), Prefixes())
    assert model.embed_question("la cantine") == bare.embed_question("query: la cantine")
    assert model.embed_passages([("École", "Le repas")]) == bare.embed_passages([("", "passage: École\nLe repas")])
    assert model.embed_question("la cantine") != bare.embed_question("la cantine")


@pytest.mark.neural
def test_a_text_is_embedded_alike_alone_and_among_others(model: SentenceTransformersEmbedding) -> None:
    together = model.embed_passages([("", "La cantine"), ("", "Le cimetière " * 20), ("", "La déchèterie")])
    assert together[0] == pytest.approx(model.embed_passages([("", "La cantine")])[0], abs=1e-5)


@pytest.mark.neural
def test_a_text_counts_by_its_beginning(folder: Path) -> None:
    short = SentenceTransformersEmbedding(str(folder), Prefixes(), 6)
    one, other = (short.embed_question(f"la cantine de l'école {end}") for end in ("ferme", "ouvre"))
    assert one == other
    assert SentenceTransformersEmbedding(str(folder), Prefixes()).embed_question("mairie " * 5_000)


@pytest.mark.neural
def test_the_name_tells_files_prefixes_and_length_apart(
    model: SentenceTransformersEmbedding, folder: Path, tmp_path: Path
) -> None:
    from tests.models.neural_models import tiny_embedding

    other = SentenceTransformersEmbedding(str(tiny_embedding(tmp_path / folder.name, seed=1)))
    names = {
        model.name,
        other.name,
        SentenceTransformersEmbedding(str(folder), Prefixes(question="q")).name,
        SentenceTransformersEmbedding(str(folder), None, 100).name,
    }
    assert len(names) == 4
    assert all(name.startswith("tiny-e5-test:") for name in names)
    assert SentenceTransformersEmbedding(str(folder)).name == model.name


@pytest.mark.neural
def test_a_model_travels_to_another_process_without_its_weights(model: SentenceTransformersEmbedding) -> None:
    vector = model.embed_question("cantine")
    sent = pickle.dumps(model)
    assert len(sent) < 1_000
    assert pickle.loads(sent).embed_question("cantine") == pytest.approx(vector, abs=1e-6)


@pytest.mark.neural
def test_several_threads_may_ask_at_once(model: SentenceTransformersEmbedding) -> None:
    asked = ["la cantine", "le cimetière de l'école", "déchèterie " * 30] * 4
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(model.embed_question, asked))
    assert found == [model.embed_question(text) for text in asked]


@pytest.mark.neural
@pytest.mark.parametrize("file", ["model.safetensors", "config.json", "tokenizer.json"])
def test_damaged_files_are_told(folder: Path, tmp_path: Path, file: str) -> None:
    from tests.models.neural_models import tiny_embedding

    broken = tiny_embedding(tmp_path / "broken")
    (broken / file).write_bytes((broken / file).read_bytes()[:100])
    with pytest.raises(ModelUnavailable, match="put the model's own files back"):
        SentenceTransformersEmbedding(str(broken)).embed_question("cantine")


@pytest.mark.neural
def test_weights_that_are_no_numbers_are_told(tmp_path: Path) -> None:
    import torch
    from transformers import BertModel

    from tests.models.neural_models import tiny_embedding

    broken = tiny_embedding(tmp_path / "broken")
    model = BertModel.from_pretrained(broken)
    with torch.no_grad():
        model.embeddings.word_embeddings.weight.fill_(float("nan"))
    model.save_pretrained(broken)
    with pytest.raises(ModelUnavailable, match="not numbers"):
        SentenceTransformersEmbedding(str(broken)).embed_question("cantine")


@pytest.mark.neural
def test_pooling_and_prompts_are_those_of_the_model_s_own_folder(folder: Path, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    modules = [Transformer(str(folder)), Pooling(32, pooling_mode="cls")]
    whole = SentenceTransformer(modules=modules, prompts={"query": "question : ", "document": "texte : "}, device="cpu")
    whole.save(str(tmp_path / "own-e5-model"))
    ours = SentenceTransformersEmbedding(str(tmp_path / "own-e5-model"))
    asked = whole.encode_query("la cantine", normalize_embeddings=True)
    read = whole.encode_document("École\nLe repas", normalize_embeddings=True)
    assert ours.embed_question("la cantine") == pytest.approx(list(asked), abs=1e-5)
    assert ours.embed_passages([("École", "Le repas")])[0] == pytest.approx(list(read), abs=1e-5)
    mean = SentenceTransformersEmbedding(str(folder), Prefixes(question="question : "))
    assert ours.embed_question("la cantine") != pytest.approx(mean.embed_question("la cantine"), abs=1e-3)


@pytest.mark.neural
def test_a_static_embedding_of_the_library_is_read_like_any_other(tmp_path: Path) -> None:
    export_model(StaticEmbedding(), tmp_path / "export")
    theirs = SentenceTransformersEmbedding(str(tmp_path / "export"))
    assert theirs.dimensions == StaticEmbedding().dimensions
    question = "dechetrie ouvert samedi ?"
    assert theirs.embed_question(question) == pytest.approx(StaticEmbedding().embed_question(question), abs=1e-5)


def test_torch_is_not_imported_before_the_first_vector(tmp_path: Path) -> None:
    code = (
        "import sys; from models.sentence_transformers_embedding import SentenceTransformersEmbedding\n"
        f"model = SentenceTransformersEmbedding({str(tmp_path)!r})\n"
        "try: model.name\n"
        "except Exception: pass\n"
        "sys.exit('torch' in sys.modules or 'sentence_transformers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
