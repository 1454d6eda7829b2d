"""Events that are sent to functions: buckets, topics, logs, IoT, Alexa, user pools.

Source: events/s3, events/sns, events/cloudwatch-log, events/iot, events/alexa-skill, events/alexa-smart-home and
events/cognito-user-pool of the Serverless Framework's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import MAP, Node, scalar
from buttress.sources.cloudformation.sam.maker import attribute, made_of_json, reference
from buttress.sources.cloudformation.sam.shape import is_left_out, items, member, members, owner, text
from buttress.sources.serverless.naming import alphanumeric
from buttress.sources.serverless.plain import is_false, is_true

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.draft import Draft, Function

CREATED: Final = "s3:ObjectCreated:*"
"""What an `s3` event is about where it says nothing (events/s3)."""
_PARTS: Final[tuple[Json, ...]] = ("arn:", {"Ref": "AWS::Partition"})


def s3(draft: Draft, function: Function, node: Node) -> None:
    """Add the notification of a bucket, and the bucket itself unless it is there already."""
    bucket = member(node, "bucket") or node
    short = alphanumeric(draft.settled(bucket))
    known = draft.setting("s3", text(bucket) or "")
    name = member(known, "bucketName") or member(known, "name") or bucket
    permission = f"{function.short}LambdaPermission{short}S3"
    source: Json = {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":s3:::", name]]}
    draft.permit(
        permission, function, "s3.amazonaws.com", node, SourceArn=source, SourceAccount={"Ref": "AWS::AccountId"}
    )
    if is_true(member(node, "existing")):
        _custom(draft, function, node, "S3", {"BucketName": name})
        return
    logical_id = f"S3Bucket{short}"
    if logical_id not in draft.resources:
        own = {key[:1].upper() + key[1:]: value for key, value in members(known).items() if key != "name"}
        draft.add(
            logical_id,
            "AWS::S3::Bucket",
            {**own, "BucketName": name},
            known if known is not None else node,
            DependsOn=[permission],
        )
    event = member(node, "event")
    rules: list[Json] = [
        {"Name": key, "Value": value}
        for rule in items(member(node, "rules"))
        for key, value in members(rule).items()
        if key in ("prefix", "suffix")
    ]
    configuration: dict[str, Json] = {"Event": event if event is not None else CREATED, "Function": function.target}
    if rules:
        configuration["Filter"] = {"S3Key": {"Rules": [*rules]}}
    path = ("NotificationConfiguration", "LambdaConfigurations")
    draft.append(logical_id, path, made_of_json(configuration, node))


def sns(draft: Draft, function: Function, node: Node) -> None:
    """Add the subscription of a topic, and the topic itself where it is named and not given by its ARN."""
    arn, name = _topic(node)
    short = alphanumeric(draft.settled(name)) if name is not None else alphanumeric(_last(draft, arn))
    topic_arn: Node
    if arn is not None:
        topic_arn = arn
    else:
        topic_arn = reference(f"SNSTopic{short}", node)
        own: dict[str, Json] = {
            "TopicName": name,
            "DisplayName": member(node, "displayName"),
            "KmsMasterKeyId": member(node, "kmsMasterKeyId"),
        }
        draft.add(f"SNSTopic{short}", "AWS::SNS::Topic", own, node)
    subscription = f"{function.short}SnsSubscription{short}"
    draft.add(
        subscription,
        "AWS::SNS::Subscription",
        {
            "TopicArn": topic_arn,
            "Protocol": "lambda",
            "Endpoint": function.target,
            "FilterPolicy": member(node, "filterPolicy"),
            "FilterPolicyScope": member(node, "filterPolicyScope"),
            "RedrivePolicy": _redrive(draft, subscription, topic_arn, node),
        },
        node,
        Condition=function.own("condition"),
    )
    draft.permit(
        f"{function.short}LambdaPermission{short}SNS", function, "sns.amazonaws.com", node, SourceArn=topic_arn
    )


def _topic(node: Node) -> tuple[Node | None, Node | None]:
    """Give the ARN and the name of the topic that an event names."""
    if node.kind == MAP:
        arn, name = member(node, "arn"), member(node, "topicName")
        return (arn, name if arn is None or name is not None else None)
    value = text(node)
    return (node, None) if value is None or value.startswith("arn:") else (None, node)


def _last(draft: Draft, arn: Node | None) -> str:
    return (owner(arn) if arn is not None else None) or draft.settled(arn).rpartition(":")[2]


def _redrive(draft: Draft, subscription: str, topic: Node, node: Node) -> Json:
    """Give the dead letter target of a subscription, and let the topic send there."""
    policy = member(node, "redrivePolicy")
    target, name = member(policy, "deadLetterTargetArn"), text(member(policy, "deadLetterTargetRef"))
    imported = member(policy, "deadLetterTargetImport")
    arn: Json = target
    queue: Json = None
    if name is not None and policy is not None:
        arn, queue = attribute(name, "Arn", policy), {"Ref": name}
    elif imported is not None:
        arn = {"Fn::ImportValue": member(imported, "arn") or ""}
        queue = {"Fn::ImportValue": member(imported, "url") or ""}
    if arn is None or policy is None:
        return None
    if queue is not None:
        statement: Json = {
            "Effect": "Allow",
            "Principal": {"Service": "sns.amazonaws.com"},
            "Action": "sqs:SendMessage",
            "Resource": arn,
            "Condition": {"ArnEquals": {"aws:SourceArn": topic}},
        }
        document: Json = {"Version": "2012-10-17", "Id": subscription, "Statement": [statement]}
        properties: dict[str, Json] = {"PolicyDocument": document, "Queues": [queue]}
        draft.add(f"{subscription}DLQPolicy", "AWS::SQS::QueuePolicy", properties, policy)
    return {"deadLetterTargetArn": arn}


def cloudwatch_log(draft: Draft, function: Function, node: Node) -> None:
    """Add the subscription of a log group."""
    group = member(node, "logGroup") or node
    number = draft.number(f"{function.short}CloudWatchLog")
    permission = f"{function.short}LambdaPermissionLogsSubscriptionFilterCloudWatchLog{number}"
    draft.add(
        f"{function.short}LogsSubscriptionFilterCloudWatchLog{number}",
        "AWS::Logs::SubscriptionFilter",
        {
            "LogGroupName": group,
            "FilterPattern": member(node, "filter") or "",
            "DestinationArn": function.target,
        },
        node,
        DependsOn=permission,
    )
    parts: list[Json] = [*_PARTS, ":logs:", {"Ref": "AWS::Region"}, ":", {"Ref": "AWS::AccountId"}, ":log-group:"]
    source: Json = {"Fn::Join": ["", [*parts, group, ":*"]]}
    draft.permit(permission, function, "logs.amazonaws.com", node, SourceArn=source)


def iot(draft: Draft, function: Function, node: Node) -> None:
    """Add the rule of a topic of IoT."""
    number = draft.number(f"{function.short}Iot")
    logical_id = f"{function.short}IotTopicRule{number}"
    enabled = member(node, "enabled")
    payload: dict[str, Json] = {
        "Actions": [{"Lambda": {"FunctionArn": function.target}}],
        "RuleDisabled": is_false(enabled),
        "Sql": member(node, "sql") or "",
    }
    for key, name in (("sqlVersion", "AwsIotSqlVersion"), ("description", "Description")):
        value = member(node, key)
        if value is not None:
            payload[name] = value
    draft.add(logical_id, "AWS::IoT::TopicRule", {"RuleName": member(node, "name"), "TopicRulePayload": payload}, node)
    parts: list[Json] = [*_PARTS, ":iot:", {"Ref": "AWS::Region"}, ":", {"Ref": "AWS::AccountId"}, ":rule/"]
    source: Json = {"Fn::Join": ["", [*parts, {"Ref": logical_id}]]}
    permission = f"{function.short}LambdaPermissionIotTopicRule{number}"
    draft.permit(permission, function, "iot.amazonaws.com", node, SourceArn=source)


def alexa_skill(draft: Draft, function: Function, node: Node) -> None:
    """Let a skill of Alexa invoke a function; without an id, any skill may."""
    _alexa(draft, function, node, "AlexaSkill", "alexa-appkit.amazon.com")


def alexa_smart_home(draft: Draft, function: Function, node: Node) -> None:
    """Let a smart home skill of Alexa invoke a function."""
    _alexa(draft, function, node, "AlexaSmartHome", "alexa-connectedhome.amazon.com")


def _alexa(draft: Draft, function: Function, node: Node, kind: str, principal: str) -> None:
    token = member(node, "appId") or (node if (text(node) or "").startswith("amzn1.") else None)
    if is_false(member(node, "enabled")):
        return
    number = draft.number(f"{function.short}{kind}")
    name = f"{function.short}LambdaPermission{kind}{number if kind == 'AlexaSmartHome' or number > 1 else ''}"
    draft.permit(name, function, principal, node, EventSourceToken=token)


def cognito_user_pool(draft: Draft, function: Function, node: Node) -> None:
    """Add the trigger of a user pool, and the pool itself unless it is there already."""
    pool, trigger = member(node, "pool"), text(member(node, "trigger"))
    short = alphanumeric(draft.settled(pool))
    permission = f"{function.short}LambdaPermissionCognitoUserPool{short}TriggerSource{trigger or ''}"
    if is_true(member(node, "existing")) or trigger is None or pool is None:
        draft.permit(permission, function, "cognito-idp.amazonaws.com", node)
        _custom(draft, function, node, "CognitoUserPool", {"UserPoolName": pool})
        return
    logical_id = f"CognitoUserPool{short}"
    draft.add(logical_id, "AWS::Cognito::UserPool", {"UserPoolName": pool}, node)
    own = member(draft.resources[logical_id], "Properties", "LambdaConfig")
    config: dict[str, Json] = {**members(own), trigger: function.target}
    properties = members(member(draft.resources[logical_id], "Properties"))
    made = made_of_json({**members(draft.resources[logical_id]), "Properties": {**properties, "LambdaConfig": config}},
                        draft.resources[logical_id])  # fmt: skip
    draft.resources[logical_id] = made
    source = attribute(logical_id, "Arn", node)
    draft.permit(permission, function, "cognito-idp.amazonaws.com", node, SourceArn=source)


def _custom(draft: Draft, function: Function, node: Node, kind: str, what: dict[str, Json]) -> None:
    """Add the custom resource by which the framework changes something that is there already."""
    number = draft.number(f"{function.short}Custom{kind}")
    cause = scalar(function.name, function.node)
    event = {key: value for key, value in members(node).items() if key != "existing" and not is_left_out(value)}
    draft.add(
        f"{function.short}Custom{kind}{number}",
        f"Custom::{kind}",
        {"FunctionName": cause, **what, "Configs": [{**event}]},
        node,
    )
