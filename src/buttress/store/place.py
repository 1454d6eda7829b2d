"""Where the store is when nobody says otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import platformdirs

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE: Final = "BUTTRESS_STORE"
"""The environment variable that names a store: a path or a URL."""


def default_place(env: Mapping[str, str]) -> str:
    """Give the store that the environment names, else the file in the user's data folder.

    That folder is `XDG_DATA_HOME` where it is set to an absolute path (the XDG Base Directory Specification says to
    ignore a relative one), else what the system has for it: `~/.local/share`, `~/Library/Application Support`,
    `%LOCALAPPDATA%`.
    """
    named = env.get(VARIABLE, "")
    if named:
        return named
    home = Path(env.get("XDG_DATA_HOME", ""))
    folder = home / "buttress" if home.is_absolute() else platformdirs.user_data_path("buttress", appauthor=False)
    return str(folder / "store.db")
