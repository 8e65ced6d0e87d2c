"""Sentences and paragraphs that are hard to read (LX): one rule of the report a file."""
