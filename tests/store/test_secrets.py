"""Nothing secret reaches a store: not by the evidence, not by the values that were given."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import LargeBinary, select

import buttress
from buttress.application.given import keepable
from buttress.application.snapshotting import snapshot_of
from buttress.store.address import address_of
from buttress.store.engine import database_at
from buttress.store.opening import open_store
from buttress.store.tables import TABLES
from tests.store.content import NOW, clock, marked, workload

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from buttress.answers.snapshot import Snapshot

TEMPLATE = """
Parameters:
  Hidden: {Type: String, NoEcho: true, Default: s3cret-default}
  Given: {Type: String, NoEcho: true}
  FromFile: {Type: String, NoEcho: "true"}
  DBPassword: {Type: String, Default: s3cret-forgotten}
  AdminToken: {Type: String, Default: ""}
  Env: {Type: String, AllowedValues: [dev, prod]}
Conditions:
  HasToken: !Equals [!Ref AdminToken, s3cret-compared]
  HasHidden: !Equals [!Ref Hidden, s3cret-hidden]
Resources:
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Role: !If [HasToken, !Ref DBPassword, !Join ["/", [s3cret-joined, !Ref Given]]]
      MemorySize: !Ref DBPassword
      Timeout: !Select [0, !Split [":", !Sub "s3cret-split:${FromFile}"]]
      Environment:
        Variables:
          PASSWORD: s3cret-variable
          URL: https://admin:s3cret-url@db.example.com/
          KEY: AKIAS3CRETS3CRETS3CR
          GITHUB_TOKEN: !Sub "s3cret-sub-${Hidden}"
          STRIPE: sk_live_s3cretstripe0000000
          DYNAMIC: "{{resolve:secretsmanager:s3cret-name:SecretString:password}}"
          HIDDEN: !Ref Hidden
          GIVEN: !Ref Given
          FILE: !Ref FromFile
      DeadLetterConfig: !If [HasHidden, {TargetArn: s3cret-target}, !Ref AWS::NoValue]
  Database:
    Type: AWS::RDS::DBInstance
    Condition: HasToken
    Properties:
      Engine: postgres
      EngineVersion: !Ref Hidden
      DBInstanceClass: db.t3.micro
      MasterUsername: admin
      MasterUserPassword: s3cret-literal
      BackupRetentionPeriod: !Ref Given
      StorageEncrypted: !Ref FromFile
      MultiAZ: !If [HasToken, true, false]
  Other:
    Type: AWS::RDS::DBInstance
    Properties:
      Engine: mysql
      DBInstanceClass: db.t3.micro
      MasterUserPassword: "{{resolve:ssm-secure:s3cret-path:3}}"
      EngineVersion: "{{resolve:ssm:s3cret-version}}"
      BackupRetentionPeriod: "{{resolve:ssm:s3cret-days}}"
      PubliclyAccessible: "{{resolve:secretsmanager:s3cret-flag}}"
      StorageType: "{{resolve:ssm:s3cret-type}}"
  Cache:
    Type: AWS::ElastiCache::ReplicationGroup
    Properties: {ReplicationGroupDescription: s3cret-text, AuthToken: s3cret-auth, TransitEncryptionEnabled: true}
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      Subscription: [{Protocol: https, Endpoint: "https://user:s3cret-hook@hooks.example.com/?token=s3cret-query"}]
  Targets:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: {Protocol: HTTP, Port: 80, HealthCheckPath: "/health?token=s3cret-health"}
  Server:
    Type: AWS::EC2::Instance
    Properties: {InstanceType: t3.micro, UserData: !Base64 "export PASSWORD=s3cret-userdata"}
  Stored:
    Type: AWS::SSM::Parameter
    Properties: {Type: String, Value: s3cret-stored}
  Secret:
    Type: AWS::SecretsManager::Secret
    Properties: {SecretString: '{"password": "s3cret-string"}'}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - Name: web
          Image: web
          Environment: [{Name: DB_PASSWORD, Value: s3cret-container}, {Name: SAFE, Value: !Ref Given}]
          Command: [run, --password, s3cret-command]
  Connection:
    Type: AWS::Events::Connection
    Properties:
      AuthorizationType: BASIC
      AuthParameters: {BasicAuthParameters: {Username: admin, Password: s3cret-basic}}
  Nested:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./nested.yaml
      Parameters: {Inner: s3cret-bound, InnerOpen: !Ref Hidden}
  Pool:
    Type: AWS::Cognito::UserPoolIdentityProvider
    Properties: {ProviderType: OIDC, ProviderDetails: {client_secret: s3cret-client}}
