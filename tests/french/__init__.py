"""Tests of french/."""
