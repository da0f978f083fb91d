"""Corrections, programmes, a limit for each leg"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_utc", sa.DateTime(), nullable=False),
        sa.Column("ended_utc", sa.DateTime(), nullable=True),
        sa.Column("schedule", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_programme_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
    )
    op.create_index(op.f("ix_programme_person_id"), "programme", ["person_id"], unique=False)

    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("made_utc", sa.DateTime(), nullable=False),
        sa.Column("revoked_utc", sa.DateTime(), nullable=True),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name=op.f("fk_correction_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_run_id"), "correction", ["run_id"], unique=False)

    op.create_table(
        "programme_session",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_programme_session_programme_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name=op.f("fk_programme_session_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_programme_session")),
    )
    op.create_index(
        op.f("ix_programme_session_programme_id"),
        "programme_session",
        ["programme_id"],
        unique=False,
    )

    op.add_column("run", sa.Column("left_limit_deg", sa.Float(), nullable=True))
    op.add_column("run", sa.Column("right_limit_deg", sa.Float(), nullable=True))


def downgrade() -> None:
    op.drop_column("run", "right_limit_deg")
    op.drop_column("run", "left_limit_deg")

    op.drop_index(op.f("ix_programme_session_programme_id"), "programme_session")

    op.drop_table("programme_session")
    op.drop_index(op.f("ix_correction_run_id"), "correction")

    op.drop_table("correction")
    op.drop_index(op.f("ix_programme_person_id"), "programme")

    op.drop_table("programme")
