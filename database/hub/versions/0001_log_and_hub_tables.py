"""The operation log, the quarantine, and the tables of the hub."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_log()
    create_numbers()
    create_devices()
    op.create_table(
        "hub_setting",
        sa.Column("name", sa.Text(), primary_key=True),
        sa.Column("value", sa.Text(), nullable=False),
    )
    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.Text(), primary_key=True),
        sa.Column("expires", sa.BigInteger(), nullable=False),
    )


def create_log() -> None:
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
    waiting = sa.text("hub_n IS NULL")
    op.create_index(
        "op_outbox",
        "op",
        ["space", "arrived"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_table(
        "quarantine",
        sa.Column("space", sa.Text(), primary_key=True),
        sa.Column("device", sa.Text(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary(), primary_key=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )


def create_numbers() -> None:
    counter = op.create_table(
        "counter",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("n", sa.BigInteger(), nullable=False),
    )
    op.bulk_insert(counter, [{"id": 1, "n": 0}])
    op.create_table(
        "epoch",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("base", sa.BigInteger(), nullable=False),
        sa.Column("started", sa.BigInteger(), nullable=False),
    )


def create_devices() -> None:
    op.create_table(
        "device",
        sa.Column("id", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("own_name", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("enrolled", sa.BigInteger(), nullable=False),
        sa.Column("revoked", sa.BigInteger()),
        sa.Column("pushed", sa.BigInteger()),
        sa.Column("pulled", sa.BigInteger()),
        sa.Column("pulled_n", sa.BigInteger(), nullable=False),
    )
    op.create_table(
        "enrolment",
        sa.Column("selector", sa.Text(), primary_key=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("code_hash", sa.Text(), nullable=False),
        sa.Column("expires", sa.BigInteger(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("device", sa.Text()),
        sa.Column("public_key", sa.LargeBinary()),
    )
    op.create_table(
        "chain_head",
        sa.Column("space", sa.Text(), primary_key=True),
        sa.Column("device", sa.Text(), primary_key=True),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
    )
