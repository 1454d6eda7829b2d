"""The version, apart from everything else so that any layer may tell it."""

from __future__ import annotations

TYPE_CHECKING = False  # as `typing` has it: importing that is half of what `buttress --version` takes

if TYPE_CHECKING:
    from typing import Final

VERSION: Final = "0.1.0"
