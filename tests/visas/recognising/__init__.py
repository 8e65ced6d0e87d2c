"""Tests of what recognises legal references."""
