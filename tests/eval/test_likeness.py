import random

import pytest

from domain.ids import DocumentId
from eval import likeness
from eval.likeness import copies_found, misread, real_pairs
from tests.ingest.test_likeness import ACT

PIECES = [" ".join(ACT[:300]), " ".join(ACT[300:])]


def test_the_share_of_words_misread_is_the_one_asked() -> None:
    text = " ".join(["mairie"] * 1_000)
    wrong = misread(text, 0.1, random.Random(1)).split(" ").count("mairix")
    assert 60 < wrong < 140
    assert misread(text, 0, random.Random(1)) == text


def test_copies_are_found_when_few_words_are_misread_and_short_documents_are_left_out() -> None:
    texts = {DocumentId("a"): PIECES, DocumentId("b"): ["La mairie est fermée."]}
    assert copies_found(texts, 0.004) == (1, 1)
    assert copies_found(texts, 0.5) == (0, 1)


def test_real_pairs_are_told() -> None:
    (pair,) = real_pairs({DocumentId("a"): PIECES, DocumentId("b"): [*PIECES, "et signé"]})
    assert (pair.document, pair.other) == ("a", "b")


def test_without_outside_data_it_says_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("PARVIS_SHARED_DATA", raising=False)
    assert likeness.main([]) == 0
    assert capsys.readouterr().out.startswith("SKIPPED")
