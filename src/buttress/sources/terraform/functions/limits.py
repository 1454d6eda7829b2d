"""How much a function of Terraform makes at most, so that no configuration takes all there is."""

from __future__ import annotations

from typing import Final

MOST: Final = 100_000
"""How many members, or how many characters times ten."""
