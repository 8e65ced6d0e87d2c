from dataclasses import replace
from hashlib import sha256

import pytest

from eval.ocr import NUMBERS, Number, Verdict, judge, main, read_numbers, report
from eval.ocr_values import Kind
from ingest.ocr.hocr import OcrWord
from ingest.ocr.page_job import OcrPage
from tests.ingest.ocr.stand_ins import word


def number(value: str = "3.45", top: float = 100) -> Number:
    return Number(
        digest="ab" * 32,
        page=1,
        kind=Kind.AMOUNT,
        value_sha256=sha256(value.encode()).hexdigest(),
        box=(65 / 600, (top - 2) / 800, 135 / 600, (top + 14) / 800),
        split="dev",
    )


def page(first: OcrWord, second: OcrWord | None = None, skew: float = 0) -> OcrPage:
    return OcrPage(
        number=1,
        width=600,
        height=800,
        skew=skew,
        is_turned=False,
        horizontal=(),
        vertical=(),
        first=(first,),
        second=(second or first,),
    )


READ = word("3,45", 70)


@pytest.mark.parametrize(
    ("value", "read", "expected"),
    [
        pytest.param("3.45", page(READ), Verdict.RIGHT, id="right"),
        pytest.param("3.45", page(READ, word("3,15", 70)), Verdict.RIGHT_MARKED, id="right and doubtful"),
        pytest.param("3.15", page(READ, word("3,15", 70)), Verdict.MARKED, id="wrong and doubtful"),
        pytest.param("3.15", page(READ), Verdict.WRONG, id="wrong and sure"),
        pytest.param("3.45", page(word("mairie", 70)), Verdict.MISSING, id="no figure there"),
        pytest.param("3.45", page(word("3,45", 70, top=300)), Verdict.MISSING, id="read elsewhere"),
    ],
)
def test_a_number_is_judged_at_its_place(value: str, read: OcrPage, expected: Verdict) -> None:
    assert judge(number(value), read) is expected


def test_the_place_follows_the_page_when_it_is_set_straight() -> None:
    # Two degrees about the middle of the page bring what stood at 95 to 88 or so on its left.
    assert (
        judge(number(top=100), page(replace(READ, top=92, bottom=102, left=80, right=100), skew=2.0)) is Verdict.RIGHT
    )


def test_a_half_is_reported_with_its_own_total() -> None:
    judged = [(number(), Verdict.RIGHT), (replace(number(), split="test"), Verdict.WRONG)]
    assert report(judged, "dev")[-1].startswith("dev, right or marked: 1/1 = 100.0%")
    assert report(judged, "test")[-1].startswith("test, right or marked: 0/1 = 0.0%")


def test_the_judging_file_holds_places_and_digests_and_no_value() -> None:
    numbers = read_numbers()
    assert len(numbers) >= 100
    assert {len(one.value_sha256) for one in numbers} == {64}
    assert {one.split for one in numbers} == {"dev", "test"}
    assert all(0 <= edge <= 1 for one in numbers for edge in one.box)
    assert '"value":' not in NUMBERS.read_text("utf-8")


def test_without_the_documents_it_says_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert main([]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED")
