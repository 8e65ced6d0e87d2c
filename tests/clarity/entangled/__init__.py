"""Tests of the rules on entangled passages."""
