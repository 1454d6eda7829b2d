"""The table of all functions by the name that an expression calls them with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.sources.terraform.functions.conversion import CONVERSION
from buttress.sources.terraform.functions.dates import DATES
from buttress.sources.terraform.functions.encoding import ENCODING
from buttress.sources.terraform.functions.filesystem import FILESYSTEM
from buttress.sources.terraform.functions.formatting import FORMATTING
from buttress.sources.terraform.functions.hashes import HASHES
from buttress.sources.terraform.functions.joining import JOINING
from buttress.sources.terraform.functions.lists import LISTS
from buttress.sources.terraform.functions.maps import MAPS
from buttress.sources.terraform.functions.members import MEMBERS
from buttress.sources.terraform.functions.networks import NETWORKS
from buttress.sources.terraform.functions.numeric import NUMERIC
from buttress.sources.terraform.functions.provider_aws import PROVIDER_AWS
from buttress.sources.terraform.functions.regexes import REGEXES
from buttress.sources.terraform.functions.sets import SETS
from buttress.sources.terraform.functions.texts import STRINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.sources.terraform.functions.call import Function

FUNCTIONS: Final[Mapping[str, Function]] = {
    **CONVERSION,
    **ENCODING,
    **DATES,
    **FILESYSTEM,
    **FORMATTING,
    **HASHES,
    **NETWORKS,
    **PROVIDER_AWS,
    **JOINING,
    **LISTS,
    **MAPS,
    **MEMBERS,
    **NUMERIC,
    **REGEXES,
    **SETS,
    **STRINGS,
}
"""By name (`merge`, `provider::aws::arn_parse`; `core::merge` is written as `merge`)."""
