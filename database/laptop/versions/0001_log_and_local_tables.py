"""The operation log, the quarantine, and the tables of this laptop alone."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "op",
        sa.Column("space", sa.Text(), primary_key=True),
        sa.Column("device", sa.Text(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("txn", sa.Text(), nullable=False),
        sa.Column("clock", sa.BigInteger(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("arrived", sa.BigInteger(), nullable=False),
        sa.Column("hub_n", sa.BigInteger()),
    )
    op.create_index("op_arrived", "op", ["space", "arrived"])
    op.create_index("op_order", "op", ["arrived"])
    op.create_index("op_txn", "op", ["txn"])
    op.create_index("op_outbox", "op", ["space", "arrived"], sqlite_where=sa.text("hub_n IS NULL"))
    op.create_table(
        "quarantine",
        sa.Column("space", sa.Text(), primary_key=True),
        sa.Column("device", sa.Text(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary(), primary_key=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    op.create_table(
        "setting",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "undo_step",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("txn", sa.Text(), nullable=False),
        sa.Column("undone", sa.Integer(), nullable=False),
    )
    op.create_index("undo_step_undone", "undo_step", ["undone"], sqlite_where=sa.text("undone = 1"))
    op.create_table(
        "inversion",
        sa.Column("txn", sa.Text(), primary_key=True),
        sa.Column("undone", sa.Text(), nullable=False),
    )
    op.create_table(
        "sync_run",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("started", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("received", sa.Integer(), nullable=False),
        sa.Column("merged", sa.Integer(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
    )
