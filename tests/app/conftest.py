"""A small commune of Markdown and HTML pages, ingested once by the real command."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.main import main

PROFILE = """
[commune]
slug = "valmoret"
name = "Valmoret"
internal_paths = ["site/interne/*"]
[[source]]
name = "site"
folder = "site"
[[service]]
slug = "accueil"
name = "Accueil de la mairie"
phone = "02 61 91 55 00"
[service.hours]
lundi = ["09:00-12:00"]
"""
PAGES = {
    "cantine.md": "---\ntitle: La cantine\n---\n# La cantine\n\n## Tarifs\n\nLe repas de la cantine coûte 4,15 € "
    "pour les élèves de Valmoret.\n\n## Inscription\n\nL'inscription se fait en mairie avant le 15 juin.\n",
    "dechets.html": "<html><head><title>Les déchets</title></head><body><nav><a href='/'>Accueil</a></nav><main>"
    "<h1>Les déchets</h1>"
    "<p>Les bacs jaunes sont ramassés le jeudi matin, une semaine sur deux.</p></main></body></html>",
    "interne/note.md": "# Note interne\n\nLe coût de revient du repas de la cantine est de 11,80 €.\n",
    "vide.md": "",
}


@pytest.fixture(autouse=True)
def no_settings_of_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith("PARVIS_")]:
        monkeypatch.delenv(name)
    # Scans wait, whether or not the machine has the programs: tests/ocr reads them for good.
    monkeypatch.setenv("PARVIS_OCR_WORKERS", "0")


@pytest.fixture
def parvis(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run the command in this process: exit code, standard output, standard error."""

    def run(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = 0
        try:
            main(list(arguments))
        except SystemExit as stop:
            code = int(stop.code or 0)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def write_commune(folder: Path) -> Path:
    for name, text in PAGES.items():
        file = folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    profile = folder / "commune.toml"
    profile.write_text(PROFILE, "utf-8")
    return profile


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of an installation that has ingested the small commune."""
    folder = tmp_path_factory.mktemp("commune")
    profile = write_commune(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        main(["ingest", str(profile), "--data", str(folder / "data"), "--json"])
    return folder / "data"


def schema(name: str) -> dict[str, object]:
    file = Path(__file__).parents[2] / "docs" / "schemas" / f"{name}.schema.json"
    found: dict[str, object] = json.loads(file.read_text("utf-8"))
    return found
