"""Every test of the store runs on both databases: a file of SQLite, and a database of a real PostgreSQL."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from buttress.store.opening import open_store
from tests.store.content import clock
from tests.store.servers import TEMPLATES, Server, made, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import AbstractContextManager
    from pathlib import Path

    from buttress.store.sql import SqlStore


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """A PostgreSQL that runs as long as the tests do; where it cannot start, they do not pass."""
    with running() as started:
        yield started


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files of SQLite that tests get a copy of; that of `empty` has nothing in it."""
    folder = tmp_path_factory.mktemp("stores")
    (folder / "empty.db").touch()
    for name, fill in TEMPLATES.items():
        made(str(folder / f"{name}.db"), fill)
    return folder


@contextmanager
def _file(request: pytest.FixtureRequest, name: str) -> Iterator[str]:
    files: Path = request.getfixturevalue("files")
    folders: pytest.TempPathFactory = request.getfixturevalue("tmp_path_factory")
    yield str(shutil.copy(files / f"{name}.db", folders.mktemp("store") / "store.db"))


@contextmanager
def _database(request: pytest.FixtureRequest, name: str) -> Iterator[str]:
    server: Server = request.getfixturevalue("server")
    with server.database({"empty": "template0"}.get(name, name)) as url:
        yield url


PLACES: dict[str, Callable[[pytest.FixtureRequest, str], AbstractContextManager[str]]] = {
    "sqlite": _file,
    "postgresql": _database,
}


@pytest.fixture(params=sorted(PLACES))
def where(request: pytest.FixtureRequest) -> Iterator[str]:
    """The path or the URL of a store of the newest schema that holds nothing."""
    with PLACES[request.param](request, "store") as place:
        yield place


@pytest.fixture(params=sorted(PLACES))
def empty(request: pytest.FixtureRequest) -> Iterator[str]:
    """The path or the URL of a database in which there is nothing yet."""
    with PLACES[request.param](request, "empty") as place:
        yield place


@pytest.fixture(params=sorted(PLACES))
def kept(request: pytest.FixtureRequest) -> Iterator[str]:
    """The path or the URL of a store that holds something everywhere: see `content.kept`."""
    with PLACES[request.param](request, "kept") as place:
        yield place


@pytest.fixture(params=sorted(PLACES), scope="module")
def shown(request: pytest.FixtureRequest) -> Iterator[str]:
    """The same as `kept`, once for all tests of a module that change nothing."""
    with PLACES[request.param](request, "kept") as place:
        yield place


@pytest.fixture
def store(where: str) -> Iterator[SqlStore]:
    """An open store that holds nothing."""
    opened = open_store(where, clock)
    yield opened
    opened.close()
