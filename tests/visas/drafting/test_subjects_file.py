from pathlib import Path

import pytest

from ingest.acts.matters import is_matter
from visas.drafting.subjects_file import DRAFTS, BadDraftFile, read_drafts, shipped_drafts
from visas.recognising import recognise
from visas.resolving.keys import targets_of


def test_at_least_forty_subjects_ship() -> None:
    assert len(shipped_drafts().subjects) >= 40


@pytest.mark.parametrize("name", sorted(shipped_drafts().subjects))
def test_a_subject_has_a_matter_of_the_nomenclature_and_references_that_can_be_resolved(name: str) -> None:
    subject = shipped_drafts().subjects[name]
    assert is_matter(subject.matter)
    assert [rule.key for rule in subject.visas if not targets_of(rule.key)] == []
    assert subject.considerants
    assert subject.articles


@pytest.mark.parametrize("key", sorted(shipped_drafts().texts))
def test_the_words_of_a_text_are_recognised_as_that_text(key: str) -> None:
    words = shipped_drafts().texts[key].words
    assert recognise(f"Vu {words} ;")[0].key == key


def test_a_choice_of_a_condition_is_one_of_the_question() -> None:
    for subject in shipped_drafts().subjects.values():
        choices = {question.id: question.choices for question in subject.questions}
        for rule in subject.visas:
            assert rule.condition is None or rule.condition[1] in choices[rule.condition[0]]


@pytest.mark.parametrize(
    ("said", "instead"),
    [
        ("{organisme}", "{organisation}"),
        ('"cgct:L2121-21"', '"loi:2099-1"'),
        ("nature=", "natures="),
    ],
)
def test_a_file_that_names_what_does_not_exist_is_refused(tmp_path: Path, said: str, instead: str) -> None:
    for file in DRAFTS.glob("*.toml"):
        (tmp_path / file.name).write_text(file.read_text("utf-8").replace(said, instead), "utf-8")
    with pytest.raises(BadDraftFile):
        read_drafts(tmp_path)


def test_a_subject_written_twice_is_refused(tmp_path: Path) -> None:
    for file in DRAFTS.glob("*.toml"):
        (tmp_path / file.name).write_text(file.read_text("utf-8"), "utf-8")
    (tmp_path / "urbanisme2.toml").write_text((DRAFTS / "urbanisme.toml").read_text("utf-8"), "utf-8")
    with pytest.raises(BadDraftFile, match="twice"):
        read_drafts(tmp_path)
