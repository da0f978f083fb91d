"""The tables of the store. A change here needs a migration, which a test compares with this file.

Degrees as everywhere: drop + = the hip on the swing side hangs lower; `side` is the stance leg.
Times within a run are seconds of its source, as in the record.
"""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    false,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)


def _of_a_run(name: str, *columns: Column) -> Table:
    """Return a table of facts: one row for each, numbered within its run."""
    return Table(
        name,
        metadata,
        Column("run_id", ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
        Column("n", Integer, primary_key=True),
        Column("t_s", Float, nullable=False),
        *columns,
        # The rows of a run lie together, and no second index is needed.
        sqlite_with_rowid=False,
    )


person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("name", Text, nullable=False, unique=True),
    Column("notes", Text, nullable=False, server_default=""),
    # When the person agreed that runs are kept; NULL = not asked.
    Column("consent_utc", DateTime),
    Column("threshold_deg", Float),
    Column("created_utc", DateTime, nullable=False),
)

run = Table(
    "run",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE")),
    Column("state", String(16), nullable=False),
    # The computer that measured it: only there an unfinished run is looked for.
    Column("machine", Text, nullable=False),
    Column("record", Text),
    Column("started_utc", DateTime, nullable=False),
    Column("offset_min", Integer, nullable=False, server_default="0"),
    Column("source", Text, nullable=False),
    Column("view", String(16), nullable=False),
    Column("threshold_deg", Float, nullable=False),
    Column("settings", JSON, nullable=False),
    Column("versions", JSON, nullable=False),
    Column("method", String(16)),
    Column("validated", Boolean),
    Column("duration_s", Float),
    Column("active_s", Float),
    Column("cadence_spm", Float),
    Column("contact_time_s", Float),
    Column("baseline_deg", Float),
    Column("baseline_sigma_deg", Float),
    Column("level_by", String(16)),
    Column("cues", Integer),
    Column("gaps", Integer),
    # What is known beside the measurement, for filters and fair comparisons.
    Column("speed_kmh", Float),
    Column("incline_percent", Float),
    Column("shoes", Text, nullable=False, server_default=""),
    Column("notes", Text, nullable=False, server_default=""),
    # The limits of the legs where they have their own; NULL = threshold_deg.
    Column("left_limit_deg", Float),
    Column("right_limit_deg", Float),
    # The run as it ended, in full; the columns below are recomputed when it is put right.
    Column("summary", JSON),
    *(
        Column(f"{side}_{figure}", kind)
        for side in ("left", "right")
        for figure, kind in (
            ("n", Integer),
            ("usable", Integer),
            ("mean_deg", Float),
            ("sd_deg", Float),
            ("low_deg", Float),
            ("high_deg", Float),
            ("over_rel", Float),
        )
    ),
    Index("ix_run_person_id_started_utc", "person_id", "started_utc"),
    Index("ix_run_started_utc", "started_utc"),
)

step = _of_a_run(
    "step",
    Column("side", String(5), nullable=False),
    Column("drop_deg", Float),
    Column("drop_peak_deg", Float),
    Column("sigma_deg", Float),
    Column("level_deg", Float),
    Column("contact_time_s", Float),
    Column("cadence_spm", Float),
    Column("n_frames", SmallInteger),
    # NULL = the step counts.
    Column("reason", String(16)),
)

cue = _of_a_run(
    "cue",
    Column("kind", String(16), nullable=False),
    Column("side", String(5)),
    Column("text", Text, nullable=False),
    Column("said", Boolean, nullable=False),
    Column("reason", JSON, nullable=False),
)

marker = _of_a_run("marker", Column("text", Text, nullable=False))

block = _of_a_run("block", Column("block", String(16)))

gap = _of_a_run("gap", Column("t_end_s", Float, nullable=False), Column("cause", Text))

fact = _of_a_run("fact", Column("event", String(16), nullable=False), Column("body", JSON))
"""Every other event of the record: baseline, method, quality, setup, activity."""

correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("run_id", ForeignKey("run.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("made_utc", DateTime, nullable=False),
    # Taken back, not deleted: the log shows both.
    Column("revoked_utc", DateTime),
    Column("body", JSON, nullable=False),
)

programme = Table(
    "programme",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("created_utc", DateTime, nullable=False),
    Column("ended_utc", DateTime),
    Column("schedule", JSON, nullable=False),
)

programme_session = Table(
    "programme_session",
    metadata,
    Column("run_id", ForeignKey("run.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "programme_id", ForeignKey("programme.id", ondelete="CASCADE"), nullable=False, index=True
    ),
    Column("number", Integer, nullable=False),
)

drill = Table(
    "drill",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", String(32), nullable=False, unique=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE")),
    Column("started_utc", DateTime, nullable=False),
    Column("offset_min", Integer, nullable=False),
    Column("drill", String(32), nullable=False),
    # The leg that stood; "both" when each has worked, NULL when both carry.
    Column("side", String(5)),
    Column("load", String(8), nullable=False),
    Column("reps", Integer, nullable=False),
    Column("good_reps", Integer, nullable=False),
    Column("hold_s", Float, nullable=False),
    Column("good_s", Float, nullable=False),
    Column("score_percent", Float, nullable=False),
    Column("range_deg", Float),
    Column("good_deg", Float),
    Column("target_reps", Integer),
    Column("target_hold_s", Float),
    Column("faults", JSON, nullable=False),
    Column("findings", JSON, nullable=False),
    Column("view", String(16), nullable=False),
    Column("method", String(16), nullable=False),
    Column("settings", JSON, nullable=False),
    Column("versions", JSON, nullable=False),
    # As it was told, in full.
    Column("summary", JSON, nullable=False),
    # A chair or a bar was held.
    Column("held_on", Boolean, nullable=False, server_default=false()),
    Column("notes", Text, nullable=False, server_default=""),
    Index("ix_drill_person_id_started_utc", "person_id", "started_utc"),
)
"""Drills that were done: see `gaitcoach.drills.done`."""

OF_A_RUN = (step, cue, marker, block, gap, fact)
