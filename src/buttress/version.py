"""The version, apart from everything else so that any layer may tell it."""

from __future__ import annotations

from typing import Final

VERSION: Final = "0.1.0"
