"""Evidence cites the attribute or block that people change to change a value."""

from pathlib import Path

from buttress.graph.resource import Resource
from buttress.graph.worlds import Worlds
from buttress.sources.discovery import discover
from buttress.sources.reading import graph_from
from buttress.sources.terraform.mapping.catalogue import of_documents
from buttress.sources.terraform.mapping.document import documents
from buttress.sources.terraform.mapping.register import RootRegister
from buttress.sources.terraform.reader import terraform_reading
from tests import reading

KNOWN = of_documents(documents(Path("src/buttress/sources/terraform/mapping/data")))


def first(text: str, folder: Path) -> Resource:
    (folder / "main.tf").write_text(text, encoding="utf-8")
    worlds = Worlds()
    read = terraform_reading(discover([folder]), worlds, {}, register=lambda one: RootRegister(one, KNOWN))
    return next(iter(graph_from([read], worlds, reading.DAY).resources))


def test_a_value_stands_where_its_attribute_does(tmp_path: Path) -> None:
    server = first(
        'resource "aws_instance" "a" {\n  metadata_options {\n    http_tokens = "optional"\n  }\n}\n', tmp_path
    )
    assert server.at("MetadataOptions.HttpTokens").line == 3
    assert server.at("MetadataOptions").line == 2


def test_a_value_that_is_not_written_stands_where_its_block_does(tmp_path: Path) -> None:
    text = 'resource "aws_opensearch_domain" "a" {\n  domain_name = "a"\n\n  domain_endpoint_options {\n  }\n}\n'
    assert first(text, tmp_path).at("DomainEndpointOptions.EnforceHTTPS").line == 4


def test_a_map_without_a_block_of_its_own_stands_where_the_resource_does(tmp_path: Path) -> None:
    text = 'resource "aws_cloudfront_distribution" "a" {\n  enabled         = true\n  is_ipv6_enabled = true\n}\n'
    assert first(text, tmp_path).at("DistributionConfig").line == 1
    assert first(text, tmp_path).at("DistributionConfig.Enabled").line == 2


def test_what_one_attribute_makes_stands_where_it_does(tmp_path: Path) -> None:
    text = (
        'resource "aws_ecr_repository" "a" {\n}\n\n'
        'resource "aws_ecr_lifecycle_policy" "a" {\n  repository = aws_ecr_repository.a.name\n  policy = "{}"\n}\n'
    )
    assert first(text, tmp_path).at("LifecyclePolicy").line == 6


def test_what_several_attributes_of_another_block_make_stands_where_that_does(tmp_path: Path) -> None:
    text = (
        'resource "aws_backup_vault" "a" {\n  name = "a"\n}\n\n'
        'resource "aws_backup_vault_lock_configuration" "a" {\n'
        "  backup_vault_name = aws_backup_vault.a.name\n  min_retention_days = 7\n}\n"
    )
    assert first(text, tmp_path).at("LockConfiguration").line == 5


def test_of_several_blocks_of_a_name_the_first_counts(tmp_path: Path) -> None:
    block = '  rule {\n    rule_name = "a"\n  }\n\n'
    assert (
        first(f'resource "aws_backup_plan" "a" {{\n{block}{block}}}\n', tmp_path).at("BackupPlan.BackupPlanRule").line
        == 2
    )


def test_a_deletion_policy_stands_where_its_attribute_does(tmp_path: Path) -> None:
    said = first('resource "aws_db_instance" "a" {\n  skip_final_snapshot = true\n}\n', tmp_path)
    assert said.body.at("DeletionPolicy").line == 2


def test_a_deletion_policy_that_is_not_written_stands_where_the_resource_does(tmp_path: Path) -> None:
    unsaid = first('resource "aws_db_instance" "a" {\n  engine = "mysql"\n}\n', tmp_path)
    assert unsaid.body.at("DeletionPolicy").line == 1
