"""People, remarks, actions and milestones."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from buttress.store.migrations.refusal import refuse_changes

revision = "0002"
down_revision = "0001"

WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, their indexes and their triggers."""
    _people()
    _actions()
    _milestones()
    refuse_changes(("participant", "remark", "action", "milestone"))


def _people() -> None:
    op.create_table(
        "participant",
        sa.Column("workload_id", sa.Integer, sa.ForeignKey("workload.id"), primary_key=True),
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("roles", sa.JSON, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("left", sa.Boolean, nullable=False),
        sa.CheckConstraint("revision >= 1", name="revision"),
        sa.CheckConstraint("name <> ''", name="name"),
    )
    op.create_table(
        "remark",
        sa.Column("workload_id", sa.Integer, sa.ForeignKey("workload.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("about", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("settled", sa.Text, nullable=False),
        sa.CheckConstraint("number >= 1", name="number"),
        sa.CheckConstraint("revision >= 1", name="revision"),
        sa.CheckConstraint("kind IN ('note', 'parked')", name="kind"),
    )


def _actions() -> None:
    op.create_table(
        "action",
        sa.Column("workload_id", sa.Integer, sa.ForeignKey("workload.id"), primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("severity", sa.Text, nullable=False),
        sa.Column("effort", sa.Text, nullable=False),
        sa.Column("practices", sa.JSON, nullable=False),
        sa.Column("findings", sa.JSON, nullable=False),
        sa.Column("first_step", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=False),
        sa.Column("due", sa.Date),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("until", sa.Date),
        sa.CheckConstraint("revision >= 1", name="revision"),
        sa.CheckConstraint("id <> ''", name="id"),
        sa.CheckConstraint("severity IN ('high', 'medium', 'low')", name="severity"),
        sa.CheckConstraint("effort IN ('S', 'M', 'L')", name="effort"),
        sa.CheckConstraint("status IN ('open', 'reported', 'closed', 'accepted')", name="status"),
    )
    op.create_index("ix_action_status", "action", ["workload_id", "id", "revision", "status"])


def _milestones() -> None:
    op.create_table(
        "milestone",
        sa.Column("workload_id", sa.Integer, sa.ForeignKey("workload.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("high", sa.Integer, nullable=False),
        sa.Column("possibly_high", sa.Integer, nullable=False),
        sa.Column("medium", sa.Integer, nullable=False),
        sa.Column("possibly_medium", sa.Integer, nullable=False),
        sa.Column("open_practices", sa.Integer, nullable=False),
        sa.Column("content", sa.String(64), nullable=False),
        sa.Column("previous", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("snapshot", sa.String(64), sa.ForeignKey("snapshot.digest")),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.CheckConstraint("number >= 1", name="number"),
        sa.CheckConstraint("name <> ''", name="name"),
        sa.UniqueConstraint("workload_id", "name"),
    )
