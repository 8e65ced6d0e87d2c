"""What Alembic runs for the installation database: its migrations, in the connection that it was given."""

from storage.migrations.environment import run_migrations
from storage.sqlalchemy_installation_tables import METADATA

run_migrations(METADATA)
