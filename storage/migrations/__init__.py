"""Alembic environments, one for each kind of database; run by ``storage.alembic_migrations``."""
