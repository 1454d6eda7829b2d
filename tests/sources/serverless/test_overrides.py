"""Resources of a service's own, as guides/resources of the framework's documentation says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.reading import in_worlds
from tests.sources.serverless.reading import property_of, service, services, types

if TYPE_CHECKING:
    from pathlib import Path

SERVICE = """
    service: orders
    provider: {name: aws, runtime: nodejs22.x, stage: dev}
    functions:
      write-post: {handler: a.b, events: [{http: GET posts}]}
    """


def test_own_resources_refer_to_generated_ones_and_the_other_way_round(tmp_path: Path) -> None:
    text = """
        service: orders
        provider: {name: aws, stage: dev, environment: {TABLE: !Ref Table}}
        functions: {hello: {handler: a.b}}
        resources:
          Resources:
            Table: {Type: 'AWS::DynamoDB::Table', Properties: {TableName: 'orders-${sls:stage}'}}
            Alarm:
              Type: AWS::CloudWatch::Alarm
              Properties: {Dimensions: [{Name: FunctionName, Value: !Ref HelloLambdaFunction}]}
        """
    graph = service(tmp_path, text)
    assert property_of(graph, "Alarm", "Dimensions") == [{"Name": "FunctionName", "Value": "HelloLambdaFunction"}]
    assert property_of(graph, "HelloLambdaFunction", "Environment.Variables") == {"TABLE": "Table"}
    assert property_of(graph, "Table", "TableName") == "orders-dev"


def test_an_extension_replaces_properties_and_adds_dependencies(tmp_path: Path) -> None:
    text = (
        SERVICE
        + """
    resources:
      Resources: {Other: {Type: 'AWS::SNS::Topic', Properties: {}}}
      extensions:
        WriteDashpostLogGroup: {DeletionPolicy: Retain, Properties: {RetentionInDays: 30}}
        WriteDashpostLambdaFunction: {DependsOn: [Other]}
    """
    )
    graph = service(tmp_path, text)
    group, function = (
        next(one for one in graph.resources if one.logical_id == name)
        for name in ("WriteDashpostLogGroup", "WriteDashpostLambdaFunction")
    )
    assert property_of(graph, "WriteDashpostLogGroup") == {
        "LogGroupName": "/aws/lambda/orders-dev-write-post",
        "RetentionInDays": 30,
    }
    assert group.body.text("DeletionPolicy") == "Retain"
    assert [one.text() for one in function.body.each("DependsOn")] == ["WriteDashpostLogGroup", "Other"]
    assert group.at("RetentionInDays").line == 10


def test_an_extension_of_nothing_and_of_what_cannot_be_extended_is_a_problem(tmp_path: Path) -> None:
    text = (
        SERVICE + "\n    resources: {extensions: {Absent: {Properties: {}}, WriteDashpostLogGroup: {Type: 'A::B::C'}}}"
    )
    assert [one.message for one in service(tmp_path, text).problems] == [
        "there is no resource Absent to extend.",
        "Type of WriteDashpostLogGroup cannot be extended.",
    ]


def test_a_resource_of_the_same_name_is_merged_with_the_generated_one(tmp_path: Path) -> None:
    text = (
        SERVICE
        + """
    resources:
      Resources:
        WriteDashpostLogGroup: {Type: 'AWS::Logs::LogGroup', Properties: {RetentionInDays: 3}}
        ApiGatewayRestApi: {Type: 'AWS::ApiGateway::RestApi', Properties: {Description: mine}}
    """
    )
    graph = service(tmp_path, text)
    assert property_of(graph, "WriteDashpostLogGroup", "LogGroupName") == "/aws/lambda/orders-dev-write-post"
    assert property_of(graph, "WriteDashpostLogGroup", "RetentionInDays") == 3
    assert property_of(graph, "ApiGatewayRestApi", "Description") == "mine"


def test_resources_may_be_a_list_of_files_which_are_no_templates_of_their_own(tmp_path: Path) -> None:
    files = {
        "serverless.yml": SERVICE + "\n    resources: ['${file(one.yml)}', '${file(two.yml)}']",
        "one.yml": "Resources: {One: {Type: 'AWS::SNS::Topic', Properties: {TopicName: '${self:service}'}}}",
        "two.yml": """
            Conditions: {Never: !Equals [a, b]}
            Resources: {Two: {Type: 'AWS::SNS::Topic', Condition: Never}}
            """,
    }
    graph = services(tmp_path, files)
    (one, two) = [one for one in graph.resources if one.logical_id in ("One", "Two")]
    assert [(root.path, root.kind) for root in graph.roots] == [("serverless.yml", "Serverless Framework")]
    assert (one.location.file, one.text("TopicName"), two.exists()) == ("one.yml", "orders", False)


def test_resources_that_no_file_tells_are_named(tmp_path: Path) -> None:
    text = SERVICE + "\n    resources: {Resources: '${file(make.js)}', Outputs: {}}"
    assert [one.what for one in service(tmp_path, text).unread] == [
        "make.js, which is code: run serverless package and review what it writes",
        "resources that no file here tells",
    ]


BY_STAGE = {
    "serverless.yml": SERVICE + "\n    resources: '${file(resources.${sls:stage}.yml)}'",
    "resources.dev.yml": """
        Resources:
          One: {Type: 'AWS::SNS::Topic', Properties: {}}
          Both: {Type: 'AWS::SQS::Queue', Properties: {DelaySeconds: 1}}
        """,
    "resources.prod.yml": """
        Resources:
          Two: {Type: 'AWS::SNS::Topic', Properties: {}}
          Both: {Type: 'AWS::SQS::Queue', DeletionPolicy: Retain, Properties: {DelaySeconds: 2}}
          WriteDashpostLogGroup: {Type: 'AWS::Logs::LogGroup', Properties: {RetentionInDays: 9}}
        """,
}


def test_resources_that_depend_on_the_stage_are_made_where_it_says_so(tmp_path: Path) -> None:
    graph = services(tmp_path, BY_STAGE)
    names = ("One", "Two", "Both", "WriteDashpostLogGroup")
    found = {one.logical_id: one for one in graph.resources if one.logical_id in names}
    exists = in_worlds(graph, lambda: [name for name in names if found[name].exists()])
    assert exists == {
        "stage=dev": ["One", "Both", "WriteDashpostLogGroup"],
        "stage=prod": ["Two", "Both", "WriteDashpostLogGroup"],
    }
    delays = in_worlds(graph, lambda: property_of(graph, "Both", "DelaySeconds"))
    kept = in_worlds(graph, lambda: found["Both"].body.present("DeletionPolicy"))
    days = in_worlds(graph, lambda: property_of(graph, "WriteDashpostLogGroup", "RetentionInDays"))
    assert [[*worlds.values()] for worlds in (delays, kept, days)] == [[1, 2], [False, True], [None, 9]]
    assert (graph.unread, len(graph.roots)) == ((), 1)


def test_resources_of_a_stage_that_is_given_are_the_only_ones(tmp_path: Path) -> None:
    graph = services(tmp_path, BY_STAGE, stage="prod")
    assert ("Two" in types(graph), "One" in types(graph), graph.unread) == (True, False, ())


def test_parameters_and_conditions_of_the_service_fork_as_in_cloudformation(tmp_path: Path) -> None:
    text = (
        SERVICE
        + """
    resources:
      Parameters: {Size: {Type: String, AllowedValues: [small, large]}}
      Conditions: {Large: !Equals [!Ref Size, large]}
      Resources: {One: {Type: 'AWS::SNS::Topic', Properties: {TopicName: !If [Large, big, little]}}}
    """
    )
    graph = service(tmp_path, text)
    worlds = in_worlds(graph, lambda: property_of(graph, "One", "TopicName"))
    assert worlds == {"Size=large": "big", "Size=small": "little"}


def test_a_function_with_a_condition_exists_where_it_holds(tmp_path: Path) -> None:
    text = """
        service: a
        provider: aws
        functions: {b: {handler: c.d, condition: Never, dependsOn: [Other]}}
        resources:
          Conditions: {Never: !Equals [a, b]}
          Resources: {Other: {Type: 'AWS::SNS::Topic', Properties: {}}}
        """
    graph = service(tmp_path, text)
    exists = {one.logical_id: one.exists() for one in graph.resources}
    assert (exists["BLambdaFunction"], exists["BLogGroup"], exists["Other"]) == (False, False, True)


def test_what_has_no_type_is_a_problem(tmp_path: Path) -> None:
    text = SERVICE + "\n    resources: {Resources: {Odd: {Properties: {}}}}"
    assert [one.message for one in service(tmp_path, text).problems] == ["Odd is no resource: it has no Type."]


def test_a_suppression_beside_a_function_counts_for_it(tmp_path: Path) -> None:
    text = """
        service: a
        provider: {name: aws, runtime: nodejs22.x}
        functions:
          # buttress: accept lambda-error-alarm until 2027-01-31 by Ann: it is watched by hand
          b: {handler: c.d}
        """
    (found,) = service(tmp_path, text).suppressions
    assert (found.check, found.location.line) == ("lambda-error-alarm", 5)
