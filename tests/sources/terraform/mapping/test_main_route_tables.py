"""A subnet without a route table of its own is private only where nothing changes the main one of its VPC."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress import wiring
from buttress.graph.subnets import is_public
from buttress.graph.values import NotKnown

if TYPE_CHECKING:
    from pathlib import Path

NETWORK = """
resource "aws_vpc" "v" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "s" {
  vpc_id     = aws_vpc.v.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_internet_gateway" "g" {
  vpc_id = aws_vpc.v.id
}
"""
DEFAULT = """
resource "aws_default_route_table" "main" {
  default_route_table_id = aws_vpc.v.default_route_table_id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.g.id
  }
}
"""
ASSOCIATED = """
resource "aws_route_table" "t" {
  vpc_id = aws_vpc.v.id
}

resource "aws_main_route_table_association" "main" {
  vpc_id         = aws_vpc.v.id
  route_table_id = aws_route_table.t.id
}
"""


def public(folder: Path, text: str) -> bool:
    (folder / "main.tf").write_text(text)
    graph = wiring.review([folder]).graph
    (subnet,) = graph.by_type["AWS::EC2::Subnet"]
    return is_public(subnet, graph)


def test_the_main_table_leads_nowhere_until_somebody_changes_it(tmp_path: Path) -> None:
    assert public(tmp_path, NETWORK) is False


@pytest.mark.parametrize("changed", [DEFAULT, ASSOCIATED])
def test_where_the_main_table_is_changed_it_is_not_known(tmp_path: Path, changed: str) -> None:
    with pytest.raises(NotKnown):
        public(tmp_path, NETWORK + changed)
