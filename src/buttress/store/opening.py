"""Opens a store, and brings its schema up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.application.store import StoreError
from buttress.store.address import address_of
from buttress.store.engine import database_at
from buttress.store.schema import bring_up_to_date
from buttress.store.sql import SqlStore

if TYPE_CHECKING:
    from buttress.store.sql import Clock


def open_store(where: str, clock: Clock) -> SqlStore:
    """Open the store at a path or a URL of PostgreSQL; what is not there yet is made.

    A database of an earlier Buttress is brought up to date, one of a later is refused. `clock` gives the time, with its
    zone. Raises `StoreError` with what is wrong and what to do; no message holds a URL's password.
    """
    database = database_at(address_of(where))
    try:
        bring_up_to_date(database)
    except StoreError:
        database.engine.dispose()
        raise
    return SqlStore(database, clock)
