"""The measure of typed facts: what it counts as covered, and how it masks what it prints."""

import pytest

from eval.facts import Coverage, coverage_lines, main, marker_lines, shape
from french.typed_span import flat


def test_a_figure_that_no_fact_covers_is_a_miss_with_its_digits_masked() -> None:
    coverage = Coverage()
    coverage.add("Repas : 3,85 € le midi, réf. 00 61 91 04 00")
    assert (coverage.seen["€"], coverage.facts["amount"]) == (1, 1)
    assert "€" not in coverage.misses
    assert list(coverage.misses["phone"].elements()) == ["le midi, ref. 99 99 99 99 99"]


def test_a_shape_stays_on_its_line() -> None:
    line = flat("Avant\nle prix de 12 € net\naprès")
    start = line.index("12")
    assert shape(line, start, start + 4) == "le prix de 99 € net"


def test_coverage_is_printed_with_the_shapes_missed_most() -> None:
    coverage = Coverage()
    for _ in range(3):
        coverage.add("fax 00 61 91 04 00")
    lines = list(coverage_lines(coverage, 1))
    assert lines[0].startswith("3 passages, ")
    assert "phone: 0 of 3 covered (0.0%)" in lines
    assert lines[-1] == "       3 fax 99 99 99 99 99"


def test_annotated_exceptions_are_touched_by_their_markers() -> None:
    rows = [
        {"text": "Ouvert à tous, sauf aux chiens.", "clean": True, "exception_spans": ["aux chiens"]},
        {"text": "Fermé quand il pleut.", "clean": False, "exception_spans": ["quand il pleut"]},
    ]
    lines = list(marker_lines(rows))
    assert "exc       0 of 1 faulty    1 of 1 clean" in lines
    assert "cond      1 of 1 faulty    0 of 1 clean" in lines
    assert lines[-1].endswith(": 1 of 2")


def test_without_outside_documents_it_says_that_it_skips(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED")
