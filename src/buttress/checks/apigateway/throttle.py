"""Judges whether a stage of a REST API holds back more requests than what stands behind it can take."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.evidence import both, check, gap, met, not_applicable
from buttress.graph.declared_stages import stages_of
from buttress.graph.rates import keyed_limits, rate_rules
from buttress.graph.selection import those
from buttress.graph.stages import STAGES, makes_stage, settings_for_all, within

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


API: Final = "AWS::ApiGateway::RestApi"


@check(on=(*STAGES, API), bears_on=(both("REL05-BP02"), both("serverless:rel_rel_q1_a1")))
def throttle(stage: Resource, graph: Graph) -> Verdict:
    """The stage takes no more requests a second than somebody decided."""
    if stage.type == API:
        return not_applicable(f"{stages_of(stage, graph)[0].logical_id} is where its limits are")
    if not makes_stage(stage, graph):
        return not_applicable("makes no stage of its own")
    path = "ThrottlingRateLimit"
    whole = list(settings_for_all(stage, path))
    if whole:
        return met("takes as many requests a second as somebody decided", whole[0].at(path))
    if stage.present(f"StageDescription.{path}"):
        return met("takes as many requests a second as somebody decided", stage.at(f"StageDescription.{path}"))
    return _by_other_means(stage, graph)


def _by_other_means(stage: Resource, graph: Graph) -> Verdict:
    """Judge a stage that has no limit for all of its methods."""
    rules = rate_rules(stage, graph)
    if rules:
        return met("a rule of its web ACL limits the requests of each address", rules[0].at())
    limits = keyed_limits(stage, graph)
    if limits:
        return met("every operation asks for a key, and the plan limits each key", limits[0].at("Throttle"), "medium")
    settings = within(stage, "MethodSettings")
    some_methods = those(stage.each(settings), lambda setting: setting.present("ThrottlingRateLimit"))
    if some_methods:
        return gap("only some methods have a limit of their own", some_methods[0].at("ThrottlingRateLimit"))
    quota = "10,000 a second as a rule, shared by all APIs of the Region"
    return gap(f"only the account's quota holds requests back: {quota}", stage.at(settings))
