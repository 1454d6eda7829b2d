"""Judges whether a database runs on Graviton."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.instance_types import on_graviton
from buttress.graph.values import some

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


OTHERS: Final = tuple(
    f"{family}-{edition}"
    for family, editions in {
        "sqlserver": ("ee", "ex", "se", "web"),
        "oracle": ("ee", "ee-cdb", "se2", "se2-cdb"),
    }.items()
    for edition in editions
)
"""Source: "DB instance class types" of the RDS User Guide: Graviton is for MariaDB, MySQL, PostgreSQL and Aurora."""


@check(
    on="AWS::RDS::DBInstance",
    bears_on=(both("SUS05-BP02"),),
    severity=("low", "a fifth of the price, where nothing speaks against it"),
)
def graviton(instance: Resource, _graph: Graph) -> Verdict:
    """A database runs on Graviton, which does the same work with less energy and money."""
    path = "DBInstanceClass"
    if not instance.present(path):
        return not_applicable("its class is chosen elsewhere")
    if some(OTHERS, lambda engine: instance.get("Engine") == engine):
        return not_applicable("its engine runs on x86 alone")
    name = instance.text(path).removeprefix("db.")
    if name == "serverless":
        return not_applicable("Aurora chooses its processors")
    if on_graviton(name):
        return met(f"{name} runs on Graviton", instance.at(path))
    return gap(f"{name} runs on x86", instance.at(path))
