"""Relations of queues, topics, buses, rules, schedules, pipes and streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from buttress.graph.linking import Reader, relates
from buttress.graph.relations.ends import (
    BUCKET,
    BUS,
    CALLABLE,
    FIREHOSE,
    FUNCTION,
    KEY,
    LOG_GROUP,
    QUEUE,
    ROLE,
    STREAM,
    TABLE,
    TOPIC,
    End,
    From,
    reading,
)
from buttress.graph.values import ABSENT, Unresolved

if TYPE_CHECKING:
    from buttress.graph.linking import Linker
    from buttress.graph.resource import Resource
    from buttress.graph.view import View

ENDPOINTS: Final = {"lambda": FUNCTION, "sqs": QUEUE, "firehose": FIREHOSE}
"""What a subscription's protocol delivers to; all others deliver to what is outside (an address, a number)."""


@relates(*QUEUE, kinds=("dead-letters-to", "encrypted-by"))
def queue(resource: Resource, link: Linker) -> None:
    """Relates a queue to its dead-letter queue and its key."""
    reads = reading(resource, link)
    reads.to("dead-letters-to", "RedrivePolicy.deadLetterTargetArn", QUEUE, "processing")
    reads.to("encrypted-by", "KmsMasterKeyId", KEY)


@relates(*TOPIC, kinds=("encrypted-by", "triggers", "subscribes-to"))
def topic(resource: Resource, link: Linker) -> None:
    """Relates a topic to its key and to the subscriptions that are declared in it."""
    reads = reading(resource, link)
    reads.to("encrypted-by", "KmsMasterKeyId", KEY)
    for subscription in reads.parts("Subscription", "triggers"):
        _endpoint(subscription, resource, _endpoint_of(subscription.view))


@relates("AWS::SNS::Subscription", kinds=("triggers", "subscribes-to", "dead-letters-to"))
def subscription(resource: Resource, link: Linker) -> None:
    """Relates a topic to the endpoint of a subscription, and the subscription to where undelivered messages go."""
    reads = reading(resource, link)
    target = _endpoint_of(resource)
    source = End(resource.get("TopicArn"), TOPIC)
    reads.between("triggers", source, target, "async", resource.at())
    reads.between("subscribes-to", target, source, "", resource.at())
    reads.to("dead-letters-to", "RedrivePolicy.deadLetterTargetArn", QUEUE, "delivery")


def _endpoint_of(subscription: View) -> End:
    protocol = subscription.get("Protocol")
    known = ENDPOINTS.get(protocol, ("external",)) if isinstance(protocol, str) else (*FUNCTION, *QUEUE, *FIREHOSE)
    return End(subscription.get("Endpoint"), known)


def _endpoint(reads: From, topic: Resource, endpoint: End) -> None:
    place = reads.view.at("Endpoint")
    reads.link.link_value("triggers", topic, endpoint.value, place, endpoint.types, "async")
    reads.link.link_value("subscribes-to", topic, endpoint.value, place, endpoint.types, backwards=True)


@relates("AWS::Events::Rule", kinds=("triggers", "dead-letters-to", "subscribes-to"))
def rule(resource: Resource, link: Linker) -> None:
    """Relates a rule to its bus, to its targets, and to where events go that a target does not take."""
    reads = reading(resource, link)
    reads.to("subscribes-to", "EventBusName", BUS)
    for target in reads.parts("Targets", "triggers", "dead-letters-to"):
        target.to("triggers", "Arn", CALLABLE, "async")
        _dead_letters(target, "DeadLetterConfig.Arn")


@relates("AWS::Scheduler::Schedule", kinds=("triggers", "dead-letters-to", "assumes", "encrypted-by"))
def schedule(resource: Resource, link: Linker) -> None:
    """Relates a schedule to its target, role and key, and to where events go that the target does not take."""
    reads = reading(resource, link)
    reads.to("triggers", "Target.Arn", CALLABLE, "async")
    reads.to("assumes", "Target.RoleArn", ROLE)
    reads.to("encrypted-by", "KmsKeyArn", KEY)
    for target in reads.part("Target", "dead-letters-to"):
        _dead_letters(target, "DeadLetterConfig.Arn")


def _dead_letters(target: From, path: str) -> None:
    """Relate the owner to a target's dead-letter queue, at the place of the target."""
    value = target.view.get(path)
    if value is not ABSENT:
        target.link.link_value("dead-letters-to", target.owner, value, target.view.at(), QUEUE, "delivery")


@relates("AWS::Events::EventBus", kinds=("encrypted-by", "dead-letters-to"))
def bus(resource: Resource, link: Linker) -> None:
    """Relates an event bus to its key and dead-letter queue."""
    reads = reading(resource, link)
    reads.to("encrypted-by", "KmsKeyIdentifier", KEY)
    reads.to("dead-letters-to", "DeadLetterConfig.Arn", QUEUE, "delivery")


PIPE_SOURCES: Final = (*QUEUE, *TABLE, *STREAM, "AWS::MSK::Cluster", "AWS::AmazonMQ::Broker")
PIPE_FAILURES: Final = (
    "SourceParameters.DynamoDBStreamParameters.DeadLetterConfig.Arn",
    "SourceParameters.KinesisStreamParameters.DeadLetterConfig.Arn",
)


