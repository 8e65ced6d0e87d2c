"""Alembic environment of the installation database."""
