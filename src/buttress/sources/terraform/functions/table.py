"""The table of all functions by the name that an expression calls them with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.sources.terraform.functions.call import Function

FUNCTIONS: Final[Mapping[str, Function]] = {}
"""By name (`merge`, `provider::aws::arn_parse`; `core::merge` is written as `merge`)."""
