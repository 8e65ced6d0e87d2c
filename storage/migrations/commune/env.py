"""What Alembic runs for the commune database: its migrations, in the connection that it was given."""

from storage.migrations.environment import run_migrations
from storage.sqlalchemy_commune_tables import METADATA

run_migrations(METADATA)
