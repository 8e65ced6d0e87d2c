"""Tests of the rules on hard passages."""
