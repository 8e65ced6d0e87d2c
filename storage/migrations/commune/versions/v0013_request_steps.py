"""The whole life of a request: who holds it, what residents add, and a journal that nobody can rewrite."""

import sqlalchemy as sa
from alembic import op

revision = "commune_0013"
down_revision = "commune_0012"
branch_labels = None
depends_on = None

_COLUMNS = (
    sa.Column("counts_from", sa.Text(), nullable=True),
    sa.Column("taken_by", sa.Integer(), nullable=True),
    sa.Column("lease_until", sa.Text(), nullable=True),
    sa.Column("acknowledged_at", sa.Text(), nullable=True),
    sa.Column("erased_at", sa.Text(), nullable=True),
    sa.Column("transmitted_to", sa.Text(), nullable=False, server_default=""),
)


def upgrade() -> None:
    """Add the columns, name the former steps, and let no row of the journal be changed or removed alone."""
    for column in _COLUMNS:
        op.add_column("requests", column)
    op.add_column("replies", sa.Column("side", sa.Text(), nullable=False, server_default="agent"))
    op.add_column("journal", sa.Column("step", sa.Text(), nullable=False, server_default="send"))
    op.execute("UPDATE journal SET step = 'reply' WHERE state = 'repondue'")
    op.execute("UPDATE journal SET step = 'close' WHERE state = 'close'")
    for trigger in TRIGGERS:
        op.execute(trigger)


def downgrade() -> None:
    """Drop them."""
    op.execute("DROP TRIGGER journal_is_not_changed")
    op.execute("DROP TRIGGER journal_is_not_cut")
    op.drop_column("journal", "step")
    op.drop_column("replies", "side")
    for column in reversed(_COLUMNS):
        op.drop_column("requests", column.name)


# A request that is removed whole takes its journal with it: its row is gone before those of the journal.
TRIGGERS = (
    "CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal "
    "BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END",
    "CREATE TRIGGER journal_is_not_cut BEFORE DELETE ON journal "
    "WHEN EXISTS (SELECT 1 FROM requests WHERE reference = OLD.reference) "
    "BEGIN SELECT RAISE(ABORT, 'the journal is only ever added to'); END",
)
