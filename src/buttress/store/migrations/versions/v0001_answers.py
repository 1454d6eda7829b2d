"""Workloads, versions of lenses, snapshots and answers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from buttress.store.migrations.refusal import FUNCTION, refuse_changes

revision = "0001"
down_revision = None

WHEN = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, their indexes and their triggers."""
    _workloads()
    _evidence()
    _answers()
    if op.get_bind().dialect.name == "postgresql":
        op.execute(FUNCTION)
    refuse_changes(("workload", "workload_revision", "lens_version", "workload_lens", "snapshot", "review", "answer"))


def _workloads() -> None:
    op.create_table(
        "workload",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.CheckConstraint("name <> ''", name="name"),
    )
    op.create_table(
        "workload_revision",
        sa.Column("workload_id", sa.Integer, sa.ForeignKey("workload.id"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("paths", sa.JSON, nullable=False),
        sa.Column("given", sa.JSON, nullable=False),
        sa.Column("parameter_files", sa.JSON, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("follows", sa.Text, nullable=False),
        sa.Column("template", sa.Boolean, nullable=False),
        sa.CheckConstraint("revision >= 1", name="revision"),
    )


def _evidence() -> None:
    op.create_table(
        "lens_version",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("lens", sa.Text, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "workload_lens",
        sa.Column("workload_id", sa.Integer, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("position", sa.Integer, primary_key=True),
        sa.Column("lens", sa.Text, nullable=False),
        sa.Column("digest", sa.String(64), sa.ForeignKey("lens_version.digest"), nullable=False),
        sa.ForeignKeyConstraint(
            ["workload_id", "revision"], ["workload_revision.workload_id", "workload_revision.revision"]
        ),
    )
    op.create_table(
        "snapshot",
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("document", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "review",
        sa.Column("workload_id", sa.Integer, sa.ForeignKey("workload.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("snapshot", sa.String(64), sa.ForeignKey("snapshot.digest"), nullable=False),
        sa.CheckConstraint("number >= 1", name="number"),
    )


def _answers() -> None:
    op.create_table(
        "answer",
        sa.Column("workload_id", sa.Integer, sa.ForeignKey("workload.id"), primary_key=True),
        sa.Column("practice", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True),
        sa.Column("decision", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", WHEN, nullable=False),
        sa.Column("origin", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("seen", sa.Text),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        sa.CheckConstraint("revision >= 1", name="revision"),
        sa.CheckConstraint("practice <> ''", name="practice"),
        sa.CheckConstraint("decision IN ('present', 'absent', 'not_applicable')", name="decision"),
        sa.CheckConstraint("origin IN ('evidence', 'person', 'imported', 'template', 'earlier')", name="origin"),
        sa.CheckConstraint(
            "seen IN ('met', 'supported', 'partly', 'contradicted', 'open', 'not_applicable')", name="seen"
        ),
    )
    first, withdrawn = sa.text("revision = 1"), sa.text("withdrawn")
    op.create_index(
        "ix_answer_first", "answer", ["workload_id", "revision"], sqlite_where=first, postgresql_where=first
    )
    op.create_index(
        "ix_answer_withdrawn",
        "answer",
        ["workload_id", "practice", "revision"],
        sqlite_where=withdrawn,
        postgresql_where=withdrawn,
    )
