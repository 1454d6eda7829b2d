"""Names that speak of a secret, whose values are not shown wherever they come from: reports are passed on, and kept."""

from __future__ import annotations

import functools
import re
from typing import Final

SPEAKS_OF_A_SECRET: Final = re.compile(
    r"PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET|TOKEN|CREDENTIAL|(?:API|PRIVATE|ACCESS|AUTH)[_-]?KEY", re.IGNORECASE
)
"""Wider than what a check calls a secret (`graph.environment`): a value too many that is not shown does no harm."""

NOT_SHOWN: Final = "a value that is not shown"


@functools.lru_cache(maxsize=4096)
def speaks_of_a_secret(name: str) -> bool:
    """Say whether a parameter's name speaks of a secret: `DBPassword`, `GithubToken`."""
    return SPEAKS_OF_A_SECRET.search(name) is not None
