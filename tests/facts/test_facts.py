from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from buttress import checks
from buttress.evidence.catalogue import ids_of
from buttress.facts.cold_starts import FAMILIES, cold_start_ms, read_cold_starts
from buttress.facts.engines import engine_version, read_engines
from buttress.facts.errors import FactsError
from buttress.facts.foreign_suppressions import checks_meant_by, read_rules
from buttress.facts.managed_policies import managed_policy
from buttress.facts.managed_policies import read_policies as read_managed_policies
from buttress.facts.runtimes import read_runtimes, runtime, runtimes
from buttress.facts.service_defaults import default_of, read_defaults
from buttress.facts.service_facts import read_facts, service_fact
from buttress.facts.stateful_types import read_types, stateful_type, stateful_types
from buttress.facts.table import FOLDER
from buttress.facts.tls import read_policies as read_tls_policies
from buttress.facts.tls import tls_policy


@pytest.mark.parametrize(
    ("resource_type", "path", "variant", "value"),
    [
        ("AWS::S3::Bucket", "BucketEncryption", "", "AES256"),
        ("AWS::S3::Bucket", "PublicAccessBlockConfiguration.BlockPublicAcls", "", True),
        ("AWS::S3::Bucket", "VersioningConfiguration.Status", "", "Suspended"),
        ("AWS::SQS::Queue", "SqsManagedSseEnabled", "", True),
        ("AWS::SQS::Queue", "MessageRetentionPeriod", "", 345600.0),
        ("AWS::SNS::Topic", "KmsMasterKeyId", "", None),
        ("AWS::DynamoDB::Table", "BillingMode", "", "PROVISIONED"),
        ("AWS::Lambda::Function", "Timeout", "", 3.0),
        ("AWS::Lambda::EventSourceMapping", "BatchSize", "sqs", 10.0),
        ("AWS::Lambda::EventSourceMapping", "BatchSize", "kinesis", 100.0),
        ("AWS::Lambda::EventSourceMapping", "MaximumRetryAttempts", "kinesis", -1.0),
        ("AWS::ApiGateway::Method", "Integration.TimeoutInMillis", "", 29000.0),
        ("AWS::Logs::LogGroup", "RetentionInDays", "", None),
        ("AWS::RDS::DBInstance", "DeletionPolicy", "", "Snapshot"),
        ("AWS::RDS::DBInstance", "DeletionPolicy", "in-cluster", "Delete"),
        ("AWS::S3::Bucket", "DeletionPolicy", "", "Delete"),
        ("AWS::Redshift::Cluster", "Encrypted", "", True),
        ("AWS::ElastiCache::ReplicationGroup", "AtRestEncryptionEnabled", "valkey", True),
        ("AWS::ElasticLoadBalancingV2::LoadBalancer", "LoadBalancerAttributes", "deletion_protection.enabled", False),
        ("AWS::ElasticLoadBalancingV2::Listener", "SslPolicy", "", "ELBSecurityPolicy-2016-08"),
    ],
)
def test_an_absent_property_means_what_aws_documents(
    resource_type: str, path: str, variant: str, value: object
) -> None:
    default = default_of(resource_type, path, variant)
    assert default is not None
    assert default.settled
    assert default.value == value
    assert type(default.value) is type(value)


def test_a_default_says_since_when_it_holds() -> None:
    bucket = default_of("AWS::S3::Bucket", "BucketEncryption")
    cluster = default_of("AWS::RDS::DBCluster", "StorageEncrypted", "aurora")
    assert bucket is not None
    assert bucket.since == date(2023, 1, 5)
    assert cluster is not None
    assert cluster.since == date(2026, 2, 18)


def test_a_default_that_depends_has_no_value_and_says_on_what() -> None:
    default = default_of("AWS::RDS::DBInstance", "PubliclyAccessible")
    assert default is not None
    assert (default.settled, default.value) == (False, None)
    assert "subnet group" in default.says


def test_a_default_names_what_outside_the_resource_may_change_it() -> None:
    default = default_of("AWS::EC2::Volume", "Encrypted")
    assert default is not None
    assert default.value is False
    assert default.unless.startswith("the account encrypts EBS volumes by default")


