"""``parvis model``: the embedding taken elsewhere, rebuilt with, and weighed."""

import json
from collections.abc import Callable
from pathlib import Path

from jsonschema import Draft202012Validator

from models.static_embedding import StaticEmbedding
from tests.app.conftest import schema

Parvis = Callable[..., tuple[int, str, str]]


def test_export_writes_the_model_that_ships_with_the_product(parvis: Parvis, tmp_path: Path) -> None:
    code, out, _ = parvis("model", "export", str(tmp_path / "out"), "--json")
    told = json.loads(out)
    Draft202012Validator(schema("model-export")).validate(told)
    assert (code, told["model"]) == (0, StaticEmbedding().name)
    code, out, _ = parvis("model", "export", str(tmp_path / "out"))
    assert (code, "SentenceTransformer(" in out) == (0, True)


def test_export_refuses_a_folder_of_something_else(parvis: Parvis, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "these.odt").touch()
    code, out, err = parvis("model", "export", str(tmp_path / "out"))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "choose another folder" in err
