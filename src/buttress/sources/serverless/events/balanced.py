"""`alb` events: targets of an Application Load Balancer.

Source: events/alb of the Serverless Framework's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.sources.cloudformation.sam.maker import reference
from buttress.sources.cloudformation.sam.shape import is_left_out, items, member, members, text
from buttress.sources.serverless.plain import is_false, is_true, literal

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.draft import Draft, Function

_HEALTH: Final = {
    "healthyThresholdCount": "HealthyThresholdCount",
    "intervalSeconds": "HealthCheckIntervalSeconds",
    "path": "HealthCheckPath",
    "timeoutSeconds": "HealthCheckTimeoutSeconds",
    "unhealthyThresholdCount": "UnhealthyThresholdCount",
}
_FIELDS: Final = {
    "host": ("host-header", "HostHeaderConfig", "Values"),
    "ip": ("source-ip", "SourceIpConfig", "Values"),
    "method": ("http-request-method", "HttpRequestMethodConfig", "Values"),
    "path": ("path-pattern", "PathPatternConfig", "Values"),
}


def alb(draft: Draft, function: Function, node: Node) -> None:
    """Add the target group of a function and the rule of a listener that leads to it."""
    priority = member(node, "priority")
    target = f"{function.short}Alb{'MultiValue' if is_true(member(node, 'multiValueHeaders')) else ''}TargetGroup"
    permission = f"{function.short}LambdaPermissionRegisterTarget"
    draft.permit(permission, function, "elasticloadbalancing.amazonaws.com", node)
    check = member(node, "healthCheck")
    health: dict[str, Json] = {_HEALTH[key]: value for key, value in members(check).items() if key in _HEALTH}
    on = check is not None and not is_false(check) and not is_left_out(check)
    code = member(check, "matcher", "httpCode")
    draft.add(
        target,
        "AWS::ElasticLoadBalancingV2::TargetGroup",
        {
            "TargetType": "lambda",
            "Targets": [{"Id": function.target}],
            "HealthCheckEnabled": on,
            "Matcher": {"HttpCode": code} if code is not None else None,
            **health,
        },
        node,
        DependsOn=[permission],
    )
    draft.add(
        f"{function.short}AlbListenerRule{draft.settled(priority)}",
        "AWS::ElasticLoadBalancingV2::ListenerRule",
        {
            "ListenerArn": member(node, "listenerArn"),
            "Priority": priority,
            "Actions": [*_authorizers(draft, node), {"Type": "forward", "TargetGroupArn": reference(target, node)}],
            "Conditions": _conditions(member(node, "conditions")),
        },
        node,
    )


def _conditions(node: Node | None) -> Json:
    found: list[Json] = []
    for key, value in members(node).items():
        if key in _FIELDS:
            field, config, inner = _FIELDS[key]
            found.append({"Field": field, config: {inner: [*items(value)]}})
        elif key == "header":
            headers: list[Json] = [
                {
                    "Field": "http-header",
                    "HttpHeaderConfig": {
                        "HttpHeaderName": member(one, "name"),
                        "Values": [*items(member(one, "values"))],
                    },
                }
                for one in items(value)
            ]
            found += headers
        elif key == "query":
            pairs: list[Json] = [{"Key": name, "Value": item} for name, item in members(value).items()]
            found.append({"Field": "query-string", "QueryStringConfig": {"Values": pairs}})
    return found


def _authorizers(draft: Draft, node: Node) -> list[Json]:
    """Give the actions that authenticate before a rule forwards."""
    found: list[Json] = []
    for name in items(member(node, "authorizer")):
        settings = draft.setting("alb", "authorizers", text(name) or "")
        kind = literal(member(settings, "type"))
        config: dict[str, Json] = {
            key[:1].upper() + key[1:]: value for key, value in members(settings).items() if key != "type"
        }
        if kind == "cognito":
            found.append({"Type": "authenticate-cognito", "Order": len(found) + 1, "AuthenticateCognitoConfig": config})
        elif kind == "oidc":
            found.append({"Type": "authenticate-oidc", "Order": len(found) + 1, "AuthenticateOidcConfig": config})
    return found
