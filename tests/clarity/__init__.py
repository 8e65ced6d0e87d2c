"""Tests of clarity/."""
