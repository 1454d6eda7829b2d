"""The tables of the store.

What changes over time has a row for each revision and is only ever added to, so that earlier revisions stay readable:
the newest is the greatest revision, found by the primary key. What is large is kept once, by the SHA-256 of its
canonical form, compressed. Changes of this module need a migration; a test compares the two.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

from buttress.answers.answer import DECISIONS, ORIGINS
from buttress.lenses.guide import SIZES
from buttress.plan.action import STATUSES
from buttress.plan.items import ORDER

if TYPE_CHECKING:
    from sqlalchemy.engine import Dialect

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
METADATA: Final = MetaData(naming_convention=NAMES)


class Utc(TypeDecorator[datetime.datetime]):
    """Keeps a time in UTC and gives it back aware; a time without a zone is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        """Give what is written: SQLite knows no zones and gets the time of UTC without one."""
        if value is None:
            return None
        utc = in_utc(value)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime.datetime | None, dialect: Dialect) -> datetime.datetime | None:
        """Give what was read, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=datetime.UTC) if dialect.name == "sqlite" else value.astimezone(datetime.UTC)


def in_utc(at: datetime.datetime) -> datetime.datetime:
    """Give a time in UTC; raises `ValueError` for one without a zone, which could be any time."""
    if at.tzinfo is None:
        raise ValueError(f"{at.isoformat()} has no time zone; the store keeps only times that have one.")
    return at.astimezone(datetime.UTC)


def _workload_id(*, key: bool = True) -> Column[int]:
    return Column("workload_id", ForeignKey("workload.id"), primary_key=key, nullable=False)


def _one_of(name: str, *values: str) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{name} IN ({listed})", name=name)


def _from_one(name: str) -> CheckConstraint:
    return CheckConstraint(f"{name} >= 1", name=name)


# --- 0001 -------------------------------------------------------------------------------------------------------------

workload: Final = Table(
    "workload",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    CheckConstraint("name <> ''", name="name"),
)
workload_revision: Final = Table(
    "workload_revision",
    METADATA,
    _workload_id(),
    Column("revision", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("paths", JSON, nullable=False),
    Column("given", JSON, nullable=False),
    Column("parameter_files", JSON, nullable=False),
    Column("description", Text, nullable=False),
    Column("follows", Text, nullable=False),
    Column("template", Boolean, nullable=False),
    _from_one("revision"),
)
lens_version: Final = Table(
    "lens_version",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("lens", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("document", LargeBinary, nullable=False),
)
workload_lens: Final = Table(
    "workload_lens",
    METADATA,
    Column("workload_id", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("lens", Text, nullable=False),
    Column("digest", ForeignKey("lens_version.digest"), nullable=False),
    ForeignKeyConstraint(["workload_id", "revision"], ["workload_revision.workload_id", "workload_revision.revision"]),
)
snapshot: Final = Table(
    "snapshot",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("document", LargeBinary, nullable=False),
)
review: Final = Table(
    "review",
    METADATA,
    _workload_id(),
    Column("number", Integer, primary_key=True),
    Column("at", Utc, nullable=False),
    Column("snapshot", ForeignKey("snapshot.digest"), nullable=False),
    _from_one("number"),
)
answer: Final = Table(
    "answer",
    METADATA,
    _workload_id(),
    Column("practice", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("decision", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("origin", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("seen", Text),
    Column("source", Text, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    _from_one("revision"),
    CheckConstraint("practice <> ''", name="practice"),
    _one_of("decision", *DECISIONS),
    _one_of("origin", *ORIGINS),
    _one_of("seen", "met", "supported", "partly", "contradicted", "open", "not_applicable"),
)
FIRST: Final = text("answer.revision = 1")
WITHDRAWN: Final = text("answer.withdrawn")
"""What two indexes are about, in the words that let them be used: which practices have an answer, and which answers
were withdrawn. The list of all workloads counts these alone."""

Index(
    "ix_answer_first",
    answer.c.workload_id,
    answer.c.revision,
    sqlite_where=text("revision = 1"),
    postgresql_where=text("revision = 1"),
)
Index(
    "ix_answer_withdrawn",
    answer.c.workload_id,
    answer.c.practice,
    answer.c.revision,
    sqlite_where=text("withdrawn"),
    postgresql_where=text("withdrawn"),
)

# --- 0002 -------------------------------------------------------------------------------------------------------------

participant: Final = Table(
    "participant",
    METADATA,
    _workload_id(),
    Column("name", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("roles", JSON, nullable=False),
    Column("at", Utc, nullable=False),
    Column("left", Boolean, nullable=False),
    _from_one("revision"),
    CheckConstraint("name <> ''", name="name"),
)
remark: Final = Table(
    "remark",
    METADATA,
    _workload_id(),
    Column("number", Integer, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("about", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("settled", Text, nullable=False),
    _from_one("number"),
    _from_one("revision"),
    _one_of("kind", "note", "parked"),
)
action: Final = Table(
    "action",
    METADATA,
    _workload_id(),
    Column("id", Text, primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("severity", Text, nullable=False),
    Column("effort", Text, nullable=False),
    Column("practices", JSON, nullable=False),
    Column("findings", JSON, nullable=False),
    Column("first_step", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("by", Text, nullable=False),
    Column("owner", Text, nullable=False),
    Column("due", Date),
    Column("reason", Text, nullable=False),
    Column("until", Date),
    _from_one("revision"),
    CheckConstraint("id <> ''", name="id"),
    _one_of("severity", *ORDER),
    _one_of("effort", *SIZES),
    _one_of("status", *STATUSES),
)
Index("ix_action_status", action.c.workload_id, action.c.id, action.c.revision, action.c.status)
milestone: Final = Table(
    "milestone",
    METADATA,
    _workload_id(),
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("at", Utc, nullable=False),
    Column("by", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("high", Integer, nullable=False),
    Column("possibly_high", Integer, nullable=False),
    Column("medium", Integer, nullable=False),
    Column("possibly_medium", Integer, nullable=False),
    Column("open_practices", Integer, nullable=False),
    Column("content", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("snapshot", ForeignKey("snapshot.digest")),
    Column("state", LargeBinary, nullable=False),
    _from_one("number"),
    CheckConstraint("name <> ''", name="name"),
    UniqueConstraint("workload_id", "name"),
)

SINCE_0001: Final = (workload, workload_revision, lens_version, workload_lens, snapshot, review, answer)
SINCE_0002: Final = (participant, remark, action, milestone)
TABLES: Final = (*SINCE_0001, *SINCE_0002)
"""All tables; none of their rows is ever changed or taken away."""
