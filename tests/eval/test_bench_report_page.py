"""The bench of the report's page asks for each kind of page, from what the first one holds."""

from pathlib import Path

import pytest

from eval.answer_runs import ProductFailed
from eval.bench_report_page import FINDINGS_A_DOCUMENT, QUERIES, PageTimes, addresses, prepare

PAGE = (
    '<a href="/console/rapport?document=d00000000000000a1#d-x">Noms</a>'
    '<form action="/console/rapport/constats/f00000000000000b2" method="post">'
)


def test_the_report_has_at_least_as_many_findings_as_asked_for(tmp_path: Path) -> None:
    asked = 2 * FINDINGS_A_DOCUMENT + 1
    assert prepare(tmp_path, asked) >= asked


def test_every_kind_of_page_is_asked_for() -> None:
    found = addresses(PAGE)
    assert set(found) == {*QUERIES, "one document", "one finding"}
    assert found["one document"] == "/console/rapport?document=d00000000000000a1"
    assert found["one finding"] == "/console/rapport/constats/f00000000000000b2"


def test_a_page_without_findings_is_no_measure() -> None:
    with pytest.raises(ProductFailed):
        addresses("<p>Les documents n’ont pas encore été vérifiés.</p>")


def test_times_are_told_with_their_percentiles() -> None:
    times = PageTimes(name="whole", times_ms=tuple(float(n) for n in range(1, 21)), size=74_000)
    assert str(times) == "whole: p50 10 ms, p95 19 ms, worst 20 ms, 74 kB"
