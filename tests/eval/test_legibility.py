import json
from pathlib import Path

import pytest

from eval import legibility
from tests.ingest.pdf_files import drawn_pdf, image_pdf, placed_pdf

# Lines of a slanted leaflet, two by two in the wrong order from top to bottom.
_SLANTED = [
    (60.0, 100.0 + 20 * (n + (1 if n % 2 == 0 else -1)), f"ligne {n} du dépliant sur le tri") for n in range(12)
]


def _data(root: Path) -> Path:
    (root / "gold").mkdir()
    (root / "docs/pdf/valbrune").mkdir(parents=True)
    files = {
        "scan.pdf": (image_pdf(2), "scan_sans_texte", []),
        "mixte.pdf": (image_pdf(2, text_pages=[1]), "mixte", []),
        "clair.pdf": (drawn_pdf([["La bibliothèque ouvre le mercredi de 14 heures à 18 heures."]]), "lisible", []),
        "tableau.pdf": (drawn_pdf([["Tarif du repas à la cantine : 3,40 euros."]]), "tableau_eclate", ["lisible"]),
        "volets.pdf": (placed_pdf(_SLANTED), "colonnes_melangees", []),
        "colonnes.pdf": (drawn_pdf([["Le marché se tient le samedi sur la place."]]), "colonnes_melangees", []),
    }
    lines = []
    for name, (content, expected, acceptable) in files.items():
        (root / "docs/pdf/valbrune" / name).write_bytes(content)
        record = {"path": f"pdf/valbrune/{name}", "expected": expected, "also_acceptable": acceptable}
        lines.append(json.dumps(record))
    (root / "gold/pdf_legibility.jsonl").write_text("\n".join(lines))
    return root


def test_each_class_is_counted_and_what_is_wrong_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(_data(tmp_path)))
    assert legibility.main(["--failures"]) == 0
    printed = capsys.readouterr().out
    assert "scan_sans_texte: 1 of 1 right, 1 of them exactly" in printed
    assert "mixte: 1 of 1 right, 1 of them exactly" in printed
    assert "colonnes_melangees: 1 of 2 right, 1 of them exactly" in printed
    assert "tableau_eclate: 1 of 1 right, 0 of them exactly" in printed
    assert "right: 5/6" in printed
    assert "wrong: pdf/valbrune/colonnes.pdf: lisible, expected colonnes_melangees" in printed


def test_without_outside_data_it_says_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert legibility.main([]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED")
