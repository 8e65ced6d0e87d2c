"""The tests of ``answering.composing``."""
