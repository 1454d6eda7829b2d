"""What names a store: a path for SQLite, a URL for PostgreSQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from buttress.application.store import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterator

POSTGRESQL: Final = frozenset({"postgresql", "postgres", "postgresql+psycopg"})
FORM: Final = "Give it the form postgresql://USER@HOST:PORT/DATABASE, and write %40 for an @ in a password."


@dataclass(frozen=True, slots=True)
class Address:
    """Names a store.

    `shown` is what people may read: it holds neither a password nor any option. `path` is the file of SQLite, None for
    PostgreSQL. `secrets` are the texts that no message may hold.
    """

    shown: str
    url: URL = field(repr=False)
    path: Path | None = None
    secrets: tuple[str, ...] = field(default=(), repr=False)

    def without_secrets(self, text: str) -> str:
        """Give a text with stars in the place of each secret."""
        for secret in self.secrets:
            text = text.replace(secret, "***")
        return text


def address_of(where: str) -> Address:
    """Understand a path or a URL; raises `StoreError` for a URL of something else, without repeating it."""
    scheme, colon, rest = where.partition("://")
    if not colon:
        return _file(Path(where).expanduser())
    if scheme == "sqlite" and rest.startswith("/"):
        return _file(Path(rest[1:]).expanduser())
    if scheme in POSTGRESQL:
        return _server(where)
    raise StoreError(f"A store is a file of SQLite or a PostgreSQL database; {scheme}:// names neither. {FORM}")


def _file(path: Path) -> Address:
    full = path.absolute()
    return Address(str(full), URL.create("sqlite", database=str(full)), full)


def _server(where: str) -> Address:
    try:
        url = make_url(where).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError):
        # Nothing of the text is repeated: where the form is not understood, any part may be the password.
        raise StoreError(f"The URL of the store is not understood. {FORM}") from None
    plain = URL.create("postgresql", url.username, None, url.host, url.port, url.database)
    return Address(plain.render_as_string(), url, None, tuple(_secrets(url)))


def _secrets(url: URL) -> Iterator[str]:
    if url.password:
        yield str(url.password)
    for name in ("password", "sslpassword", "passfile"):
        given = url.query.get(name, ())
        yield from (value for value in ((given,) if isinstance(given, str) else given) if value)
