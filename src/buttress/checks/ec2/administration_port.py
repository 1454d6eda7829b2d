"""Judges whether people log in to instances over the network."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from buttress.evidence import check, gap, met, not_applicable, refutes
from buttress.graph.security_groups import GROUP, INGRESS, lets_anybody_reach, ruled_elsewhere, rules_in
from buttress.graph.selection import those

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


KEY_NAMES: Final = {"AWS::EC2::Instance": "KeyName", "AWS::EC2::LaunchTemplate": "LaunchTemplateData.KeyName"}
PORTS: Final = {22.0: "SSH", 3389.0: "RDP"}


@check(on=(*KEY_NAMES, GROUP, INGRESS), bears_on=(refutes("SEC06-BP03"),))
def administration_port(resource: Resource, graph: Graph) -> Verdict:
    """Nobody logs in to instances with a key pair, or from anywhere over SSH or RDP."""
    if resource.type in KEY_NAMES:
        path = KEY_NAMES[resource.type]
        if resource.present(path):
            return gap("whoever holds its key pair can log in where the network lets them through", resource.at(path))
        return met("it has no key pair to log in with", resource.at())
    if ruled_elsewhere(resource, graph):
        return not_applicable("its rules stand by themselves, and are judged there")
    for port, name in PORTS.items():
        found = those(rules_in(resource), partial(lets_anybody_reach, port=port))
        if found:
            return gap(f"anybody on the internet can try to log in over {name}", found[0].at())
    return met("SSH and RDP are not open to the internet", resource.at("SecurityGroupIngress"))
