"""IP network functions.

Source: https://developer.hashicorp.com/terraform/language/functions, section IP Network Functions
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Final

from buttress.graph.node import Node, scalar, sequence
from buttress.sources.terraform.functions.arity import taking

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_MOST_BITS: Final = 32
"""Of how many bits `cidrsubnets` lets a prefix grow at most."""


def _network(call: Call, argument: Node) -> Network:
    text = call.text(argument)
    try:
        if "/" not in text or not text.rpartition("/")[2].isdigit():
            raise ValueError  # noqa: TRY301 - an address alone, or a mask, is no prefix
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return call.invalid(f"{text!r} is no address range")


def _part(network: Network, prefix: int, start: int) -> str:
    make = type(network.network_address)
    return f"{make(start)}/{prefix}"


@taking(2)
def cidrhost(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `cidrhost`; a negative number counts from the end."""
    network, number = _network(call, arguments[0]), call.whole(arguments[1])
    if not -network.num_addresses <= number < network.num_addresses:
        call.invalid(f"the range has no host {number}")
    return scalar(str(network[number]), call.node)


@taking(1)
def cidrnetmask(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `cidrnetmask`, of IPv4 only."""
    network = _network(call, arguments[0])
    return scalar(str(network.netmask), call.node) if network.version == 4 else call.invalid("IPv6 has no mask")  # noqa: PLR2004


@taking(3)
def cidrsubnet(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `cidrsubnet`: the range with that number among those with that many more bits."""
    network, bits, number = _network(call, arguments[0]), call.whole(arguments[1]), call.whole(arguments[2])
    prefix = network.prefixlen + bits
    if bits < 0 or prefix > network.max_prefixlen or not 0 <= number < 2**bits:
        call.invalid(f"the range has no part {number} with {bits} more bits")
    start = int(network.network_address) + number * 2 ** (network.max_prefixlen - prefix)
    return scalar(_part(network, prefix, start), call.node)


@taking(1, None)
def cidrsubnets(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `cidrsubnets`: ranges one after the other, each aligned to its own size."""
    network = _network(call, arguments[0])
    place, end = int(network.network_address), int(network.broadcast_address) + 1
    made = []
    for argument in arguments[1:]:
        bits = call.whole(argument)
        prefix = network.prefixlen + bits
        if not 1 <= bits <= _MOST_BITS or prefix > network.max_prefixlen:
            call.invalid(f"the range cannot have {bits} more bits")
        size = 2 ** (network.max_prefixlen - prefix)
        place = -(-place // size) * size
        if place + size > end:
            call.invalid("the range is too small for all parts")
        made.append(scalar(_part(network, prefix, place), call.node))
        place += size
    return sequence(made, call.node)


@taking(2)
def cidrcontains(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute OpenTofu's `cidrcontains`: whether a range has another range or an address."""
    network, text = _network(call, arguments[0]), call.text(arguments[1])
    try:
        inner = ipaddress.ip_network(text, strict=False)
    except ValueError:
        call.invalid(f"{text!r} is neither an address nor a range")
    if inner.version != network.version:
        call.invalid("the versions of IP differ")
    first, last = int(inner.network_address), int(inner.broadcast_address)
    inside = int(network.network_address) <= first and last <= int(network.broadcast_address)
    return scalar(inside, call.node)


NETWORKS: Final[Mapping[str, Function]] = {
    "cidrcontains": cidrcontains,
    "cidrhost": cidrhost,
    "cidrnetmask": cidrnetmask,
    "cidrsubnet": cidrsubnet,
    "cidrsubnets": cidrsubnets,
}