def test_a_property_without_a_row_has_no_default() -> None:
    assert default_of("AWS::S3::Bucket", "Unheard.Of") is None


def test_sentences_are_short_and_begin_in_the_middle_of_a_sentence() -> None:
    sentences = [default.says for default in read_defaults(FOLDER / "service_defaults.tsv").values()]
    assert not [says for says in sentences if says.endswith(".") or len(says) > 160]


def test_a_runtime_has_the_dates_that_aws_published() -> None:
    python = runtime("python3.9")
    assert python is not None
    assert (python.family, python.deprecated) == ("python", date(2025, 12, 15))
    assert (python.create_blocked, python.update_blocked) == (date(2027, 2, 1), date(2027, 3, 3))
    container_only = runtime("dotnet9")
    assert container_only is not None
    assert container_only.create_blocked is None
    assert runtime("cobol85") is None


def test_runtimes_belong_to_seven_families() -> None:
    assert {known.family for known in runtimes()} == {"dotnet", "go", "java", "nodejs", "provided", "python", "ruby"}


@pytest.mark.parametrize(
    ("engine", "version", "major", "end"),
    [
        ("mysql", "8.0.36", "8.0", date(2026, 7, 31)),
        ("postgres", "13.9", "13", date(2026, 2, 28)),
        ("aurora-mysql", "8.0.mysql_aurora.3.04.0", "8.0", date(2028, 4, 30)),
        ("aurora-postgresql", "14", "14", date(2027, 2, 28)),
        ("mariadb", "10.11.6", "10.11", date(2028, 2, 29)),
        ("docdb", "5.0.0", "5.0", None),
    ],
)
def test_a_full_version_belongs_to_a_major_version(engine: str, version: str, major: str, end: date | None) -> None:
    known = engine_version(engine, version)
    assert known is not None
    assert (known.version, known.standard_support_ends) == (major, end)


def test_an_engine_that_is_not_listed_is_not_known() -> None:
    assert engine_version("oracle-ee", "19") is None
    assert engine_version("postgres", "1") is None


def test_tls_versions_compare() -> None:
    old, new = tls_policy("elb", "ELBSecurityPolicy-2016-08"), tls_policy("elb", "ELBSecurityPolicy-TLS13-1-2-2021-06")
    assert old is not None
    assert new is not None
    assert old.lowest == (1, 0)
    assert old.lowest < (1, 2) <= new.lowest
    assert tls_policy("elb", "TLSv1.2_2021") is None


@pytest.mark.parametrize(
    ("path", "level"),
    [
        ("AdministratorAccess", "administrator"),
        ("IAMFullAccess", "administrator"),
        ("PowerUserAccess", "broad"),
        ("job-function/DatabaseAdministrator", "broad"),
        ("AmazonS3FullAccess", "service-wide"),
        ("AWSLambda_FullAccess", "service-wide"),
        ("AWSAppRunnerFullAccess", "service-wide"),
    ],
)
def test_a_managed_policy_reaches_as_far_as_its_level_says(path: str, level: str) -> None:
    policy = managed_policy(f"arn:aws:iam::aws:policy/{path}")
    assert policy is not None
    assert (policy.path, policy.level) == (path, level)


@pytest.mark.parametrize(
    "arn",
    [
        "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
        "arn:aws:iam::123456789012:policy/AdministratorAccess",
        "AdministratorAccess",
    ],
)
def test_what_is_no_wide_policy_of_aws_is_not_known(arn: str) -> None:
    assert managed_policy(arn) is None


def test_a_policy_is_recognised_in_every_partition() -> None:
    policy = managed_policy("arn:aws-cn:iam::aws:policy/AdministratorAccess")
    assert policy is not None
    assert policy.level == "administrator"


def test_cold_starts_are_given_at_the_nearest_size_that_was_measured() -> None:
    small, large = cold_start_ms("python", 128), cold_start_ms("python", 10240)
    assert small is not None
    assert 50 < small < 200
    assert large == cold_start_ms("python", 1024)
    assert cold_start_ms("python", 192) == small


def test_java_starts_more_slowly_than_python_everywhere() -> None:
    for size in (128, 256, 512, 1024):
        assert (cold_start_ms("java", size) or 0.0) > (cold_start_ms("python", size) or 0.0) > 0.0


