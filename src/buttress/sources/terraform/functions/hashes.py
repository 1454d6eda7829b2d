"""Hash and crypto functions.

Source: https://developer.hashicorp.com/terraform/language/functions, section Hash and Crypto Functions
"""

from __future__ import annotations

import base64
import hashlib
import uuid
from typing import TYPE_CHECKING, Final

from buttress.graph.node import Node, scalar
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.encoding import octets
from buttress.sources.terraform.functions.filesystem import content_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function

_ALGORITHMS: Final = ("md5", "sha1", "sha256", "sha512")
_NAMESPACES: Final = {
    "dns": uuid.NAMESPACE_DNS,
    "url": uuid.NAMESPACE_URL,
    "oid": uuid.NAMESPACE_OID,
    "x500": uuid.NAMESPACE_X500,
}


def _hashing(read: Callable[[Call, Node], bytes], algorithm: str, *, in_base64: bool) -> Function:
    """Make the function that hashes what it reads: in hexadecimal, or in base64."""

    @taking(1)
    def hashed(call: Call, arguments: Sequence[Node]) -> Node:
        digest = hashlib.new(algorithm, read(call, arguments[0]), usedforsecurity=False)
        text = base64.b64encode(digest.digest()).decode() if in_base64 else digest.hexdigest()
        return scalar(text, call.node)

    return hashed


@taking(2)
def uuidv5(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `uuidv5` of a namespace (`dns`, `url`, `oid`, `x500` or a UUID) and a name."""
    namespace, name = call.text(arguments[0]), call.text(arguments[1])
    try:
        space = _NAMESPACES.get(namespace) or uuid.UUID(namespace)
    except ValueError:
        call.invalid(f"{namespace!r} is no namespace")
    return scalar(str(uuid.uuid5(space, name)), call.node)


@taking(0, None)
def by_chance(call: Call, _: Sequence[Node]) -> Node:
    """Say that the result of `uuid`, `bcrypt` and `rsadecrypt` is not known: chance or a key makes it."""
    return call.unknown("chance or a key makes the value")


HASHES: Final[Mapping[str, Function]] = {
    **{name: _hashing(octets, name, in_base64=False) for name in _ALGORITHMS},
    **{f"file{name}": _hashing(content_of, name, in_base64=False) for name in _ALGORITHMS},
    **{f"base64{name}": _hashing(octets, name, in_base64=True) for name in ("sha256", "sha512")},
    **{f"filebase64{name}": _hashing(content_of, name, in_base64=True) for name in ("sha256", "sha512")},
    "bcrypt": by_chance,
    "rsadecrypt": by_chance,
    "uuid": by_chance,
    "uuidv5": uuidv5,
}
