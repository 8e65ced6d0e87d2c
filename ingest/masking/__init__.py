"""Residents' personal data in documents: found once, when a file is read."""
