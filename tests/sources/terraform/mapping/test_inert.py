"""What makes nothing in AWS leaves nothing unread; what may run anything does."""

from pathlib import Path

import pytest

from buttress.graph.worlds import Worlds
from buttress.sources.discovery import discover
from buttress.sources.terraform.mapping.catalogue import of_documents
from buttress.sources.terraform.mapping.document import documents
from buttress.sources.terraform.mapping.register import RootRegister
from buttress.sources.terraform.reader import terraform_reading

KNOWN = of_documents(documents(Path("src/buttress/sources/terraform/mapping/data")))
RUNS = '  provisioner "local-exec" {\n    command = "aws s3 rb s3://invoices"\n  }\n'


def unread(text: str, folder: Path) -> list[str]:
    (folder / "main.tf").write_text(text, encoding="utf-8")
    read = terraform_reading(discover([folder]), Worlds(), {}, register=lambda one: RootRegister(one, KNOWN))
    assert not read.problems
    return [one.what for one in read.unread]


@pytest.mark.parametrize("kind", ["random_pet", "random_id", "time_sleep", "tls_private_key", "local_file"])
def test_what_stays_within_terraform_leaves_nothing_unread(kind: str, tmp_path: Path) -> None:
    assert not unread(f'resource "{kind}" "a" {{\n}}\n', tmp_path)


@pytest.mark.parametrize("kind", ["random_pet", "time_sleep"])
def test_what_runs_a_command_is_unread(kind: str, tmp_path: Path) -> None:
    assert unread(f'resource "{kind}" "a" {{\n{RUNS}}}\n', tmp_path) == [f"{kind}.a ({kind})"]


@pytest.mark.parametrize("kind", ["null_resource", "terraform_data", "docker_image", "randomness_pet"])
def test_what_may_reach_a_service_is_unread(kind: str, tmp_path: Path) -> None:
    assert unread(f'resource "{kind}" "a" {{\n}}\n', tmp_path) == [f"{kind}.a ({kind})"]


def test_objects_leave_nothing_unread(tmp_path: Path) -> None:
    text = 'resource "aws_s3_object" "a" {\n  bucket = "invoices"\n  key    = "a"\n}\n'
    assert not unread(text, tmp_path)
