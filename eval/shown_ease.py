"""How easy the prose shown in answers is to read. Rows and list items are left out, as ``french.readability`` does."""

from collections.abc import Iterable, Mapping

from french.counted_words import counted_sentences
from french.readability import Readability, readability_of_sentences


def shown_readability(answers: Iterable[Mapping[str, object]]) -> Readability | None:
    """Of the sentences shown in decoded lines of ``parvis answer``, together; None when they are too few words."""
    counted = [words for line in answers for text in _sentences(line) for words in counted_sentences(text)]
    return readability_of_sentences(counted)


def _sentences(line: Mapping[str, object]) -> list[str]:
    shown = line.get("sentences")
    rows = shown if isinstance(shown, list) else []
    return [str(row["text"]) for row in rows if row["kind"] == "sentence"]
