"""The settings' lines put a transformer and a cross-encoder behind search, through the real commands."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.app.conftest import schema, write_commune

Parvis = Callable[..., tuple[int, str, str]]


def found(parvis: Parvis, data: Path, verb: str, *words: str) -> dict[str, object]:
    code, out, err = parvis(verb, *words, "--data", str(data), "--json")
    assert code == 0, err
    value: dict[str, object] = json.loads(out)
    Draft202012Validator(schema(verb)).validate(value)
    return value


@pytest.mark.neural
def test_a_transformer_and_a_cross_encoder_search_once_the_settings_name_them(
    parvis: Parvis, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.models.neural_models import tiny_cross_encoder, tiny_embedding

    one, other = tiny_embedding(tmp_path / "one"), tiny_embedding(tmp_path / "other", seed=1)
    monkeypatch.setenv("PARVIS_EMBEDDING", f"sentence-transformers:{one}")
    monkeypatch.setenv("PARVIS_RERANKER", str(tiny_cross_encoder(tmp_path / "reader")))
    monkeypatch.setenv("PARVIS_RERANK_BUDGET_MS", "60000")
    data = tmp_path / "data"
    assert parvis("ingest", str(write_commune(tmp_path)), "--data", str(data), "--json")[0] == 0

    result = found(parvis, data, "search", "le prix de la cantine")
    arms = [set(hit["arms"]) for hit in result["hits"]]  # type: ignore[attr-defined]
    assert (result["notice"], arms) == ("", [{"words", "chars", "meaning", "rerank"}] * len(arms))
    by_rerank = [hit["arms"]["rerank"] for hit in result["hits"]]  # type: ignore[attr-defined]
    assert by_rerank == sorted(by_rerank, reverse=True)
    assert len(by_rerank) > 1
    models: dict[str, dict[str, str]] = found(parvis, data, "status")["models"]  # type: ignore[assignment]
    assert [models[kind]["name"].partition(":")[0] for kind in ("embedding", "reranker")] == ["one", "reader"]
    checks = {check["name"]: check["found"] for check in found(parvis, data, "doctor")["checks"]}  # type: ignore[attr-defined]
    assert checks["embedding"].endswith(", 32 dimensions")
    assert checks["reranker"] == models["reranker"]["name"]

    monkeypatch.setenv("PARVIS_EMBEDDING", f"sentence-transformers:{other}")
    assert "parvis model reindex" in str(found(parvis, data, "search", "cantine")["notice"])
    assert parvis("model", "reindex", "--data", str(data))[0] == 0
    assert found(parvis, data, "search", "cantine")["notice"] == ""


@pytest.mark.neural
def test_a_cross_encoder_that_is_not_there_is_told_and_the_order_of_search_stands(
    parvis: Parvis, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARVIS_RERANKER", str(tmp_path / "nowhere"))
    hits = found(parvis, data, "search", "cantine")["hits"]
    assert all("rerank" not in hit["arms"] for hit in hits)  # type: ignore[attr-defined]
    code, out, _ = parvis("doctor", "--data", str(data))
    assert (code, "!! reranker: broken" in out) == (1, True)
    assert "reranker: cannot be used" in parvis("status", "--data", str(data))[1]
