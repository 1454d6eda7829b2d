"""Questions that checks share, about resources that say little, say it elsewhere, or say it in a rare way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.graph.alarms import watching
from buttress.graph.apis import entries_of
from buttress.graph.code_signing import signing_of
from buttress.graph.database_clients import clients_of
from buttress.graph.databases import members_of
from buttress.graph.deployments import deployment_groups_of
from buttress.graph.endpoints import endpoint_to
from buttress.graph.environment import secret_in
from buttress.graph.functions import asynchronous_callers, function_of
from buttress.graph.layers import layers_named, refuse_layers
from buttress.graph.parameter_groups import demands_tls
from buttress.graph.security_groups import greets_the_internet, ports
from buttress.graph.sources_of_events import event_source_of
from buttress.graph.subnets import is_public
from buttress.graph.values import NotKnown, Reference
from buttress.graph.zones import spreads, zone_of
from tests.reading import read, resource

if TYPE_CHECKING:
    from buttress.graph.graph import Graph

SENT = frozenset({"NumberOfMessagesSent"})


def graph_of(*resources: str) -> Graph:
    return read("Resources:\n" + "".join(f"  {text}\n" for text in resources))


def test_an_alarm_whose_metric_is_not_told_may_be_on_any() -> None:
    graph = graph_of(
        "Queue: {Type: AWS::SQS::Queue}",
        "Alarm:",
        "  Type: AWS::CloudWatch::Alarm",
        "  Properties: {Namespace: AWS/SQS, Dimensions: [{Name: QueueName, Value: !GetAtt Queue.QueueName}]}",
    )
    with pytest.raises(NotKnown, match="the metric of Alarm is not known here"):
        watching(resource(graph, "Queue"), graph, SENT)


def test_composite_alarms_that_name_each_other_and_nobody_else_tell_nobody() -> None:
    graph = graph_of(
        "Queue: {Type: AWS::SQS::Queue}",
        "Alarm:",
        "  Type: AWS::CloudWatch::Alarm",
        "  Properties:",
        "    AlarmName: silent",
        "    Namespace: AWS/SQS",
        "    MetricName: NumberOfMessagesSent",
        "    Dimensions: [{Name: QueueName, Value: !GetAtt Queue.QueueName}]",
        "One:",
        "  Type: AWS::CloudWatch::CompositeAlarm",
        "  Properties: {AlarmName: one, AlarmRule: 'ALARM(silent) OR ALARM(two)'}",
        "Two: {Type: AWS::CloudWatch::CompositeAlarm, Properties: {AlarmName: two, AlarmRule: 'ALARM(one)'}}",
    )
    assert watching(resource(graph, "Queue"), graph, SENT) == ()


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("""{Expression: 'SELECT SUM(Errors) FROM SCHEMA("AWS/Lambda", FunctionName)'}""", 1),
        ("""{Expression: "SELECT SUM(Errors) FROM SCHEMA(\\"AWS/Lambda\\") WHERE a = 'b'"}""", 0),
        ("{MetricStat: {Metric: {MetricName: Errors}}}", 0),
    ],
)
def test_a_query_over_all_functions_watches_each_of_them(query: str, count: int) -> None:
    graph = graph_of(
        "Fn: {Type: AWS::Lambda::Function}",
        f"Alarm: {{Type: AWS::CloudWatch::Alarm, Properties: {{AlarmActions: [a], Metrics: [{query}]}}}}",
    )
    assert len(watching(resource(graph, "Fn"), graph, frozenset({"Errors"}))) == count


@pytest.mark.parametrize("asked", ["Fn", "Queue"])
def test_a_monitor_in_a_layer_may_alarm_on_its_function_and_on_all_else(asked: str) -> None:
    graph = graph_of(
        "Queue: {Type: AWS::SQS::Queue}",
        "Fn: {Type: AWS::Lambda::Function, Properties: {Layers: ['arn:aws:lambda:a:1:layer:Datadog-Extension:1']}}",
    )
    with pytest.raises(NotKnown, match="Datadog may alarm on it, and is not read"):
        watching(resource(graph, asked), graph, SENT)


def test_a_layer_names_its_tool_and_layers_that_are_not_told_name_none() -> None:
    graph = graph_of(
        "Told: {Type: AWS::Lambda::Function, Properties: {Layers: ['arn:aws:lambda:a:1:layer:Thundra:1']}}",
        "Free: {Type: AWS::Lambda::Function, Properties: {Layers: !Ref Nowhere}}",
    )
    words = {"thundra": "Thundra"}
    with pytest.raises(NotKnown, match="how much Thundra measures is not known here"):
        refuse_layers(resource(graph, "Told"), words)
    assert layers_named(resource(graph, "Free"), words) == ()


def test_a_cache_keeps_what_is_asked_for_with_get_and_not_what_is_sent() -> None:
    graph = graph_of(
        "Api: {Type: AWS::ApiGateway::RestApi}",
        "Get: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Api, HttpMethod: GET}}",
        "Post: {Type: AWS::ApiGateway::Method, Properties: {RestApiId: !Ref Api, HttpMethod: POST}}",
    )
    entries = entries_of(resource(graph, "Api"), graph)
    assert {entry.name: entry.cacheable for entry in entries} == {"Get": True, "Post": False}


def test_a_code_signing_configuration_of_elsewhere_is_none_of_ours() -> None:
    graph = graph_of("Fn: {Type: AWS::Lambda::Function, Properties: {CodeSigningConfigArn: 'arn:aws:lambda:a:1:csc'}}")
    assert signing_of(resource(graph, "Fn")) is None


def test_a_function_connects_to_the_database_it_is_told_of_or_let_in_to() -> None:
    graph = graph_of(
        "Told: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {A: b, HOST: !Ref Db}}}}",
        "Let: {Type: AWS::Lambda::Function, Properties: {VpcConfig: {SecurityGroupIds: [sg-1, !Ref Door]}}}",
        "Knows: {Type: AWS::Lambda::Function, Properties: {Environment: {Variables: {GROUP: !Ref Door}}}}",
        "Door: {Type: AWS::EC2::SecurityGroup}",
        "Guard:",
        "  Type: AWS::EC2::SecurityGroup",
        "  Properties: {SecurityGroupIngress: [{SourceSecurityGroupId: !Ref Door}]}",
        "Db: {Type: AWS::RDS::DBInstance, Properties: {VPCSecurityGroups: [!Ref Guard]}}",
    )
    found = [client.function.logical_id for client in clients_of(resource(graph, "Db"), graph)]
    assert found == ["Let", "Told"]


INSTANCE = "{Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref Cluster}}"
UNTOLD = "{Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref Nowhere}}"


def test_two_instances_that_are_told_are_enough_and_one_is_not() -> None:
    cluster = "Cluster: {Type: AWS::RDS::DBCluster}"
    two = graph_of(cluster, f"A: {INSTANCE}", f"B: {INSTANCE}", f"C: {UNTOLD}")
    one = graph_of(cluster, f"A: {INSTANCE}", f"C: {UNTOLD}")
    assert [each.logical_id for each in members_of(resource(two, "Cluster"), two)] == ["A", "B"]
    with pytest.raises(NotKnown, match="Nowhere"):
        members_of(resource(one, "Cluster"), one)


def test_a_deployment_group_of_elsewhere_is_not_known() -> None:
    graph = graph_of(
        "Fn: {Type: AWS::Lambda::Function}",
        "Alias:",
        "  Type: AWS::Lambda::Alias",
        "  Properties: {FunctionName: !Ref Fn}",
        "  UpdatePolicy: {CodeDeployLambdaAliasUpdate: {DeploymentGroupName: theirs}}",
    )
    with pytest.raises(NotKnown, match="the deployment group theirs is declared elsewhere"):
        deployment_groups_of(resource(graph, "Fn"), graph)


def test_a_deployment_group_whose_functions_its_deployments_name_may_move_any_alias() -> None:
    group = "Type: AWS::CodeDeploy::DeploymentGroup, Properties"
    aliased = (
        "Fn: {Type: AWS::Lambda::Function}",
        "A: {Type: AWS::Lambda::Alias, Properties: {FunctionName: !Ref Fn}}",
    )
    app = "App: {Type: AWS::CodeDeploy::Application, Properties: {ComputePlatform: Lambda}}"
    canary = f"G: {{{group}: {{DeploymentConfigName: CodeDeployDefault.LambdaCanary10Percent5Minutes}}}}"
    own = f"G: {{{group}: {{ApplicationName: !Ref App, DeploymentConfigName: slowly}}}}"
    servers = f"G: {{{group}: {{DeploymentConfigName: CodeDeployDefault.OneAtATime}}}}"
    for graph in (graph_of(*aliased, canary), graph_of(*aliased, app, own)):
        with pytest.raises(NotKnown, match="G moves the functions that its deployments name"):
            deployment_groups_of(resource(graph, "Fn"), graph)
    for graph in (graph_of(*aliased, servers), graph_of(aliased[0], canary)):
        assert not deployment_groups_of(resource(graph, "Fn"), graph)


def test_an_endpoint_to_a_service_that_is_not_told_may_lead_anywhere() -> None:
    graph = graph_of(
        "Vpc: {Type: AWS::EC2::VPC}",
        "End: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, ServiceName: !Ref Nowhere}}",
    )
    with pytest.raises(NotKnown, match="the service of an endpoint is not known here"):
        endpoint_to("S3", resource(graph, "Vpc"), graph)


def test_a_variable_that_is_named_for_a_secret_and_is_not_told_may_hold_one() -> None:
    graph = graph_of("Fn: {Type: AWS::Lambda::Function, Properties: {Description: !Ref Nowhere}}")
    with pytest.raises(NotKnown, match="Nowhere"):
        secret_in("DB_PASSWORD", resource(graph, "Fn").get("Description"))


@pytest.mark.parametrize("name", ["theirs", "!Ref Nowhere"])
def test_an_alias_of_a_function_of_elsewhere_has_none_here(name: str) -> None:
    graph = graph_of(f"Alias: {{Type: AWS::Lambda::Alias, Properties: {{FunctionName: {name}}}}}")
    with pytest.raises(NotKnown, match="is not declared here"):
        function_of(resource(graph, "Alias"), graph)


def test_a_topic_of_elsewhere_calls_a_function_without_waiting() -> None:
    graph = graph_of(
        "Fn: {Type: AWS::Lambda::Function}",
        "Sub:",
        "  Type: AWS::SNS::Subscription",
        "  Properties:",
        "    TopicArn: arn:aws:sns:eu-west-1:123456789012:orders",
        "    Protocol: lambda",
        "    Endpoint: !GetAtt Fn.Arn",
    )
    assert len(asynchronous_callers(resource(graph, "Fn"), graph)) == 1


def test_what_the_default_of_an_unheard_of_family_is_is_not_known() -> None:
    graph = graph_of(
        "Group: {Type: AWS::RDS::DBParameterGroup, Properties: {Family: mysql99}}",
        "Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, DBParameterGroupName: !Ref Group}}",
    )
    with pytest.raises(NotKnown, match="what mysql99 does by default is not known here"):
        demands_tls(resource(graph, "Db"), graph)


def test_a_rule_from_the_first_port_to_the_last_is_for_every_port() -> None:
    rule = "Rule: {Type: AWS::EC2::SecurityGroupIngress, Properties: {IpProtocol: tcp, FromPort: 0, ToPort: 65535}}"
    assert ports(resource(graph_of(rule), "Rule")) == "every port"


def test_a_group_that_protects_a_file_system_of_elsewhere_greets_nobody() -> None:
    graph = graph_of(
        "Group: {Type: AWS::EC2::SecurityGroup}",
        "Mount: {Type: AWS::EFS::MountTarget, Properties: {FileSystemId: fs-1, SecurityGroups: [!Ref Group]}}",
    )
    assert not greets_the_internet(resource(graph, "Group"), graph)


def test_what_a_mapping_reads_from_is_not_known_where_code_of_the_workload_makes_it() -> None:
    graph = graph_of(
        "Own: {Type: 'Custom::Source'}",
        "Map: {Type: AWS::Lambda::EventSourceMapping, Properties: {EventSourceArn: !GetAtt Own.Arn}}",
    )
    with pytest.raises(NotKnown, match="what it reads from is not known here"):
        event_source_of(resource(graph, "Map"))


def routed(target: str) -> Graph:
    return graph_of(
        "Subnet: {Type: AWS::EC2::Subnet}",
        "Table: {Type: AWS::EC2::RouteTable}",
        "Join:",
        "  Type: AWS::EC2::SubnetRouteTableAssociation",
        "  Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}",
        "Way:",
        "  Type: AWS::EC2::Route",
        f"  Properties: {{RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, GatewayId: {target}}}",
    )


def test_a_gateway_of_elsewhere_leads_out_by_its_name() -> None:
    graph = routed("igw-1")
    assert is_public(resource(graph, "Subnet"), graph)


def test_a_gateway_that_is_not_told_may_lead_out() -> None:
    graph = routed("!Ref Nowhere")
    with pytest.raises(NotKnown, match=r"where a route to 0\.0\.0\.0/0 leads is not known here"):
        is_public(resource(graph, "Subnet"), graph)


def test_subnets_lie_in_the_zones_that_they_name_by_name_or_by_id() -> None:
    graph = graph_of(
        "A: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZoneId: euw1-az1}}",
        "B: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZoneId: euw1-az2}}",
        "Free: {Type: AWS::EC2::Subnet}",
    )
    first, second, free = (Reference(resource(graph, name), "Ref") for name in ("A", "B", "Free"))
    assert spreads([first, second])
    assert not spreads([first, first])
    with pytest.raises(NotKnown, match="AWS chooses the zone of Free"):
        zone_of(free)
