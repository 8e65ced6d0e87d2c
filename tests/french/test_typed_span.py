"""What every typed fact stands on: a flat text of the same length, and spans that are compared by their characters."""

import pytest

from french.typed_span import FactKind, TypedSpan, flat, overlaps


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        ("tariff table", "À 17 h 30 — 5,15 €/m³", "a 17 h 30 - 5,15 €/m3"),
        ("PDF with narrow no-break spaces", "1\u202f250\u00a0€", "1 250 €"),
        ("newsletter, ligature kept one character long", "L’œuvre\nde Noël", "l'œuvre\nde noel"),
        ("minutes, ligature of two letters", "a\ufb01n", "a\ufb01n"),
    ],
)
def test_a_flat_text_keeps_every_offset(document: str, text: str, expected: str) -> None:
    assert flat(text) == expected, document
    assert len(flat(text)) == len(text)


def test_spans_overlap_when_they_share_a_character() -> None:
    first, second, third = (
        TypedSpan(kind=FactKind.DATE, start=a, end=b, value=None) for a, b in ((0, 5), (3, 12), (12, 14))
    )
    assert overlaps(first, [third, second])
    assert not overlaps(third, [first, second])
