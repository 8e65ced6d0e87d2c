"""Tests of what makes a file unreadable."""