@relates("AWS::Pipes::Pipe", kinds=("triggers", "invokes", "assumes", "dead-letters-to", "encrypted-by"))
def pipe(resource: Resource, link: Linker) -> None:
    """Relates a pipe to its source, enrichment, target, role and dead-letter queue."""
    reads = reading(resource, link)
    reads.to("triggers", "Source", PIPE_SOURCES, "poll", backwards=True)
    reads.to("triggers", "Target", CALLABLE, "async")
    reads.to("invokes", "Enrichment", CALLABLE, "sync")
    reads.to("assumes", "RoleArn", ROLE)
    reads.to("encrypted-by", "KmsKeyIdentifier", KEY)
    for path in PIPE_FAILURES:
        reads.to("dead-letters-to", path, (*QUEUE, *TOPIC), "processing")


@relates("AWS::Kinesis::Stream", kinds=("encrypted-by",))
def stream(resource: Resource, link: Linker) -> None:
    """Relates a stream to its key."""
    reading(resource, link).to("encrypted-by", "StreamEncryption.KeyId", KEY)


@relates("AWS::Kinesis::StreamConsumer", kinds=("subscribes-to",))
def stream_consumer(resource: Resource, link: Linker) -> None:
    """Relates a consumer with throughput of its own to its stream."""
    reading(resource, link).to("subscribes-to", "StreamARN", STREAM)


@relates(
    "AWS::KinesisFirehose::DeliveryStream",
    kinds=("writes", "triggers", "encrypted-by", "logs-to", "invokes", "assumes"),
)
def delivery_stream(resource: Resource, link: Linker) -> None:
    """Relates a delivery stream to its source, destinations, roles, logs, and the functions that transform records."""
    reads = reading(resource, link)
    reads.to("triggers", "KinesisStreamSourceConfiguration.KinesisStreamARN", STREAM, "poll", backwards=True)
    reads.to("encrypted-by", "DeliveryStreamEncryptionConfigurationInput.KeyARN", KEY)
    for name in _destinations(resource):
        for destination in reads.part(name, "writes"):
            _destination(destination)


def _destinations(resource: Resource) -> list[str]:
    content: Any = resource.node.value
    return [name for name in content if name.endswith("DestinationConfiguration")] if isinstance(content, dict) else []


def _destination(reads: From) -> None:
    for path, types in (
        ("BucketARN", BUCKET),
        ("S3Configuration.BucketARN", BUCKET),
        ("S3BackupConfiguration.BucketARN", BUCKET),
        ("DomainARN", ("AWS::OpenSearchService::Domain", "AWS::Elasticsearch::Domain")),
    ):
        reads.to("writes", path, types)
    reads.to("assumes", "RoleARN", ROLE)
    reads.to("logs-to", "CloudWatchLoggingOptions.LogGroupName", LOG_GROUP)
    reads.to("encrypted-by", "EncryptionConfiguration.KMSEncryptionConfig.AWSKMSKeyARN", KEY)
    for processor in reads.parts("ProcessingConfiguration.Processors", "invokes"):
        for parameter in processor.parts("Parameters", "invokes"):
            if _is_function(parameter):
                parameter.to("invokes", "ParameterValue", FUNCTION, "sync")


def _is_function(parameter: From) -> bool:
    name = parameter.view.get("ParameterName")
    return not isinstance(name, Unresolved) and bool(name == "LambdaArn")


@relates("AWS::Logs::SubscriptionFilter", kinds=("triggers",))
def subscription_filter(resource: Resource, link: Linker) -> None:
    """Relates a log group to what its events are sent to."""
    source = End(resource.get("LogGroupName"), LOG_GROUP)
    target = End(resource.get("DestinationArn"), (*FUNCTION, *STREAM, *FIREHOSE))
    reading(resource, link).between("triggers", source, target, "async", resource.at())


IOT_ACTIONS: Final = {
    "Lambda.FunctionArn": ("triggers", FUNCTION),
    "Sqs.QueueUrl": ("triggers", QUEUE),
    "Sns.TargetArn": ("triggers", TOPIC),
    "Kinesis.StreamName": ("triggers", STREAM),
    "Firehose.DeliveryStreamName": ("triggers", FIREHOSE),
    "StepFunctions.StateMachineName": ("triggers", ("AWS::StepFunctions::StateMachine",)),
    "DynamoDB.TableName": ("writes", TABLE),
    "DynamoDBv2.PutItem.TableName": ("writes", TABLE),
    "S3.BucketName": ("writes", BUCKET),
    "CloudwatchLogs.LogGroupName": ("logs-to", LOG_GROUP),
}


@relates("AWS::IoT::TopicRule", kinds=("triggers", "writes", "logs-to", "dead-letters-to"))
def topic_rule(resource: Resource, link: Linker) -> None:
    """Relates a rule of AWS IoT to what it hands messages to, and to where failed ones go."""
    reads = reading(resource, link)
    for action in reads.parts("TopicRulePayload.Actions", "triggers", "writes"):
        for path, (kind, types) in IOT_ACTIONS.items():
            action.to(kind, path, types, "async" if kind == "triggers" else "")
    for path, (_, types) in IOT_ACTIONS.items():
        reads.to("dead-letters-to", f"TopicRulePayload.ErrorAction.{path}", types, "delivery")


READERS: tuple[Reader, ...] = (
    queue,
    topic,
    subscription,
    rule,
    schedule,
    bus,
    pipe,
    stream,
    stream_consumer,
    delivery_stream,
    subscription_filter,
    topic_rule,
)