def test_a_family_that_nobody_measured_has_no_cold_start() -> None:
    assert cold_start_ms("cobol", 128) is None


def test_each_runtime_that_speaks_for_a_family_was_measured() -> None:
    measured = {start.runtime for start in read_cold_starts(FOLDER / "lambda_cold_starts.tsv")}
    assert {name for names in FAMILIES.values() for name in names} <= measured


def test_each_start_was_measured_on_both_processor_architectures() -> None:
    starts = read_cold_starts(FOLDER / "lambda_cold_starts.tsv")
    speakers = {name for names in FAMILIES.values() for name in names}
    architectures = {name: {start.arch for start in starts if start.runtime == name} for name in speakers}
    assert architectures == {name: {"arm64", "x86_64"} for name in speakers}


def test_service_facts_have_numbers_and_units() -> None:
    timeout = service_fact("lambda", "timeout default")
    limits = service_fact("lambda-sqs", "SQS ESM MaximumConcurrency")
    assert timeout is not None
    assert (timeout.value, timeout.unit) == (3.0, "s")
    assert limits is not None
    assert limits.value == "2-1000"
    assert service_fact("lambda", "colour") is None


def test_types_that_hold_data_say_what_would_be_lost() -> None:
    table, database = stateful_type("AWS::DynamoDB::Table"), stateful_type("AWS::RDS::DBInstance")
    assert table is not None
    assert (table.holds, table.snapshot) == ("items", False)
    assert database is not None
    assert database.snapshot
    assert stateful_type("AWS::Lambda::Function") is None
    assert len(stateful_types()) > 25


@pytest.mark.parametrize(
    ("read", "columns", "row", "complaint"),
    [
        (
            read_defaults,
            "type\tproperty\tvariant\tmeaning\tunless\tsince\tsays",
            "T\tP\t\t\t\t\tsays",
            "meaning is empty",
        ),
        (
            read_defaults,
            "type\tproperty\tvariant\tmeaning\tunless\tsince\tsays",
            "T\tP\t\t1\t\tMay\tsays",
            "since is 'May'",
        ),
        (
            read_runtimes,
            "runtime\tfamily\tdeprecated\tcreate_blocked\tupdate_blocked",
            "a\tb\tsoon\t\t",
            "deprecated is 'soon'",
        ),
        (read_engines, "engine\tversion\tstandard_support_ends", "mysql\t\t", "version is empty"),
        (read_tls_policies, "service\tpolicy\tlowest", "elb\tp\t2.0", "Write one of 1.0, 1.1, 1.2, 1.3, SSLv3"),
        (read_managed_policies, "path\tlevel\twhy", "p\thuge\twhy", "Write one of administrator, broad"),
        (read_facts, "service\tfact\tvalue\tunit", "s\tf\t\tms", "value is empty"),
        (read_types, "type\tholds\tsnapshot", "T\tthings\tmaybe", "Write one of no, yes"),
    ],
)
def test_a_reader_refuses_a_malformed_row_with_its_place(
    tmp_path: Path, read: Callable[[Path], object], columns: str, row: str, complaint: str
) -> None:
    path = tmp_path / "table.tsv"
    path.write_text(f"{columns}\tsource\tas_of\n{row}\tpackage@1\t2026-11-23\n", encoding="utf-8")
    with pytest.raises(FactsError) as refusal:
        read(path)
    assert str(refusal.value).startswith("table.tsv:2: ")
    assert complaint in str(refusal.value)


def test_every_rule_of_another_tool_means_a_check_that_exists() -> None:
    rules = read_rules(FOLDER / "foreign_suppressions.tsv")
    assert {check for checks in rules.values() for check in checks} <= set(ids_of(checks))
    assert list(rules) == sorted(rules)
    assert checks_meant_by("checkov", "CKV_AWS_27") == ("sqs-encryption-at-rest",)
    assert checks_meant_by("cdk-nag", "AwsSolutions-APIG1") == ("apigateway-access-log", "apigatewayv2-access-log")
    assert checks_meant_by("cfn-lint", "E3012") == ()
