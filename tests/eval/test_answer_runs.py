from collections.abc import Mapping
from pathlib import Path

import pytest

from eval.answer_runs import FileFate, ProductFailed, SetRun, files_of, ingest_commands, run_product, shown_texts
from eval.answer_scoring import Page
from eval.answer_sets import CommuneSet, SourceFolder

PAGE = Page("pdf", "tarifs.pdf", 2)


def commune(folder: Path, profile: Path | None = None) -> CommuneSet:
    sources = (SourceFolder(name="site", folder=folder, prefix=""), SourceFolder(name="pdf", folder=folder, prefix=""))
    return CommuneSet(
        slug="valmont", name="Valmont", is_real=False, sources=sources, lines=(), expectations=(), profile=profile
    )


def run(fates: Mapping[tuple[str, str, str], FileFate]) -> SetRun:
    return SetRun(answers={}, fates=fates, ingest_s=0.0, answer_s=0.0)


@pytest.mark.parametrize(
    ("state", "is_indexed"), [("indexed", True), ("duplicate_of", True), ("waiting", False), ("rejected", False)]
)
def test_a_page_is_indexed_when_its_file_or_its_twin_is(state: str, is_indexed: bool) -> None:
    done = run({("valmont", "pdf", "tarifs.pdf"): FileFate(state=state, reason="needs_ocr")})
    assert done.is_indexed("valmont", frozenset({PAGE})) is is_indexed
    assert done.fate_of("valmont", frozenset({PAGE})) == f"{state} needs_ocr"


def test_a_file_that_was_never_seen_is_said_so() -> None:
    assert run({}).fate_of("valmont", frozenset({PAGE})) == "never seen"
    assert not run({}).is_indexed("valmont", frozenset({PAGE}))


def test_a_commune_with_a_profile_is_ingested_by_it_and_others_source_by_source(tmp_path: Path) -> None:
    profile = tmp_path / "commune.toml"
    assert ingest_commands(commune(tmp_path, profile), tmp_path) == [["ingest", str(profile), "--data", str(tmp_path)]]
    commands = ingest_commands(commune(tmp_path), tmp_path)
    assert [words[words.index("--source") + 1] for words in commands] == ["site", "pdf"]
    assert all("valmont" in words and "Valmont" in words for words in commands)


def test_shown_texts_name_the_file_that_they_cite(tmp_path: Path) -> None:
    (tmp_path / "e\u0301cole.md").write_text("x", encoding="utf-8")
    citation = {"number": 4, "source": "site", "path": "\u00e9cole.md", "page": None}
    row = {"text": "7 € | 8 €", "kind": "table_row", "lead": "Adulte | Enfant", "citation": 4}
    item = {"text": "- le lundi", "kind": "list_item", "lead": None, "citation": 4}
    line = {"id": "T1", "sentences": [row, item], "citations": [citation]}
    files = files_of(commune(tmp_path))
    sentences, leads = list(shown_texts(line, files)), list(shown_texts(line, files, leads=True))
    assert [(s.text, s.is_row, s.page) for s in sentences] == [("7 € | 8 €", True, None), ("- le lundi", False, None)]
    assert [s.text for s in leads] == ["Adulte | Enfant"]
    assert {s.file for s in (*sentences, *leads)} == {tmp_path / "e\u0301cole.md"}


def test_a_command_that_fails_says_what_it_said() -> None:
    with pytest.raises(ProductFailed, match=r"ended with \d+: .*no-such-verb"):
        run_product(["no-such-verb"], limit_s=60)
