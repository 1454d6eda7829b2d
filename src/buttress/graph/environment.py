"""Which environment variables hold a secret or a key, told from their names and from what is known of their values."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, Final

from buttress.graph.values import Hole, NotKnown, Reference, Text, Unresolved

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.resource import Resource
    from buttress.graph.view import View

    Variable = tuple[str, Any, View]

NAMES_A_SECRET: Final = re.compile(
    r"(?:^|_)(?:PASSWORD|PASSWD|PASSPHRASE|PWD|SECRET|SECRETS|TOKEN|API_?KEY|PRIVATE_?KEY|SECRET_?KEY|CREDENTIALS?)$"
)
"""Names that end in what they hold; `SECRET_ARN`, `TOKEN_TABLE` and `API_KEY_PARAMETER` end in where it is."""

NAMES_A_KEY: Final = re.compile(
    r"(?:^|_)(?:AWS_ACCESS_KEY(?:_ID)?|AWS_SECRET(?:_ACCESS)?_KEY|ACCESS_KEY_ID|SECRET_ACCESS_KEY)$"
)
LOOKS_LIKE_A_KEY: Final = re.compile(r"(?:^|[^A-Z0-9])A(?:KIA|SIA)[A-Z2-7]{16}(?:$|[^A-Z0-9])")
"""Source: "Understanding unique ID prefixes", IAM identifiers, IAM User Guide."""

LOOKS_LIKE_A_SECRET: Final = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bgh[pousr]_[A-Za-z0-9]{36}|\bxox[baprs]-[0-9A-Za-z-]{10,}"
    r"|\b[rs]k_live_[0-9A-Za-z]{16,}|[a-z][a-z0-9+.-]*://[^/\s:@]+:[^/\s:@]{3,}@"
)
"""Texts whose form says what they are: private keys, tokens of GitHub, Slack and Stripe, an address with a password."""

LOOKS_LIKE_A_PLACE: Final = re.compile(r"arn:|/|https?://|(?:true|false|none|null)$", re.IGNORECASE)
"""Texts that say where a secret is (an ARN, the path of a parameter), or whether there is one."""

RESOLVED: Final = re.compile(r"\{resolve:(?:secretsmanager|ssm-secure):")
"""Dynamic references that CloudFormation replaces with the secret itself."""

ACCESS_KEY: Final = "AWS::IAM::AccessKey"


def variables_of(function: Resource) -> Iterator[Variable]:
    """Give name, value and part of each environment variable of a function, read once for all checks.

    Raises `NotKnown` at the end where there may be more.
    """
    variables, doubt = function.once(_variables)
    yield from variables
    if doubt is not None:
        raise doubt.with_traceback(None)


def _variables(function: View) -> tuple[list[Variable], NotKnown | None]:
    found: list[Variable] = []
    try:
        found.extend((name, part.get(), part) for name, part in function.members("Environment.Variables"))
    except NotKnown as unknown:
        return found, unknown
    return found, None


def secret_in(name: str, value: Any) -> str:  # noqa: ANN401 - a value of the graph
    """Say in words why an environment variable holds a secret, or nothing where it does not.

    Raises `NotKnown` where its name speaks of a secret and its value is not known.
    """
    return _secret_in_text(name, value) if isinstance(value, str) else _secret_in_parts(name, _parts(value))


@functools.lru_cache(maxsize=4096)
def _secret_in_text(name: str, value: str) -> str:
    """See `secret_in`; the same variables are asked for in each world, and on many functions."""
    return _secret_in_parts(name, (value,))


def _secret_in_parts(name: str, parts: tuple[Any, ...]) -> str:
    if _matches(RESOLVED, "".join(map(str, parts))):
        return "is replaced with the secret itself at deployment"
    for part in parts:
        if isinstance(part, Hole) and part.kind == "hidden":
            return f"holds parameter {part.name}, which is secret (NoEcho)"
        if isinstance(part, str) and _matches(LOOKS_LIKE_A_SECRET, part):
            return "looks like a secret"
    return _secret_by_name(parts) if _matches(NAMES_A_SECRET, _spelled(name)) else ""


def _secret_by_name(parts: tuple[Any, ...]) -> str:
    first = parts[0] if parts else ""
    if isinstance(first, Reference) or (isinstance(first, str) and LOOKS_LIKE_A_PLACE.match(first)):
        return ""
    if isinstance(first, str):
        return "holds a secret by its name, in plain text" if first else ""
    if isinstance(first, Unresolved):
        first.refuse()
    raise NotKnown(first.explain() if isinstance(first, Hole) else "its value is not known")


def access_key_in(name: str, value: Any) -> str:  # noqa: ANN401 - a value of the graph
    """Say in words why an environment variable holds an access key of AWS, or nothing where it does not."""
    return _key_in_text(name, value) if isinstance(value, str) else _key_in_parts(name, value, _parts(value))


@functools.lru_cache(maxsize=4096)
def _key_in_text(name: str, value: str) -> str:
    """See `access_key_in`."""
    return _key_in_parts(name, value, (value,))


def _key_in_parts(name: str, value: Any, parts: tuple[Any, ...]) -> str:  # noqa: ANN401 - a value of the graph
    for part in parts:
        if isinstance(part, Reference) and part.resource.type == ACCESS_KEY:
            return f"holds the access key {part.resource.logical_id}"
        if isinstance(part, str) and _matches(LOOKS_LIKE_A_KEY, part):
            return "looks like an access key"
    return "is named for an access key" if _matches(NAMES_A_KEY, _spelled(name)) and value else ""


@functools.lru_cache(maxsize=4096)
def _matches(pattern: re.Pattern[str], text: str) -> bool:
    """Say whether a pattern is in a text; texts with holes have the same literals in many variables."""
    return pattern.search(text) is not None


@functools.lru_cache(maxsize=4096)
def _spelled(name: str) -> str:
    """Spell a name in one way: `dbPassword` as `DB_PASSWORD`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])|-", "_", name).upper()


def _parts(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a value of the graph
    if isinstance(value, Text):
        return value.parts
    return (value,) if isinstance(value, Reference | Unresolved) else (str(value),)


__all__ = ["access_key_in", "secret_in", "variables_of"]
