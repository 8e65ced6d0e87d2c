"""``parvis model``: the embedding taken elsewhere, rebuilt with, and weighed."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from app.main import main
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


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A commune of two dozen pages; its index is made with the model that ships."""
    folder = tmp_path_factory.mktemp("town")
    for number in range(24):
        page = folder / "pages" / f"fiche-{number:02}.md"
        page.parent.mkdir(exist_ok=True)
        words = random.Random(number).sample(["tarif", "horaire", "dossier", "accueil", "adresse", "guichet"], 4)
        page.write_text(f"# Fiche {number}\n\nLa fiche {number} traite de {', '.join(words)}.\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        main(["ingest", str(folder / "pages"), "--commune", "bourg", "--data", str(folder / "data"), "--json"])
    return folder / "data"


def questions(folder: Path, count: int = 24) -> Path:
    file = folder / "q.jsonl"
    rows = [
        {"question": f"de quoi traite la fiche {number}", "source_path": f"fiche-{number:02}.md", "page": None}
        for number in range(count)
    ]
    file.write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    return file


def test_weights_are_proposed_and_not_applied_where_no_gain_is_shown(
    parvis: Parvis, town: Path, tmp_path: Path
) -> None:
    words = ("model", "weights", "--questions", str(questions(tmp_path)), "--data", str(town))
    code, out, err = parvis(*words, "--apply", "--json")
    assert code == 0, err
    told = json.loads(out)
    Draft202012Validator(schema("model-weights")).validate(told)
    assert (told["commune"], told["questions"]) == ("bourg", 24)
    assert told["embedding"] == StaticEmbedding().name
    assert (told["shown"], told["applied"]) == (False, False)
    assert not (town / "communes" / "bourg" / "fusion.json").exists()
    assert "24 questions with their page" in parvis(*words)[1]


def test_weights_are_not_measured_on_a_few_questions(parvis: Parvis, town: Path, tmp_path: Path) -> None:
    code, out, err = parvis("model", "weights", "--questions", str(questions(tmp_path, 5)), "--data", str(town))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "give 20 at least" in err
