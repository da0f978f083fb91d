"""People and runs: steps, cues, markers, blocks, gaps and facts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("consent_utc", sa.DateTime(), nullable=True),
        sa.Column("threshold_deg", sa.Float(), nullable=True),
        sa.Column("created_utc", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("name", name=op.f("uq_person_name")),
        sa.UniqueConstraint("uid", name=op.f("uq_person_uid")),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("record", sa.Text(), nullable=True),
        sa.Column("started_utc", sa.DateTime(), nullable=False),
        sa.Column("offset_min", sa.Integer(), server_default="0", nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("view", sa.String(length=16), nullable=False),
        sa.Column("threshold_deg", sa.Float(), nullable=False),
        sa.Column("settings", sa.JSON(), nullable=False),
        sa.Column("versions", sa.JSON(), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=True),
        sa.Column("validated", sa.Boolean(), nullable=True),
        sa.Column("duration_s", sa.Float(), nullable=True),
        sa.Column("active_s", sa.Float(), nullable=True),
        sa.Column("cadence_spm", sa.Float(), nullable=True),
        sa.Column("contact_time_s", sa.Float(), nullable=True),
        sa.Column("baseline_deg", sa.Float(), nullable=True),
        sa.Column("baseline_sigma_deg", sa.Float(), nullable=True),
        sa.Column("level_by", sa.String(length=16), nullable=True),
        sa.Column("cues", sa.Integer(), nullable=True),
        sa.Column("gaps", sa.Integer(), nullable=True),
        sa.Column("speed_kmh", sa.Float(), nullable=True),
        sa.Column("incline_percent", sa.Float(), nullable=True),
        sa.Column("shoes", sa.Text(), server_default="", nullable=False),
        sa.Column("notes", sa.Text(), server_default="", nullable=False),
        sa.Column("summary", sa.JSON(), nullable=True),
        sa.Column("left_n", sa.Integer(), nullable=True),
        sa.Column("left_usable", sa.Integer(), nullable=True),
        sa.Column("left_mean_deg", sa.Float(), nullable=True),
        sa.Column("left_sd_deg", sa.Float(), nullable=True),
        sa.Column("left_low_deg", sa.Float(), nullable=True),
        sa.Column("left_high_deg", sa.Float(), nullable=True),
        sa.Column("left_over_rel", sa.Float(), nullable=True),
        sa.Column("right_n", sa.Integer(), nullable=True),
        sa.Column("right_usable", sa.Integer(), nullable=True),
        sa.Column("right_mean_deg", sa.Float(), nullable=True),
        sa.Column("right_sd_deg", sa.Float(), nullable=True),
        sa.Column("right_low_deg", sa.Float(), nullable=True),
        sa.Column("right_high_deg", sa.Float(), nullable=True),
        sa.Column("right_over_rel", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_run_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint("uid", name=op.f("uq_run_uid")),
    )
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.create_index(
            "ix_run_person_id_started_utc", ["person_id", "started_utc"], unique=False
        )
        batch_op.create_index("ix_run_started_utc", ["started_utc"], unique=False)

    op.create_table(
        "block",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("t_s", sa.Float(), nullable=False),
        sa.Column("block", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name=op.f("fk_block_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "n", name=op.f("pk_block")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "cue",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("t_s", sa.Float(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("side", sa.String(length=5), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name=op.f("fk_cue_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "n", name=op.f("pk_cue")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "fact",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("t_s", sa.Float(), nullable=False),
        sa.Column("event", sa.String(length=16), nullable=False),
        sa.Column("body", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name=op.f("fk_fact_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "n", name=op.f("pk_fact")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "gap",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("t_s", sa.Float(), nullable=False),
        sa.Column("t_end_s", sa.Float(), nullable=False),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name=op.f("fk_gap_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "n", name=op.f("pk_gap")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "marker",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("t_s", sa.Float(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name=op.f("fk_marker_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "n", name=op.f("pk_marker")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "step",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("n", sa.Integer(), nullable=False),
        sa.Column("t_s", sa.Float(), nullable=False),
        sa.Column("side", sa.String(length=5), nullable=False),
        sa.Column("drop_deg", sa.Float(), nullable=True),
        sa.Column("drop_peak_deg", sa.Float(), nullable=True),
        sa.Column("sigma_deg", sa.Float(), nullable=True),
        sa.Column("level_deg", sa.Float(), nullable=True),
        sa.Column("contact_time_s", sa.Float(), nullable=True),
        sa.Column("cadence_spm", sa.Float(), nullable=True),
        sa.Column("n_frames", sa.SmallInteger(), nullable=True),
        sa.Column("reason", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["run.id"], name=op.f("fk_step_run_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "n", name=op.f("pk_step")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("step")
    op.drop_table("marker")
    op.drop_table("gap")
    op.drop_table("fact")
    op.drop_table("cue")
    op.drop_table("block")
    with op.batch_alter_table("run", schema=None) as batch_op:
        batch_op.drop_index("ix_run_started_utc")
        batch_op.drop_index("ix_run_person_id_started_utc")

    op.drop_table("run")
    op.drop_table("person")
