"""Recognises, once the documents have been found silent, a question that no commune's documents would answer."""

from answering.routing.guessing import OUT_OF_SCOPE, guess
from answering.routing.rules import rule_book


def is_out_of_scope(question: str) -> bool:
    """Whether the question is of a subject foreign to a commune (``answering/routing/out_of_scope.toml``).

    Asked only when the search brought no support: a document about football answers a question about football.
    """
    return bool(rule_book("out_of_scope").matching(question))


def is_likely_out_of_scope(question: str) -> bool:
    """Whether the statistical router takes it for one: asked only when nothing at all would be shown."""
    return guess(question).way == OUT_OF_SCOPE
