"""Events, as the pages events/* of the framework's documentation say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sources.serverless.reading import property_of, service, types

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.graph.graph import Graph

TARGET = "HelloLambdaFunction.Arn"


def with_event(folder: Path, event: str, provider: str = "", resources: str = "") -> Graph:
    text = f"""
        service: orders
        provider: {{name: aws, runtime: nodejs22.x, {provider}}}
        functions:
          hello: {{handler: a.b, events: [{event}]}}
          other: {{handler: a.c}}
        resources: {{Resources: {{{resources}}}}}
        """
    return service(folder, text)


@pytest.mark.parametrize(
    ("event", "name", "path", "expected"),
    [
        ("{schedule: rate(2 hours)}", "HelloEventsRuleSchedule1", "ScheduleExpression", "rate(2 hours)"),
        ("{schedule: rate(2 hours)}", "HelloEventsRuleSchedule1", "State", "ENABLED"),
        ("{schedule: {rate: rate(1 day), enabled: false}}", "HelloEventsRuleSchedule1", "State", "DISABLED"),
        ("{schedule: {rate: [rate(1 day), rate(2 days)]}}", "HelloEventsRuleSchedule2", "ScheduleExpression",
         "rate(2 days)"),
        ("{schedule: rate(2 hours)}", "HelloLambdaPermissionEventsRuleSchedule1", "Principal", "events.amazonaws.com"),
        ("{schedule: {rate: rate(1 day), method: scheduler}}", "HelloScheduleEvent1", "Target",
         {"Arn": TARGET, "RoleArn": "IamRoleLambdaExecution.Arn"}),
        ("{sqs: 'arn:aws:sqs:eu-west-1:1:jobs'}", "HelloEventSourceMappingSQSJobs", "",
         {"FunctionName": TARGET, "Enabled": True, "EventSourceArn": "arn:aws:sqs:eu-west-1:1:jobs"}),
        (("{sqs: {arn: 'arn:aws:sqs:eu-west-1:1:j', batchSize: 5, maximumBatchingWindow: 9, maximumConcurrency: 2, "
          "functionResponseType: ReportBatchItemFailures, enabled: false}}"), "HelloEventSourceMappingSQSJ", "",
         {"FunctionName": TARGET, "Enabled": False, "BatchSize": 5, "MaximumBatchingWindowInSeconds": 9,
          "EventSourceArn": "arn:aws:sqs:eu-west-1:1:j", "ScalingConfig": {"MaximumConcurrency": 2},
          "FunctionResponseTypes": ["ReportBatchItemFailures"]}),
        ("{stream: 'arn:aws:dynamodb:eu-west-1:1:table/users/stream/2020'}", "HelloEventSourceMappingDynamodbUsers",
         "StartingPosition", "TRIM_HORIZON"),
        (("{stream: {arn: 'arn:aws:kinesis:eu-west-1:1:stream/mystream', startingPosition: LATEST, "
          "bisectBatchOnFunctionError: true, maximumRetryAttempts: 2, maximumRecordAgeInSeconds: 60, "
          "parallelizationFactor: 3, batchWindow: 4, destinations: {onFailure: 'arn:aws:sqs:eu-west-1:1:q'}}}"),
         "HelloEventSourceMappingKinesisMystream", "",
         {"FunctionName": TARGET, "Enabled": True, "EventSourceArn": "arn:aws:kinesis:eu-west-1:1:stream/mystream",
          "StartingPosition": "LATEST", "BisectBatchOnFunctionError": True, "MaximumRetryAttempts": 2,
          "MaximumRecordAgeInSeconds": 60, "ParallelizationFactor": 3, "MaximumBatchingWindowInSeconds": 4,
          "DestinationConfig": {"OnFailure": {"Destination": "arn:aws:sqs:eu-west-1:1:q"}}}),
        ("{stream: {arn: 'arn:aws:kinesis:eu-west-1:1:stream/s', consumer: true}}", "HelloEventSourceMappingKinesisS",
         "EventSourceArn", "HelloSStreamConsumer"),
        ("{msk: {arn: 'arn:aws:kafka:eu-west-1:1:cluster/c/x', topic: t, saslScram512: 'arn:s'}}",
         "HelloEventSourceMappingMSKXT", "SourceAccessConfigurations",
         [{"Type": "SASL_SCRAM_512_AUTH", "URI": "arn:s"}]),
        (("{kafka: {bootstrapServers: ['a:9092'], topic: t, accessConfigurations: {saslPlainAuth: 'arn:s', "
          "vpcSubnet: [s-1]}}}"), "HelloEventSourceMappingKafkaT", "SourceAccessConfigurations",
         [{"Type": "BASIC_AUTH", "URI": "arn:s"}, {"Type": "VPC_SUBNET", "URI": "subnet:s-1"}]),
        ("{activemq: {arn: 'arn:aws:mq:eu-west-1:1:broker:b:c', queue: q, basicAuthArn: 'arn:s'}}",
         "HelloEventSourceMappingActiveMQCQ", "Queues", ["q"]),
        ("{rabbitmq: {arn: 'arn:aws:mq:eu-west-1:1:broker:b:c', queue: q, basicAuthArn: 'arn:s', virtualHost: /}}",
         "HelloEventSourceMappingRabbitMQCQ", "SourceAccessConfigurations",
         [{"Type": "BASIC_AUTH", "URI": "arn:s"}, {"Type": "VIRTUAL_HOST", "URI": "/"}]),
        ("{s3: photos}", "S3BucketPhotos", "NotificationConfiguration.LambdaConfigurations",
         [{"Event": "s3:ObjectCreated:*", "Function": TARGET}]),
        ("{s3: {bucket: photos, event: 's3:ObjectRemoved:*', rules: [{prefix: up/}, {suffix: .jpg}]}}",
         "S3BucketPhotos", "NotificationConfiguration.LambdaConfigurations",
         [{"Event": "s3:ObjectRemoved:*", "Function": TARGET, "Filter": {"S3Key": {"Rules": [
             {"Name": "prefix", "Value": "up/"}, {"Name": "suffix", "Value": ".jpg"}]}}}]),
        ("{s3: photos}", "HelloLambdaPermissionPhotosS3", "SourceArn", "arn:{AWS::Partition}:s3:::photos"),
        ("{sns: greeter}", "SNSTopicGreeter", "TopicName", "greeter"),
        ("{sns: greeter}", "HelloSnsSubscriptionGreeter", "",
         {"TopicArn": "SNSTopicGreeter", "Protocol": "lambda", "Endpoint": TARGET}),
        ("{sns: {arn: 'arn:aws:sns:eu-west-1:1:t', filterPolicy: {pet: [dog]}}}", "HelloSnsSubscriptionT",
         "FilterPolicy", {"pet": ["dog"]}),
        ("{sns: {topicName: a, redrivePolicy: {deadLetterTargetArn: 'arn:aws:sqs:eu-west-1:1:d'}}}",
         "HelloSnsSubscriptionA", "RedrivePolicy", {"deadLetterTargetArn": "arn:aws:sqs:eu-west-1:1:d"}),
        ("{cloudwatchEvent: {event: {source: [aws.ec2]}, enabled: false}}", "HelloEventsRuleCloudWatchEvent1",
         "EventPattern", {"source": ["aws.ec2"]}),
        ("{cloudwatchLog: /aws/lambda/x}", "HelloLogsSubscriptionFilterCloudWatchLog1", "",
         {"LogGroupName": "/aws/lambda/x", "FilterPattern": "", "DestinationArn": TARGET}),
        ("{iot: {sql: 'SELECT 1', enabled: true}}", "HelloIotTopicRule1", "TopicRulePayload",
         {"Actions": [{"Lambda": {"FunctionArn": TARGET}}], "RuleDisabled": False, "Sql": "SELECT 1"}),
        ("{alexaSkill: amzn1.ask.skill.x}", "HelloLambdaPermissionAlexaSkill", "EventSourceToken", "amzn1.ask.skill.x"),
        ("{alexaSmartHome: amzn1.ask.skill.x}", "HelloLambdaPermissionAlexaSmartHome1", "Principal",
         "alexa-connectedhome.amazon.com"),
        ("{cognitoUserPool: {pool: MyPool, trigger: PreSignUp}}", "CognitoUserPoolMyPool", "LambdaConfig",
         {"PreSignUp": TARGET}),
        ("{alb: {listenerArn: 'arn:l', priority: 3, conditions: {path: /hello, host: [a.example]}}}",
         "HelloAlbListenerRule3", "Conditions",
         [{"Field": "path-pattern", "PathPatternConfig": {"Values": ["/hello"]}},
          {"Field": "host-header", "HostHeaderConfig": {"Values": ["a.example"]}}]),
        ("{alb: {listenerArn: 'arn:l', priority: 3, conditions: {path: /}, healthCheck: {path: /up}}}",
         "HelloAlbTargetGroup", "", {"TargetType": "lambda", "Targets": [{"Id": TARGET}],
                                     "HealthCheckEnabled": True, "HealthCheckPath": "/up"}),
    ],
)  # fmt: skip
def test_an_event_makes_its_resource(tmp_path: Path, event: str, name: str, path: str, expected: Any) -> None:  # noqa: ANN401
    assert property_of(with_event(tmp_path, event), name, path) == expected


def test_a_rule_of_a_named_bus_makes_the_bus_with_retries_and_dead_letters(tmp_path: Path) -> None:
    event = (
        "{eventBridge: {eventBus: saas, pattern: {source: [a]}, deadLetterQueueArn: !GetAtt Dead.Arn, "
        "retryPolicy: {maximumEventAge: 3600, maximumRetryAttempts: 3}}}"
    )
    graph = with_event(tmp_path, event, resources="Dead: {Type: 'AWS::SQS::Queue', Properties: {}}")
    rule = property_of(graph, "HelloEventBridgeRule1")
    assert rule["EventBusName"] == "EventBridgeEventBusSaas"
    assert rule["Targets"] == [
        {
            "Arn": TARGET,
            "Id": "helloEventBridge",
            "DeadLetterConfig": {"Arn": "Dead.Arn"},
            "RetryPolicy": {"MaximumEventAgeInSeconds": 3600, "MaximumRetryAttempts": 3},
        }
    ]


@pytest.mark.parametrize("bus", ["default", "arn:aws:events:eu-west-1:1:event-bus/x"])
def test_a_bus_that_is_there_is_not_made(tmp_path: Path, bus: str) -> None:
    graph = with_event(tmp_path, f"{{eventBridge: {{eventBus: '{bus}', pattern: {{source: [a]}}}}}}")
    assert "AWS::Events::EventBus" not in types(graph).values()
    assert property_of(graph, "HelloEventBridgeRule1", "EventBusName") == bus


def test_a_dead_letter_queue_of_the_stack_lets_the_topic_send(tmp_path: Path) -> None:
    event = "{sns: {topicName: a, redrivePolicy: {deadLetterTargetRef: Dead}}}"
    graph = with_event(tmp_path, event, resources="Dead: {Type: 'AWS::SQS::Queue', Properties: {}}")
    assert property_of(graph, "HelloSnsSubscriptionA", "RedrivePolicy") == {"deadLetterTargetArn": "Dead.Arn"}
    assert property_of(graph, "HelloSnsSubscriptionADLQPolicy", "Queues") == ["Dead"]


def test_a_bucket_that_is_there_is_changed_by_a_custom_resource_that_is_named(tmp_path: Path) -> None:
    graph = with_event(tmp_path, "{s3: {bucket: photos, existing: true}}")
    assert "S3BucketPhotos" not in types(graph)
    assert [(one.kind, one.what) for one in graph.unread] == [
        ("custom resource", "what the custom resource HelloCustomS31 makes")
    ]


def test_two_functions_share_a_bucket(tmp_path: Path) -> None:
    text = """
        service: a
        provider: {name: aws, s3: {photos: {name: real-name, versioningConfiguration: {Status: Enabled}}}}
        functions:
          one: {handler: a.b, events: [{s3: photos}]}
          two: {handler: a.c, events: [{s3: {bucket: photos, event: 's3:ObjectRemoved:*'}}]}
        """
    graph = service(tmp_path, text)
    found = property_of(graph, "S3BucketPhotos")
    assert (found["BucketName"], found["VersioningConfiguration"]) == ("real-name", {"Status": "Enabled"})
    assert [one["Event"] for one in found["NotificationConfiguration"]["LambdaConfigurations"]] == [
        "s3:ObjectCreated:*",
        "s3:ObjectRemoved:*",
    ]


def test_an_event_of_an_unknown_kind_is_named(tmp_path: Path) -> None:
    graph = with_event(tmp_path, "{iotFleetProvisioning: {templateBody: x}}")
    assert [(one.kind, one.what, one.location.line) for one in graph.unread] == [
        ("event", "the event iotFleetProvisioning of hello", 5)
    ]


EDGE = """
    service: orders
    provider: {name: aws, stage: dev, cloudFront: {cachePolicies: {short: {MinTTL: 0}}}}
    functions:
      first:
        handler: a.b
        events: [{cloudFront: {eventType: viewer-request, origin: 's3://b.s3.amazonaws.com/files'}}]
      second:
        handler: a.c
        events:
          - cloudFront: {eventType: viewer-response, origin: 's3://b.s3.amazonaws.com/files'}
          - cloudFront:
              eventType: origin-request
              pathPattern: /docs*
              cachePolicy: {name: short}
              behavior: {ViewerProtocolPolicy: https-only}
              origin: {DomainName: a.example, CustomOriginConfig: {OriginProtocolPolicy: match-viewer}}
    """


def test_functions_at_the_edge_share_one_distribution(tmp_path: Path) -> None:
    config = property_of(service(tmp_path, EDGE), "CloudFrontDistribution", "DistributionConfig")
    default, (docs,) = config["DefaultCacheBehavior"], config["CacheBehaviors"]
    assert default["ViewerProtocolPolicy"] == "allow-all"
    assert [one["EventType"] for one in default["LambdaFunctionAssociations"]] == ["viewer-request", "viewer-response"]
    assert (docs["PathPattern"], docs["ViewerProtocolPolicy"]) == ("/docs*", "https-only")
    assert docs["CachePolicyId"] == "CloudFrontCachePolicyShort"
    assert [one["DomainName"] for one in config["Origins"]] == ["b.s3.amazonaws.com", "a.example"]


def test_a_function_at_the_edge_stays_when_the_service_is_removed(tmp_path: Path) -> None:
    graph = service(tmp_path, EDGE)
    (function,) = [one for one in graph.resources if one.logical_id == "FirstLambdaFunction"]
    assert function.body.text("DeletionPolicy") == "Retain"
