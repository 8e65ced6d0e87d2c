"""Tests of visas/."""
