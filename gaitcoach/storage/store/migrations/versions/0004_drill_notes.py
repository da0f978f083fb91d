"""Notes of a drill, and whether one held on"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column(
        "drill", sa.Column("held_on", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column("drill", sa.Column("notes", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("drill", "notes")
    op.drop_column("drill", "held_on")
