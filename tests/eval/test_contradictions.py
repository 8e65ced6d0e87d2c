import pytest

from eval.contradictions import main


def test_the_dev_half_is_found_whole_without_an_alarm(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert main(["--split", "dev"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("dev: contradictions found: 6/6")
    assert lines[1].startswith("dev: look-alikes alarmed: 0/15")
    assert main(["--split", "forms"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("forms: contradictions found: 50/52")
    assert lines[1].startswith("forms: look-alikes alarmed: 0/66")
    assert main(["--real"]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED")
