"""What can be wrong with a database, said so that somebody can do something about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.application.store import StoreError

if TYPE_CHECKING:
    from buttress.store.address import Address

BUSY: Final = 15
"""How long a change waits for another process's, in seconds."""

OTHER_PLACE: Final = "Name another place with --store or BUTTRESS_STORE"

# By the beginning of SQLite's name for the error: https://www.sqlite.org/rescode.html
OF_SQLITE: Final = (
    ("SQLITE_NOTADB", f"is no SQLite database. {OTHER_PLACE}, or move that file away."),
    ("SQLITE_READONLY", f"may not be written to. Ask for write permission to it and its folder. {OTHER_PLACE} if not."),
    (
        "SQLITE_CANTOPEN",
        f"cannot be opened. See that it is a file, and that its folder is yours. {OTHER_PLACE} if not.",
    ),
    ("SQLITE_FULL", "cannot grow: the disk is full. Nothing of this change was kept; free some space and repeat it."),
    ("SQLITE_IOERR", "cannot be read or written: the disk reports an error, or is full. This change was not kept."),
    ("SQLITE_BUSY", f"has been busy with another process for {BUSY} seconds. Nothing was kept; repeat it in a moment."),
    (
        "SQLITE_LOCKED",
        f"has been busy with another process for {BUSY} seconds. Nothing was kept; repeat it in a moment.",
    ),
    ("SQLITE_CORRUPT", "is damaged. Keep a copy of it, and go back to the last backup."),
)
# By SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
OF_POSTGRESQL: Final = (
    ("42501", "does not let this user do that. It needs the rights to make tables there, and to read and add rows."),
    ("25006", "may only be read. Name the primary server."),
    (
        "53100",
        "cannot grow: the server's disk is full. Nothing of this change was kept; free some space and repeat it.",
    ),
    ("57P", "was stopped by somebody while we worked with it. Nothing of this change was kept; repeat it."),
    ("40", "had two changes that each waited for the other. Nothing of this one was kept; repeat it."),
    ("55P03", "has been busy with another change. Nothing was kept; repeat it in a moment."),
)


def failure_of(error: BaseException, address: Address) -> StoreError:
    """Give the error that people read for one of the database's own."""
    if address.path is None:
        return StoreError(f"The store {address.shown} {_of_server(error, address)}")
    name = getattr(error, "sqlite_errorname", "")
    return StoreError(f"The store {address.shown} {_matching(OF_SQLITE, name) or _said(error, address)}")


def no_connection_left(address: Address) -> StoreError:
    """Give the error for when every connection is in use for longer than anybody waits."""
    return StoreError(f"The store {address.shown} is busy: every connection to it is in use. Repeat it in a moment.")


def refusal_of(error: OSError, address: Address) -> StoreError:
    """Give the error that people read where the folder or the file of a store cannot be opened or made."""
    why = "there is a file where its folder should be" if isinstance(error, FileExistsError) else error.strerror
    return StoreError(f"The store {address.shown} cannot be opened: {why}. {OTHER_PLACE}.")


def _of_server(error: BaseException, address: Address) -> str:
    state = getattr(error, "sqlstate", None)
    if state is None:
        return (
            "cannot be reached. See that the server runs, and that host, port, user, password and database are right. "
            f"It {_said(error, address)}"
        )
    return _matching(OF_POSTGRESQL, state) or _said(error, address)


def _matching(known: tuple[tuple[str, str], ...], code: str) -> str:
    return next((text for start, text in known if code.startswith(start)), "")


def _said(error: BaseException, address: Address) -> str:
    lines = str(error).strip().splitlines()
    return f"says: {address.without_secrets(lines[0] if lines else type(error).__name__)}"
