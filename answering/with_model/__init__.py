"""Composing with a language model: asked for plain French from the passages found, shown only once verified."""
