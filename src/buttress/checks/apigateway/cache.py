"""Judges whether answers of a REST API are kept for the next caller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import check, gap, met, not_applicable, supports
from buttress.graph.apis import entries_of
from buttress.graph.distributions import fronting
from buttress.graph.selection import those
from buttress.graph.stages import STAGES, api_of, makes_stage, within

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(
    on=STAGES,
    bears_on=(supports("PERF03-BP05"), supports("serverless:perf_perf_q1_a5")),
    severity=("low", "many APIs have nothing that could be kept"),
)
def cache(stage: Resource, graph: Graph) -> Verdict:
    """Answers that many callers ask for are kept, so that they are not made again."""
    if not makes_stage(stage, graph):
        return not_applicable("makes no stage of its own")
    settings = within(stage, "MethodSettings")
    kept = those(stage.each(settings), lambda setting: setting.flag("CachingEnabled", default=False))
    if kept and stage.flag(within(stage, "CacheClusterEnabled"), default=False):
        return met("the stage keeps answers", kept[0].at("CachingEnabled"))
    distributions = fronting(api_of(stage), graph)
    if distributions:
        return met("a distribution in front may keep answers", distributions[0].at(), "low")
    asking = those(entries_of(api_of(stage), graph), lambda entry: not entry.preflight)
    if asking and not those(entries_of(api_of(stage), graph), lambda entry: entry.cacheable):
        return not_applicable("its API has no GET, whose answers a cache could keep")
    return gap("every answer is made anew", stage.at(settings), "low")
