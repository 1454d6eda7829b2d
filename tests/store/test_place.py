from __future__ import annotations

import pytest

from buttress.application.store import StoreError
from buttress.store.address import address_of
from buttress.store.place import default_place


def test_the_environment_names_the_store() -> None:
    named = {"BUTTRESS_STORE": "postgresql://db/reviews", "XDG_DATA_HOME": "/data"}
    assert default_place(named) == "postgresql://db/reviews"


def test_without_a_name_it_is_in_the_data_folder() -> None:
    assert default_place({"XDG_DATA_HOME": "/data"}) == "/data/buttress/store.db"


@pytest.mark.parametrize("home", ["", "relative/folder"])
def test_a_data_folder_that_is_not_absolute_does_not_count(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", "/home/ann")
    assert default_place({"XDG_DATA_HOME": home}) == "/home/ann/.local/share/buttress/store.db"


@pytest.mark.parametrize("form", ["/data/x.db", "sqlite:////data/x.db"])
def test_a_path_is_a_file_of_sqlite(form: str) -> None:
    assert address_of(form).shown == "/data/x.db"


@pytest.mark.parametrize(
    ("where", "shown"),
    [
        ("postgresql://ann:s3cret@db:5433/reviews", "postgresql://ann@db:5433/reviews"),
        ("postgres://ann@db/reviews?password=s3cret&sslmode=require", "postgresql://ann@db/reviews"),
        ("postgresql+psycopg:///reviews?host=/run/pg&password=s3cret", "postgresql:///reviews"),
        ("postgresql://ann:s3%40cret@db/reviews?password=a&password=s3cret", "postgresql://ann@db/reviews"),
    ],
)
def test_what_is_shown_of_a_url_holds_no_password(where: str, shown: str) -> None:
    address = address_of(where)
    assert address.shown == shown
    assert "s3" not in repr(address)
    assert address.without_secrets("no pg_hba entry for s3cret, s3@cret") != "no pg_hba entry for s3cret, s3@cret"


@pytest.mark.parametrize(
    "where",
    [
        "postgresql://ann:s3cret@db:5432x/reviews",
        "postgresql://ann:s3cret@db:port/reviews",
        "mysql://ann:s3cret@db/reviews",
    ],
)
def test_a_url_that_is_not_understood_is_not_repeated(where: str) -> None:
    with pytest.raises(StoreError, match=r"postgresql://USER@HOST:PORT/DATABASE") as refused:
        address_of(where)
    assert "s3cret" not in str(refused.value)
    assert refused.value.__cause__ is None
