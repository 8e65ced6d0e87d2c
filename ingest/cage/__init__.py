"""Readers in worker processes with limits, and the pipe to them."""
