import pytest

from ingest.characters import clean_characters


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  oﬃce  de\u00a0tourisme ", "office de tourisme"),
        ("e\u0301te\u0301", "été"),
        ("coti\u00adsation", "cotisation"),
        ("tarif\u200b \u202e12\u202c €", "tarif 12 €"),
        ("ig\U000e0041\U000e0042nore", "ignore"),
        ("a\x00b\x07c", "abc"),
        ("1\u202f250,00\u00a0€", "1 250,00 €"),
        ("n° 3 – « œuvre »", "n° 3 – « œuvre »"),
    ],
    ids=["ligature", "decomposed", "soft hyphen", "bidi", "tag block", "controls", "thin blank", "kept"],
)
def test_invisible_and_decomposed_characters_are_put_right(raw: str, clean: str) -> None:
    assert clean_characters(raw) == clean
