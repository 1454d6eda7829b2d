"""Events that another service pushes to a function: what is subscribed, and the permission to invoke."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import LIST, MAP, Node, mapping
from buttress.sources.cloudformation.sam.events_pull import add_mapping_of
from buttress.sources.cloudformation.sam.expansion import Unexpandable, with_tags
from buttress.sources.cloudformation.sam.maker import (
    PARTITION,
    attribute,
    conditional,
    made,
    reference,
    substituted,
    with_items,
    with_members,
)
from buttress.sources.cloudformation.sam.shape import is_true, items, member, members, owner, referred, same, text
from buttress.sources.cloudformation.sam.statements import queue_policy

if TYPE_CHECKING:
    from buttress.sources.cloudformation.sam.event import Event
    from buttress.sources.cloudformation.sam.maker import Value


def add_alexa_skill(event: Event) -> None:
    """Let a skill of Alexa invoke the function."""
    event.permit("alexa-appkit.amazon.com", EventSourceToken=event.get("SkillId"))


def add_log_subscription(event: Event) -> None:
    """Subscribe the function to a log group."""
    arn = f"arn:{PARTITION}:logs:${{AWS::Region}}:${{AWS::AccountId}}:log-group:${{__LogGroupName__}}:*"
    source = substituted(arn, event.node, __LogGroupName__=event.get("LogGroupName"))
    permission = event.permit("logs.amazonaws.com", SourceArn=source)
    properties: dict[str, Value] = {**event.properties, "DestinationArn": event.target.arn(event.node)}
    event.add(event.id, "AWS::Logs::SubscriptionFilter", properties, DependsOn=[permission])


def add_iot_rule(event: Event) -> None:
    """Make a rule of IoT Core that invokes the function."""
    arn = f"arn:{PARTITION}:iot:${{AWS::Region}}:${{AWS::AccountId}}:rule/${{RuleName}}"
    source = substituted(arn, event.node, RuleName=reference(event.id, event.node))
    event.permit("iot.amazonaws.com", SourceArn=source, SourceAccount=substituted("${AWS::AccountId}", event.node))
    action: dict[str, Value] = {"Lambda": {"FunctionArn": event.target.arn(event.node)}}
    payload: dict[str, Value] = {**event.properties, "RuleDisabled": False, "Actions": [action]}
    event.add(event.id, "AWS::IoT::TopicRule", {"TopicRulePayload": payload})


def add_bucket_notification(event: Event) -> None:
    """Have a bucket of the same template notify the function."""
    bucket = _declared(event, event.get("Bucket"), "Bucket")
    permission = event.permit("s3.amazonaws.com", SourceAccount=reference("AWS::AccountId", event.node))
    for kind in items(event.get("Events")):
        notification = made(
            {"Event": kind, "Filter": event.get("Filter"), "Function": event.target.arn(event.node)}, kind
        )
        condition = event.target.source.condition
        _add_notification(event, bucket, notification if condition is None else conditional(condition, notification))
    tags = event.target.source.tags_to_pass_on
    if tags is not None:
        event.expansion.change(
            bucket, ["Properties"], lambda old: with_tags("AWS::S3::Bucket", old or made({}, tags), tags), tags
        )
    _depend_on(event, bucket, permission)


def _depend_on(event: Event, bucket: str, permission: str) -> None:
    """Have the bucket wait for the permission; under a condition, by a tag that refers to it."""
    condition = event.target.source.condition
    if condition is None:
        added = [made(permission, event.node)]
        event.expansion.append(bucket, ["DependsOn"], added, event.node)
        return
    value = conditional(condition, reference(permission, event.node), made("no dependency", event.node))
    tag = made({"Key": f"sam:ConditionalDependsOn:{permission}", "Value": value}, event.node)
    event.expansion.append(bucket, ["Properties", "Tags"], [tag], event.node)


def _add_notification(event: Event, bucket: str, notification: Node) -> None:
    def add(old: Node | None) -> Node:
        known = old is not None and old.kind == LIST and any(same(item, notification) for item in items(old))
        return old if known and old is not None else with_items(old, [notification], event.node)

    event.expansion.change(bucket, ["Properties", "NotificationConfiguration", "LambdaConfigurations"], add, event.node)


def add_cognito_trigger(event: Event) -> None:
    """Make the function a trigger of a user pool of the same template."""
    pool = _declared(event, event.get("UserPool"), "UserPool")
    arn = attribute(pool, "Arn", event.node)
    event.permit("cognito-idp.amazonaws.com", prefix=f"{event.target.id}Cognito", SourceArn=arn)
    triggers = {text(trigger) or "": event.target.arn(trigger) for trigger in items(event.get("Trigger"))}

    def add(old: Node | None) -> Node:
        base = old if old is not None and old.kind == MAP else mapping({}, event.node)
        return with_members(base, {**triggers, **members(base)})

    event.expansion.change(pool, ["Properties", "LambdaConfig"], add, event.node)


def _declared(event: Event, node: Node | None, what: str) -> str:
    """Give the logical id of a resource that the event must refer to in the same template."""
    name = referred(node)
    if name is None or name not in event.expansion.resources:
        message = f"the event {event.name} of {event.target.source.id} needs a {what} of the same template."
        raise Unexpandable(message, node or event.node, f"Refer to it as {what}: !Ref and its logical id.")
    return name


def add_topic_subscription(event: Event) -> None:
    """Subscribe the function to a topic, directly or through a queue."""
    through = event.get("SqsSubscription")
    topic = event.get("Topic") or made(None, event.node)
    if through is None or (through.kind != MAP and not is_true(through)):
        _subscribe(event, "lambda", event.target.arn(event.node))
        event.permit("sns.amazonaws.com", SourceArn=topic)
        return
    arn, url, name = _queue(event, through, topic)
    policy: dict[str, Value] = {"PolicyDocument": queue_policy("*", topic, arn, event.node), "Queues": [url]}
    event.add(name, "AWS::SQS::QueuePolicy", policy)
    _subscribe(event, "sqs", arn)
    own = {
        "Queue": arn,
        "BatchSize": member(through, "BatchSize") or made(10, event.node),
        "Enabled": made(value=True, cause=event.node),
    }
    add_mapping_of(event, f"{event.id}EventSourceMapping", "SQS", own)


def _queue(event: Event, through: Node, topic: Node) -> tuple[Node, Node, str]:
    """Give ARN and URL of the queue between topic and function, and the logical id of its policy."""
    arn, url = member(through, "QueueArn"), member(through, "QueueUrl")
    if arn is not None and url is not None:
        return arn, url, text(member(through, "QueuePolicyLogicalId")) or f"{event.id}QueuePolicy"
    if through.kind == MAP:
        raise Unexpandable(
            f"SqsSubscription of the event {event.name} names no queue.", through, "Give QueueArn and QueueUrl."
        )
    resource = event.expansion.resources.get(owner(topic) or "")
    fifo = member(resource, "Properties", "FifoTopic")
    queue = event.add(f"{event.id}Queue", "AWS::SQS::Queue", {"FifoQueue": fifo})
    return attribute(queue, "Arn", event.node), reference(queue, event.node), f"{event.id}QueuePolicy"


def _subscribe(event: Event, protocol: str, endpoint: Node) -> None:
    properties: dict[str, Value] = {
        **event.without("SqsSubscription", "Topic"),
        "Endpoint": endpoint,
        "Protocol": protocol,
        "TopicArn": event.get("Topic"),
    }
    event.add(event.id, "AWS::SNS::Subscription", properties)
