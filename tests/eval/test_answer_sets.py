import unicodedata
from collections.abc import Mapping
from pathlib import Path

import pytest

from eval.answer_scoring import Expectation, Page
from eval.answer_sets import (
    SHARED_DATA,
    SourceFolder,
    digest_of,
    expectation,
    locate,
    question_line,
    read_lines,
    sample_set,
    shared_data,
    twins_of,
)

Sources = tuple[SourceFolder, ...]


@pytest.fixture
def sources(tmp_path: Path) -> Sources:
    for path, text in {"pdf/a.pdf": "A", "pdf/copie.pdf": "A", "site/été.html": "B"}.items():
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return (
        SourceFolder(name="pdf", folder=tmp_path / "pdf", prefix="pdf/valmont/"),
        SourceFolder(name="site", folder=tmp_path / "site", prefix="sites/valmont/"),
    )


def record(**changes: object) -> dict[str, object]:
    fields = {"id": "T1", "question": "c combien", "kind": "fact", "source_path": "pdf/valmont/a.pdf", "page": 2}
    return fields | {"expected": "6 €"} | changes


def judge(item: Mapping[str, object], sources: Sources) -> Expectation:
    return expectation(item, "valmont", sources, twins_of(sources), is_real=True)


def test_an_annotated_path_is_found_in_its_source_whatever_its_accents(sources: Sources) -> None:
    assert locate("sites/valmont/" + unicodedata.normalize("NFD", "été.html"), "", sources) == ("site", "été.html")
    assert locate("été.html", "site", sources) == ("site", "été.html")


def test_an_annotated_path_outside_the_sources_is_an_error(sources: Sources) -> None:
    with pytest.raises(ValueError, match="none of the sources"):
        locate("pdf/ailleurs/a.pdf", "", sources)


def test_files_with_the_same_bytes_are_both_right(sources: Sources) -> None:
    pages = judge(record(), sources).pages
    assert pages == {Page("pdf", "a.pdf", 2), Page("pdf", "copie.pdf", 2)}


def test_other_right_pages_are_right_and_those_of_a_conflict_are_kept_apart(sources: Sources) -> None:
    other = {"source_path": "sites/valmont/été.html", "page": None}
    ok = {"source_path": "pdf/valmont/a.pdf", "page": 5}
    item = record(also_ok=[ok], conflict=[{**other, "span": "7 €"}], expected=["6 €", "signaler l'écart: 7 €"])
    judged = judge(item, sources)
    assert {page.number for page in judged.pages} == {2, 5}
    assert judged.conflict_pages == {Page("site", "été.html", None)}
    assert judged.conflicts == ("7 €",)
    assert judged.expected == ("6 €", "signaler l'écart: 7 €")


def test_the_place_of_an_exception_said_elsewhere_is_right_too(sources: Sources) -> None:
    exception = {"source_path": "sites/valmont/été.html", "page": None}
    expected = judge(record(exception=exception, exception_span="sauf les enfants"), sources)
    assert Page("site", "été.html", None) in expected.pages
    assert expected.spans == ("sauf les enfants",)


def test_a_question_without_page_expects_nothing_to_be_shown(sources: Sources) -> None:
    judged = judge(record(kind="unanswerable_near", source_path=None, page=None, must_not=["9 €"]), sources)
    assert (judged.pages, judged.expected, judged.must_not) == (frozenset(), (), ("9 €",))
    assert not judged.is_answerable


def test_a_question_is_asked_on_the_day_of_its_set_unless_it_says() -> None:
    assert question_line(record(), "valmont", "2031-01-02")["date"] == "2031-01-02"


def test_the_command_is_told_nothing_of_the_annotation() -> None:
    line = question_line(record(history=["avant ?"], date="2031-05-04"), "valmont", "2031-01-02")
    assert line == {
        "id": "T1",
        "question": "c combien",
        "commune": "valmont",
        "history": ["avant ?"],
        "date": "2031-05-04",
    }


def test_the_digest_changes_with_a_byte_and_with_a_name(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    folder.mkdir()
    (folder / "a.txt").write_text("1", encoding="utf-8")
    first = digest_of([folder])
    assert digest_of([folder]) == first
    (folder / "a.txt").write_text("2", encoding="utf-8")
    second = digest_of([folder])
    (folder / "a.txt").rename(folder / "b.txt")
    assert len({first, second, digest_of([folder])}) == 3


def test_the_sample_set_takes_its_sources_from_the_profile(tmp_path: Path) -> None:
    (tmp_path / "commune.toml").write_text(
        '[commune]\nslug = "valmont"\nname = "Valmont"\n[[source]]\nname = "mairie"\nfolder = "documents/mairie"\n',
        encoding="utf-8",
    )
    documents = tmp_path / "documents" / "mairie"
    documents.mkdir(parents=True)
    (documents / "ecole.md").write_text("La cantine", encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text(
        '{"id": "E1", "question": "cantine ?", "kind": "fact", "source": "mairie", "source_path": "ecole.md",'
        ' "page": null, "expected": "6 €"}\n',
        encoding="utf-8",
    )
    chosen = sample_set(tmp_path / "commune.toml")
    commune = chosen.communes[0]
    assert (commune.slug, commune.name, commune.is_real) == ("valmont", "Valmont", False)
    assert commune.sources[0].folder == documents
    assert commune.expectations[0].pages == {Page("mairie", "ecole.md", None)}


def test_a_line_that_is_not_an_object_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text('{"id": "1"}\n\n[1]\n', encoding="utf-8")
    with pytest.raises(ValueError, match="line 3"):
        read_lines(file)


@pytest.mark.parametrize("value", ["", "absent"])
def test_outside_data_that_are_not_there_are_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, value: str) -> None:
    monkeypatch.setenv(SHARED_DATA, str(tmp_path / value) if value else "")
    assert shared_data() is None
