"""Tests of what makes a document outdated."""
