"""Relations that few templates declare, and forms of them that few templates use."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.graph.relations.conftest import Sentences


def test_the_authorizers_of_a_document_authorize_its_api(sentences: Sentences) -> None:
    found = sentences(
        """
  Fn: {Type: AWS::Lambda::Function}
  Pool: {Type: AWS::Cognito::UserPool}
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        securityDefinitions:
          pool: {x-amazon-apigateway-authorizer: {type: cognito_user_pools, providerARNs: [!GetAtt Pool.Arn]}}
          own:
            x-amazon-apigateway-authorizer:
              type: token
              authorizerUri: !Sub "arn:aws:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations"
""",  # noqa: E501 - an ARN is as long as that
        "authorizes",
    )
    assert found == ["Fn authorizes Api", "Pool authorizes Api"]


def test_a_request_template_that_names_nothing_of_the_service_leaves_the_end_loose(sentences: Sentences) -> None:
    found = sentences(
        """
  Table: {Type: AWS::DynamoDB::Table}
  Api: {Type: AWS::ApiGateway::RestApi}
  Method:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      Integration:
        Type: AWS
        Uri: !Sub "arn:aws:apigateway:${AWS::Region}:states:action/StartExecution"
        RequestTemplates: {application/json: !Sub '{"table": "${Table}"}'}
""",
        "fronts",
    )
    assert found == ["Api fronts ?"]


def test_a_deployment_that_names_no_stage_makes_none(sentences: Sentences) -> None:
    found = sentences(
        """
  Api: {Type: AWS::ApiGateway::RestApi}
  Plain: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api}}
  Staged: {Type: AWS::ApiGateway::Deployment, Properties: {RestApiId: !Ref Api, StageName: live}}
""",
        "fronts",
    )
    assert found == ["Staged fronts Api (stage)"]


def test_a_mount_target_places_its_file_system(sentences: Sentences) -> None:
    found = sentences(
        """
  Files: {Type: AWS::EFS::FileSystem}
  Subnet: {Type: AWS::EC2::Subnet}
  Group: {Type: AWS::EC2::SecurityGroup}
  Mount:
    Type: AWS::EFS::MountTarget
    Properties: {FileSystemId: !Ref Files, SubnetId: !Ref Subnet, SecurityGroups: [!Ref Group]}
""",
        "placed-in",
        "protected-by",
    )
    assert found == ["Files placed-in Subnet", "Files protected-by Group"]


def test_logs_go_where_domains_trails_containers_balancers_and_builds_say(sentences: Sentences) -> None:
    found = sentences(
        """
  Group: {Type: AWS::Logs::LogGroup}
  Bucket: {Type: AWS::S3::Bucket}
  Domain:
    Type: AWS::OpenSearchService::Domain
    Properties: {LogPublishingOptions: {AUDIT_LOGS: {CloudWatchLogsLogGroupArn: !GetAtt Group.Arn}}}
  Trail: {Type: AWS::CloudTrail::Trail, Properties: {S3BucketName: !Ref Bucket}}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: {ContainerDefinitions: [{LogConfiguration: {Options: {awslogs-group: !Ref Group}}}]}
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties:
      LoadBalancerAttributes:
        - {Key: idle_timeout.timeout_seconds, Value: 30}
        - {Key: access_logs.s3.bucket, Value: !Ref Bucket}
  Build: {Type: AWS::CodeBuild::Project, Properties: {LogsConfig: {CloudWatchLogs: {GroupName: !Ref Group}}}}
""",
        "logs-to",
    )
    assert found == [
        "Balancer logs-to Bucket",
        "Build logs-to Group",
        "Domain logs-to Group (AUDIT_LOGS)",
        "Task logs-to Group",
        "Trail logs-to Bucket",
    ]


def test_a_graphql_api_has_a_second_authorizer_and_a_resolver_has_a_source(sentences: Sentences) -> None:
    found = sentences(
        """
  Pool: {Type: AWS::Cognito::UserPool}
  Api:
    Type: AWS::AppSync::GraphQLApi
    Properties: {AdditionalAuthenticationProviders: [{UserPoolConfig: {UserPoolId: !Ref Pool}}]}
  Source: {Type: AWS::AppSync::DataSource, Properties: {ApiId: !GetAtt Api.ApiId, Name: orders}}
  Resolver:
    Type: AWS::AppSync::Resolver
    Properties: {ApiId: !GetAtt Api.ApiId, DataSourceName: !GetAtt Source.Name}
""",
        "authorizes",
        "invokes",
    )
    assert found == ["Api invokes Source (sync)", "Pool authorizes Api"]


def test_a_state_that_passes_nothing_names_no_queue(sentences: Sentences) -> None:
    found = sentences(
        """
  Machine:
    Type: AWS::StepFunctions::StateMachine
    Properties: {Definition: {States: {Send: {Type: Task, Resource: 'arn:aws:states:::sqs:sendMessage'}}}}
