"""The question that was meant, once search has corrected the words that no document holds."""

from dataclasses import replace

from domain.answer import Question
from domain.search import SearchResult
from french.typed_words import replaced


def as_meant(question: Question, result: SearchResult) -> Question:
    """``question`` with the spelling that was searched, history too; itself when every word was searched as typed."""
    changes = {**result.abbreviations, **result.corrections}
    if not changes:
        return question
    history = tuple(replaced(text, changes) for text in question.history)
    return replace(question, text=replaced(question.text, changes), history=history)
