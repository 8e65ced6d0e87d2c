"""Alembic environment of the commune database."""
