"""Many sentences on documents of many kinds, so that a change made for one case shows what it does to the others."""

import tomllib
from pathlib import Path

import pytest

from answering.verifying.verified import CitedText
from answering.verifying.verifier import verify


def documents(name: str) -> list[dict[str, object]]:
    read: list[dict[str, object]] = tomllib.loads(Path(__file__).with_name(name).read_text("utf-8"))["document"]
    return read


DOCUMENTS = documents("invented_documents.toml")
PARAPHRASED = documents("plain_paraphrases.toml")


@pytest.mark.parametrize("document", [*DOCUMENTS, *PARAPHRASED], ids=lambda document: document["text"][:30])
def test_faithful_sentences_are_shown_and_false_ones_withheld(document: dict[str, object]) -> None:
    cited = [CitedText(text=str(document["text"]))]

    def sentences(*kinds: str) -> list[str]:
        listed = [document.get(kind, []) for kind in kinds]
        return [str(sentence) for one in listed if isinstance(one, list) for sentence in one]

    shown = {s for s in sentences("faithful", "withheld_wrongly") if verify(s, cited).is_supported}
    assert shown == set(sentences("faithful"))
    passed = {s for s in sentences("false", "shown_wrongly") if verify(s, cited).is_supported}
    assert passed == set(sentences("shown_wrongly"))


def counted(documents: list[dict[str, object]]) -> dict[str, int]:
    return {
        kind: sum(len(sentences) for document in documents if isinstance(sentences := document.get(kind, []), list))
        for kind in ("faithful", "false", "withheld_wrongly", "shown_wrongly")
    }


def test_few_fare_otherwise() -> None:
    counts = counted(DOCUMENTS)
    assert counts["faithful"] + counts["false"] > 600
    assert counts["withheld_wrongly"] <= 0.05 * counts["faithful"]
    assert counts["shown_wrongly"] <= 0.03 * counts["false"]


def test_of_plain_paraphrases_written_before_the_checks_few_fare_otherwise() -> None:
    counts = counted(PARAPHRASED)
    assert sum(counts.values()) >= 250
    assert counts["withheld_wrongly"] <= 0.2 * counts["faithful"]
    assert counts["shown_wrongly"] <= 0.12 * counts["false"]
