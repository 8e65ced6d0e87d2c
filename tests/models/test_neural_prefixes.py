import json
from pathlib import Path

import pytest

from domain.errors import ModelUnavailable
from models.neural_prefixes import Prefixes, prefixes_of

E5 = Prefixes(question="query: ", passage="passage: ")


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("intfloat/multilingual-e5-base", E5),
        ("/srv/modeles/multilingual-E5-small", E5),
        ("e5_large", E5),
        ("OrdalieTech/Solon-embeddings-large-0.1", Prefixes(question="query : ")),
        ("nomic-ai/nomic-embed-text-v1.5", Prefixes(question="search_query: ", passage="search_document: ")),
        ("Snowflake/snowflake-arctic-embed-l-v2.0", Prefixes(question="query: ")),
        ("BAAI/bge-m3", Prefixes()),
        ("thenlper/gte-base", Prefixes()),
        ("/srv/mode5-essai/modele", Prefixes()),
    ],
)
def test_a_model_s_name_tells_what_it_wants_before_texts(tmp_path: Path, name: str, wanted: Prefixes) -> None:
    assert prefixes_of(name, tmp_path) == wanted


def test_an_instruction_ends_where_the_question_begins(tmp_path: Path) -> None:
    found = prefixes_of("intfloat/multilingual-e5-large-instruct", tmp_path)
    assert found.question.startswith("Instruct: ")
    assert found.question.endswith("\nQuery: ")
    assert found.passage == ""


@pytest.mark.parametrize("passage", ["document", "passage", "corpus"])
def test_prompts_of_the_model_s_own_folder_go_before_the_table(tmp_path: Path, passage: str) -> None:
    prompts = {"query": "question : ", passage: "texte : "}
    (tmp_path / "config_sentence_transformers.json").write_text(json.dumps({"prompts": prompts}), "utf-8")
    found = prefixes_of("intfloat/multilingual-e5-base", tmp_path)
    assert found == Prefixes(question="question : ", passage="texte : ")


@pytest.mark.parametrize("content", ['{"prompts": {}}', '{"prompts": {"query": "", "document": ""}}', "{}"])
def test_a_folder_without_prompts_leaves_it_to_the_table(tmp_path: Path, content: str) -> None:
    (tmp_path / "config_sentence_transformers.json").write_text(content, "utf-8")
    assert prefixes_of("intfloat/multilingual-e5-base", tmp_path) == E5


@pytest.mark.parametrize("content", ["{", "[]"])
def test_a_damaged_configuration_is_told(tmp_path: Path, content: str) -> None:
    (tmp_path / "config_sentence_transformers.json").write_text(content, "utf-8")
    with pytest.raises(ModelUnavailable, match=r"config_sentence_transformers\.json"):
        prefixes_of("x", tmp_path)
