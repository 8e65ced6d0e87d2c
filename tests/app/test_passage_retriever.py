"""A developer's three lines, and LlamaIndex's own query engine over them, without a language model."""

import re
from pathlib import Path

import pytest
from llama_index.core.llms import MockLLM
from llama_index.core.query_engine import RetrieverQueryEngine

from app.passage_retriever import open_retriever
from domain.errors import AlreadyRunning, BadInput, UnknownCommune
from tests.app.test_commands import asked

EXAMPLES = re.findall(
    r"```python\n(.*?)```", (Path(__file__).parents[2] / "docs/retriever.md").read_text("utf-8"), re.S
)
QUESTION = "combien coûte le repas de la cantnie"


def test_it_gives_what_answers_rest_on_in_the_same_order(parvis: object, data: Path) -> None:
    considered = asked(parvis, data, QUESTION)["considered"]  # type: ignore[arg-type]
    with open_retriever(data, commune="valmoret") as retriever:
        found = retriever.retrieve(QUESTION)
    assert [one.node.node_id for one in found] == [one["passage"] for one in considered]  # type: ignore[attr-defined]
    best = found[0].node
    assert "4,15 €" in best.get_content()
    assert best.metadata["title"] == "La cantine"
    assert best.metadata["path"] == "cantine.md"
    assert best.ref_doc_id == best.metadata["document_id"]
    assert found[0].score == max(one.score or 0.0 for one in found)


def test_a_query_engine_of_llamaindex_reads_through_it(data: Path) -> None:
    with open_retriever(data, limit=1) as retriever:
        engine = RetrieverQueryEngine.from_args(retriever, llm=MockLLM())
        response = engine.query(QUESTION)
    assert "4,15 €" in str(response)
    assert "La cantine" in str(response)
    assert "cantine.md" not in str(response)
    assert [node.metadata["path"] for node in response.source_nodes] == ["cantine.md"]


def test_public_and_internal_passages_are_never_mixed(data: Path) -> None:
    with open_retriever(data) as public, open_retriever(data, internal=True) as internal:
        outside = {one.node.metadata["path"] for one in public.retrieve("coût de revient du repas")}
        inside = {one.node.metadata["path"] for one in internal.retrieve("coût de revient du repas")}
    assert inside == {"interne/note.md"}
    assert "interne/note.md" not in outside


@pytest.mark.parametrize("example", EXAMPLES)
def test_the_examples_of_the_documentation_run(example: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(example.replace('"var"', repr(str(data))), "docs/retriever.md", "exec"), {})
    assert "4,15 €" in capsys.readouterr().out


def test_there_are_examples() -> None:
    assert len(EXAMPLES) == 2


def test_what_cannot_be_opened_says_why(data: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownCommune, match="nulle-part"), open_retriever(data, commune="nulle-part"):
        pass
    with pytest.raises(BadInput, match="data folder"), open_retriever(tmp_path / "nothing"):
        pass


def test_an_index_that_is_served_is_not_opened_twice(data: Path) -> None:
    with open_retriever(data) as one, open_retriever(data) as other:
        assert one.retrieve("cantine")
        with pytest.raises(AlreadyRunning):
            other.retrieve("cantine")