"""
NESTED = """
Parameters:
  Inner: {Type: String, NoEcho: true}
  InnerOpen: {Type: String}
Resources:
  Inside:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: !Ref InnerOpen
      MemorySize: !Ref InnerOpen
      Environment: {Variables: {PASSWORD: !Ref Inner, OPEN: !Ref InnerOpen}}
  Database:
    Type: AWS::DocDB::DBCluster
    Properties: {MasterUserPassword: !Ref Inner, BackupRetentionPeriod: 7}
"""
FILE = [{"ParameterKey": "FromFile", "ParameterValue": "s3cret-file"}]
GIVEN = {"Given": "s3cret-given", "Env": "prod"}


@pytest.fixture
def reviewed(tmp_path: Path) -> buttress.Review:  # type: ignore[name-defined] # given by `__getattr__`
    """A review of a template that is full of secrets, each of which begins with `s3cret`."""
    folder = tmp_path / "secrets"
    folder.mkdir()
    for name, text in {"template.yaml": TEMPLATE, "nested.yaml": NESTED, "prod.json": json.dumps(FILE)}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return buttress.review(folder, parameters=GIVEN, parameter_files=[folder / "prod.json"])


def _texts(value: object) -> Iterator[str]:
    yield repr(value).lower()


def test_a_snapshot_of_a_template_full_of_secrets_holds_none(reviewed: buttress.Review) -> None:  # type: ignore[name-defined]
    snapshot: Snapshot = snapshot_of(reviewed)
    told = [
        text
        for part in (*snapshot.findings, *snapshot.said, *snapshot.problems, *snapshot.unread)
        for text in _texts(part)
    ]
    assert [text for text in told if "s3cret" in text] == []
    states = {finding.state for finding in snapshot.findings}
    assert states == {"met", "gap", "unknown", "not_applicable"}
    assert snapshot.by_key["lambda-secret-in-environment", "template.yaml#Function"].state == "gap"


def test_no_row_of_a_store_holds_a_secret(where: str, reviewed: buttress.Review) -> None:  # type: ignore[name-defined]
    store = open_store(where, clock)
    kept = keepable({**GIVEN, "FromFile": "s3cret-file"}, reviewed.graph)
    store.create(replace(workload(), given=kept, parameter_files=("/srv/orders/prod.json",)))
    store.keep("orders", snapshot_of(reviewed), NOW)
    marked(store, "design")
    store.close()
    held = list(_rows(where))
    assert any(b"template.yaml#Function" in content for content in held)
    assert [content for content in held if b"s3cret" in content.lower()] == []


def test_no_byte_of_the_file_holds_a_secret(tmp_path: Path, reviewed: buttress.Review) -> None:  # type: ignore[name-defined]
    store = open_store(str(tmp_path / "store.db"), clock)
    store.create(replace(workload(), given=keepable(GIVEN, reviewed.graph)))
    store.keep("orders", snapshot_of(reviewed), NOW)
    files = {path.name: path.read_bytes() for path in tmp_path.glob("store.db*")}
    store.close()
    assert sorted(files) == ["store.db", "store.db-shm", "store.db-wal"]
    assert [name for name, content in files.items() if b"s3cret" in content.lower()] == []


def _rows(where: str) -> Iterator[bytes]:
    """Give what stands in the rows of all tables, documents unpacked."""
    database = database_at(address_of(where))
    with database.reading() as connection:
        for table in TABLES:
            packed = [column.name for column in table.columns if isinstance(column.type, LargeBinary)]
            for row in connection.execute(select(table)).mappings():
                yield repr(dict(row)).encode()
                yield from (zlib.decompress(row[name]) for name in packed)
    database.engine.dispose()
