from collections.abc import Mapping
from pathlib import Path

import pytest

from eval.answer_runs import FileFate, SetRun
from eval.answer_scoring import Step
from eval.answer_sets import QuestionSet, sample_set
from eval.answers import Judged, as_json, chosen_sets, judge, main, print_report
from eval.verbatim import PageReader


@pytest.fixture
def question_set(tmp_path: Path) -> QuestionSet:
    (tmp_path / "commune.toml").write_text(
        '[commune]\nslug = "valmont"\nname = "Valmont"\n[[source]]\nname = "site"\nfolder = "site"\n', encoding="utf-8"
    )
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "ecole.md").write_text("Le repas coûte 6,35 €.\n", encoding="utf-8")
    (tmp_path / "questions.jsonl").write_text(
        '{"id": "E1", "question": "?", "kind": "fact", "source": "site", "source_path": "ecole.md", "page": null,'
        ' "expected": "6,35 €"}\n{"id": "E2", "question": "?", "kind": "unanswerable_near", "source_path": null}\n',
        encoding="utf-8",
    )
    return sample_set(tmp_path / "commune.toml")


def judged(question_set: QuestionSet, text: str, second: str = "not_found") -> Judged:
    citation = {"number": 1, "source": "site", "path": "ecole.md", "page": None}
    sentence = {"text": text, "kind": "sentence", "lead": None, "citation": 1}
    empty = {"sentences": [], "citations": [], "considered": [], "service": {"slug": "mairie"}}
    first = {"sentences": [sentence], "citations": [citation], "considered": [citation], "service": None}
    answers: dict[str, Mapping[str, object]] = {
        "E1": {"id": "E1", "status": "answered", **first},
        "E2": {"id": "E2", "status": second, **empty},
    }
    fates = {("valmont", "site", "ecole.md"): FileFate(state="indexed", reason="")}
    run = SetRun(answers=answers, fates=fates, ingest_s=1.0, answer_s=1.0)
    return judge(question_set, run, PageReader(program=None))


def test_a_right_run_has_every_figure_at_its_best(question_set: QuestionSet) -> None:
    figures = judged(question_set, "Le repas coûte 6,35 €.").figures()
    best = ("page_at_1", "value_in_answer", "value_rightly_cited", "rightly_declined", "verbatim")
    assert {name: figures[name].value for name in best} == dict.fromkeys(best, 1.0)


def test_a_wrong_run_names_what_failed_and_where(question_set: QuestionSet, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = judged(question_set, "Le repas coûte 6,53 €.", second="answered")
    assert [step for _, step, _ in wrong.steps] == [Step.VALUE_MISSING]
    print_report(wrong, with_failures=True)
    printed = capsys.readouterr().out
    assert "FAILED E1 fact: right page shown, value missing" in printed
    assert "NOT DECLINED E2" in printed
    assert "NOT VERBATIM E1 ecole.md" in printed


def test_each_version_question_is_told_and_those_that_show_the_older_value_are_counted(
    tmp_path: Path, question_set: QuestionSet, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (tmp_path / "questions.jsonl").read_text(encoding="utf-8")
    lines = lines.replace('"kind": "fact"', '"kind": "version", "must_not": ["6,10 €"]')
    (tmp_path / "questions.jsonl").write_text(lines, encoding="utf-8")
    versions = sample_set(tmp_path / "commune.toml")
    print_report(judged(versions, "Le repas coûte 6,10 €."), with_failures=False)
    printed = capsys.readouterr().out
    assert "version questions that show the older value: 1/1" in printed
    assert "E1 older value shown" in printed
    print_report(judged(versions, "Le repas coûte 6,35 €."), with_failures=False)
    assert "version questions that show the older value: 0/1" in capsys.readouterr().out
    print_report(judged(question_set, "Le repas coûte 6,35 €."), with_failures=False)
    assert "version questions" not in capsys.readouterr().out


def test_the_json_is_what_the_floors_read(question_set: QuestionSet) -> None:
    written = as_json(judged(question_set, "Le repas coûte 6,35 €."))
    assert written["digest"] == question_set.digest
    assert isinstance(written["figures"], dict)
    assert written["figures"]["verbatim"]["value"] == 1.0


@pytest.mark.parametrize("name", ["gold", "real"])
def test_a_set_on_outside_data_is_skipped_by_name_without_them(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert main(["--set", name]) == 0
    assert f"SKIPPED {name}" in capsys.readouterr().out


def test_other_documents_than_those_annotated_are_told_and_measure_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.setenv("PARVIS_SHARED_DATA", str(tmp_path))
    assert main(["--set", "real"]) == 2
    assert "cannot measure: R001: no file of its commune has the digest" in capsys.readouterr().out


def test_the_set_that_judges_is_run_only_when_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert [chosen.name for chosen in chosen_sets("all")] == ["sample"]


def test_one_half_of_a_set_is_asked_alone() -> None:
    [whole], [dev], [test] = (chosen_sets("sample", split) for split in (None, "dev", "test"))
    counts = [sum(len(commune.lines) for commune in chosen.communes) for chosen in (whole, dev, test)]
    assert counts[0] == counts[1] + counts[2]
    assert min(counts) > 0
