"""Parameters by which one template is deployed as several stages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from buttress.graph.graph import Graph, Parameter

NAMES: Final = re.compile(
    r"(?:p|param)?(?:app|application|deploy|deployment|deployed|target)?(?:env|environment|stage)(?:name|type|id|param)?",
)
"""What such parameters are called, in lower case without dashes and underscores."""

API: Final = frozenset({"stagename", "apistage", "apistagename"})
"""Names that mean the stage of an API as a rule, which is no stage of the workload."""


def stage_parameters(graph: Graph) -> tuple[Parameter, ...]:
    """Give the parameters of roots that name a stage by their name and by the several values they may have."""
    return tuple(parameter for parameter in graph.parameters if _is_stage(parameter))


def _is_stage(parameter: Parameter) -> bool:
    name = re.sub(r"[-_]", "", parameter.name).lower()
    return bool(NAMES.fullmatch(name)) and name not in API and len(parameter.allowed) > 1


__all__ = ["stage_parameters"]
