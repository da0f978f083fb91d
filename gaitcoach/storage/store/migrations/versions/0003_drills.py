"""Drills that were done"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "drill",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("started_utc", sa.DateTime(), nullable=False),
        sa.Column("offset_min", sa.Integer(), nullable=False),
        sa.Column("drill", sa.String(length=32), nullable=False),
        sa.Column("side", sa.String(length=5), nullable=True),
        sa.Column("load", sa.String(length=8), nullable=False),
        sa.Column("reps", sa.Integer(), nullable=False),
        sa.Column("good_reps", sa.Integer(), nullable=False),
        sa.Column("hold_s", sa.Float(), nullable=False),
        sa.Column("good_s", sa.Float(), nullable=False),
        sa.Column("score_percent", sa.Float(), nullable=False),
        sa.Column("range_deg", sa.Float(), nullable=True),
        sa.Column("good_deg", sa.Float(), nullable=True),
        sa.Column("target_reps", sa.Integer(), nullable=True),
        sa.Column("target_hold_s", sa.Float(), nullable=True),
        sa.Column("faults", sa.JSON(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("view", sa.String(length=16), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("summary", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_drill_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drill")),
        sa.UniqueConstraint("uid", name=op.f("uq_drill_uid")),
    )
    op.create_index(
        "ix_drill_person_id_started_utc", "drill", ["person_id", "started_utc"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_drill_person_id_started_utc", "drill")
    op.drop_table("drill")
