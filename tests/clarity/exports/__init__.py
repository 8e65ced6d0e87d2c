"""Tests of the report's exports."""
