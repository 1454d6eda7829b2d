"""What lies where in a network, what serves requests, and what stores are related to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.graph.relations.conftest import Sentences


def test_subnets_route_to_gateways_through_their_tables(sentences: Sentences) -> None:
    found = sentences(
        """
  Vpc: {Type: AWS::EC2::VPC}
  Net: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {SubnetId: !Ref Net}}
  Table: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  Route:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref Table, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}
  Uses: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Net, RouteTableId: !Ref Table}}
  Endpoint: {Type: AWS::EC2::VPCEndpoint, Properties: {VpcId: !Ref Vpc, ServiceName: s3, RouteTableIds: [!Ref Table]}}
  Flow: {Type: AWS::EC2::FlowLog, Properties: {ResourceId: !Ref Vpc, LogGroupName: flows}}
""",
        "placed-in",
        "routes-to",
        "guards",
        "logs-to",
    )
    assert found == [
        "Endpoint placed-in Vpc",
        "Flow guards Vpc (flow log)",
        "Flow logs-to flows",
        "Nat placed-in Net",
        "Net placed-in Vpc",
        "Net routes-to Table (route table)",
        "Table placed-in Vpc",
        "Table routes-to Endpoint (s3)",
        "Table routes-to Nat (0.0.0.0/0)",
    ]


def test_a_database_is_placed_in_the_subnets_of_its_group(sentences: Sentences) -> None:
    found = sentences(
        """
  Net: {Type: AWS::EC2::Subnet}
  Group: {Type: AWS::RDS::DBSubnetGroup, Properties: {SubnetIds: [!Ref Net, subnet-2]}}
  Firewall: {Type: AWS::EC2::SecurityGroup}
  Cluster: {Type: AWS::RDS::DBCluster, Properties: {DBSubnetGroupName: !Ref Group}}
  Member: {Type: AWS::RDS::DBInstance, Properties: {DBClusterIdentifier: !Ref Cluster}}
  Single:
    Type: AWS::RDS::DBInstance
    Properties: {DBSubnetGroupName: !Ref Group, VPCSecurityGroups: [!GetAtt Firewall.GroupId]}
  Foreign: {Type: AWS::RDS::DBInstance, Properties: {DBSubnetGroupName: !ImportValue nets}}
""",
        "placed-in",
        "protected-by",
    )
    assert found == [
        "Cluster placed-in Net",
        "Cluster placed-in subnet-2",
        "Foreign placed-in nets (subnet group)",
        "Member placed-in Cluster (cluster)",
        "Single placed-in Net",
        "Single placed-in subnet-2",
        "Single protected-by Firewall",
    ]


def test_requests_pass_from_distribution_to_service(sentences: Sentences) -> None:
    found = sentences(
        """
  Bucket: {Type: AWS::S3::Bucket}
  Balancer: {Type: AWS::ElasticLoadBalancingV2::LoadBalancer}
  Group: {Type: AWS::ElasticLoadBalancingV2::TargetGroup}
  Listener:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties: {LoadBalancerArn: !Ref Balancer, DefaultActions: [{Type: forward, TargetGroupArn: !Ref Group}]}
  Service:
    Type: AWS::ECS::Service
    Properties: {LoadBalancers: [{TargetGroupArn: !Ref Group}], TaskDefinition: !Ref Task}
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {TaskRoleArn: !GetAtt Role.Arn}}
  Role: {Type: AWS::IAM::Role}
  Web:
    Type: AWS::CloudFront::Distribution
    Properties:
      DistributionConfig:
        Origins: [{Id: a, DomainName: !GetAtt Bucket.RegionalDomainName}, {Id: b, DomainName: !GetAtt Balancer.DNSName}]
""",
        "fronts",
        "assumes",
    )
    assert found == [
        "Balancer fronts Listener (listener)",
        "Group fronts Service",
        "Listener fronts Group",
        "Service assumes Role (task)",
        "Task assumes Role (task)",
        "Web fronts Balancer",
        "Web fronts Bucket",
    ]


def test_stores_are_related_to_keys_policies_notified_functions_and_backups(sentences: Sentences) -> None:
    found = sentences(
        """
  Key: {Type: AWS::KMS::Key}
  Fn: {Type: AWS::Lambda::Function}
  Logs: {Type: AWS::S3::Bucket}
  Bucket:
    Type: AWS::S3::Bucket
    Properties:
      LoggingConfiguration: {DestinationBucketName: !Ref Logs}
      NotificationConfiguration: {LambdaConfigurations: [{Event: e, Function: !GetAtt Fn.Arn}]}
      BucketEncryption:
        ServerSideEncryptionConfiguration: [{ServerSideEncryptionByDefault: {KMSMasterKeyID: !GetAtt Key.Arn}}]
  Policy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Bucket}}
  Table: {Type: AWS::DynamoDB::Table, Properties: {SSESpecification: {KMSMasterKeyId: !Ref Key}}}
  Backup: {Type: AWS::Backup::BackupSelection, Properties: {BackupSelection: {Resources: [!GetAtt Table.Arn]}}}
  Tagged: {Type: AWS::Backup::BackupSelection, Properties: {BackupSelection: {ListOfTags: [{ConditionKey: a}]}}}
  Secret: {Type: AWS::SecretsManager::Secret}
  Rotation: {Type: AWS::SecretsManager::RotationSchedule, Properties: {SecretId: !Ref Secret}}
""",
        "encrypted-by",
        "guards",
        "triggers",
        "logs-to",
        "backs-up",
    )
    assert found == [
        "Backup backs-up Table",
        "Bucket encrypted-by Key",
        "Bucket logs-to Logs",
        "Bucket triggers Fn (async)",
        "Policy guards Bucket (policy)",
        "Rotation guards Secret (rotation)",
        "Table encrypted-by Key",
        "Tagged backs-up ?",
    ]
