"""What Alembic runs to apply the revisions: on the connection that it is given, inside its transaction."""

from __future__ import annotations

from alembic import context

from buttress.store.schema import VERSION_TABLE
from buttress.store.tables import METADATA

# SQLite's changes of the schema are transactional too, as the transaction is begun by us and not by Python's driver.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    version_table=VERSION_TABLE,
    transactional_ddl=True,
)
context.run_migrations()