""",
        "publishes-to",
    )
    assert found == []


def test_a_consumer_subscribes_to_its_stream_and_a_processor_names_a_function(sentences: Sentences) -> None:
    found = sentences(
        """
  Fn: {Type: AWS::Lambda::Function}
  Stream: {Type: AWS::Kinesis::Stream}
  Consumer: {Type: AWS::Kinesis::StreamConsumer, Properties: {StreamARN: !GetAtt Stream.Arn}}
  Delivery:
    Type: AWS::KinesisFirehose::DeliveryStream
    Properties:
      ExtendedS3DestinationConfiguration:
        ProcessingConfiguration:
          Processors:
            - Parameters:
                - {ParameterName: BufferSizeInMBs, ParameterValue: 1}
                - {ParameterName: LambdaArn, ParameterValue: !GetAtt Fn.Arn}
""",
        "subscribes-to",
        "invokes",
    )
    assert "Consumer subscribes-to Stream" in found
    assert "Delivery invokes Fn (sync)" in found


def test_an_alarm_looks_at_the_service_alone_and_at_no_dimension_that_is_not_told(sentences: Sentences) -> None:
    found = sentences(
        """
  Cluster: {Type: AWS::ECS::Cluster}
  Service: {Type: AWS::ECS::Service, Properties: {Cluster: !Ref Cluster}}
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/ECS
      MetricName: CPUUtilization
      Dimensions:
        - {Name: ClusterName, Value: !Ref Cluster}
        - {Name: ServiceName, Value: !GetAtt Service.Name}
        - {Name: Colour, Value: blue}
  Other:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/SQS
      MetricName: NumberOfMessagesSent
      Dimensions: [{Name: !Ref Nowhere, Value: orders}]
""",
        "alarms-on",
    )
    assert found == ["Alarm alarms-on Service (CPUUtilization)", "Other alarms-on ? (NumberOfMessagesSent)"]


def test_a_dimension_made_from_a_reference_is_no_name_that_somebody_chose(sentences: Sentences) -> None:
    found = sentences(
        """
  Api: {Type: AWS::ApiGateway::RestApi, Properties: {Name: orders}}
  Alarm:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/ApiGateway
      MetricName: 5XXError
      Dimensions: [{Name: ApiName, Value: !Sub '${Api}-api'}]
""",
        "alarms-on",
    )
    assert found == ["Alarm alarms-on Api (5XXError)"]


def test_instances_their_templates_and_their_profiles_are_placed_and_protected(sentences: Sentences) -> None:
    found = sentences(
        """
  Subnet: {Type: AWS::EC2::Subnet}
  Group: {Type: AWS::EC2::SecurityGroup}
  Role: {Type: AWS::IAM::Role}
  Acl: {Type: AWS::EC2::NetworkAcl}
  Join:
    Type: AWS::EC2::SubnetNetworkAclAssociation
    Properties: {SubnetId: !Ref Subnet, NetworkAclId: !Ref Acl}
  Profile: {Type: AWS::IAM::InstanceProfile, Properties: {Roles: [!Ref Role]}}
  Machine:
    Type: AWS::EC2::Instance
    Properties: {NetworkInterfaces: [{SubnetId: !Ref Subnet, GroupSet: [!Ref Group]}]}
  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        IamInstanceProfile: {Arn: !GetAtt Profile.Arn}
        NetworkInterfaces: [{Groups: [!Ref Group]}]
""",
        "placed-in",
        "protected-by",
        "assumes",
    )
    assert found == [
        "Machine placed-in Subnet",
        "Machine protected-by Group",
        "Profile assumes Role",
        "Subnet protected-by Acl",
        "Template assumes Profile",
        "Template protected-by Group",
    ]


def test_a_rule_of_a_listener_and_a_group_with_targets_are_related(sentences: Sentences) -> None:
    found = sentences(
        """
  Machine: {Type: AWS::EC2::Instance}
  Group: {Type: AWS::ElasticLoadBalancingV2::TargetGroup, Properties: {Targets: [{Id: !Ref Machine}]}}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
  Listener: {Type: AWS::ElasticLoadBalancingV2::Listener, Properties: {LoadBalancerArn: !Ref Balancer}}
  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties: {ListenerArn: !Ref Listener, Actions: [{TargetGroupArn: !Ref Group}]}
  Acl: {Type: AWS::WAFv2::WebACL}
  Guard: {Type: AWS::WAFv2::WebACLAssociation, Properties: {WebACLArn: !GetAtt Acl.Arn, ResourceArn: !Ref Balancer}}
""",
        "fronts",
        "guards",
    )
    assert found == [
        "Acl guards Balancer (web ACL)",
        "Balancer fronts Listener (listener)",
        "Group fronts Machine",
        "Listener fronts Group (rule)",
    ]


def test_a_role_grants_calls_to_no_function_where_one_could_assume_it(sentences: Sentences) -> None:
    found = sentences(
        """
  Callee: {Type: AWS::Lambda::Function}
  Caller: {Type: AWS::Lambda::Function, Properties: {Role: !Ref Nowhere}}
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyDocument:
            Statement:
              - {Effect: Allow, Action: [!Ref Nowhere, 'lambda:InvokeFunction'], Resource: !GetAtt Callee.Arn}
""",
        "invokes",
    )
    assert found == ["Caller invokes ?"]
