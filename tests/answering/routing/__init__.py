"""Tests of answering.routing."""
