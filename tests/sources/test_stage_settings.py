"""What a samconfig.toml tells of stages, and which parameters a graph lists."""

from __future__ import annotations

import pytest

from buttress.graph.by_design import by_design
from buttress.graph.stage_parameters import stage_parameters
from buttress.graph.values import NotKnown
from buttress.sources.stage_settings import stages_in
from tests.reading import read

TWO = """\
version = 0.1
[default.global.parameters]
stack_name = "orders-test"
[default.deploy.parameters]
confirm_changeset = true
[prod.deploy.parameters]
stack_name = "orders"
"""


def test_each_environment_with_a_stack_of_its_own_is_a_stage() -> None:
    assert list(stages_in(TWO)) == [("default", 2), ("prod", 6)]


def test_the_same_stack_in_another_region_is_another_stage() -> None:
    text = '[a.deploy.parameters]\nstack_name="x"\nregion="eu-west-1"\n[b.deploy.parameters]\nstack_name="x"\n'
    assert [name for name, _ in stages_in(text)] == ["a", "b"]


@pytest.mark.parametrize(
    "text",
    ["= no toml", "default = 5", "[default]\ndeploy = 5", "[default.deploy]\nparameters = 5", "[a.build]\nx = 1"],
)
def test_what_deploys_nothing_is_no_stage(text: str) -> None:
    assert list(stages_in(text)) == []


def test_a_graph_lists_the_parameters_of_its_roots() -> None:
    graph = read("""\
        Parameters:
          Env: {Type: String, AllowedValues: [dev, prod], Default: dev}
          Password: {Type: String, NoEcho: true, Default: secret}
        Resources:
          Orders: {Type: AWS::SQS::Queue}
        """)
    assert [(found.name, found.allowed, found.default) for found in graph.parameters] == [
        ("Env", ("dev", "prod"), "dev"),
        ("Password", (), ""),
    ]
    assert [found.name for found in stage_parameters(graph)] == ["Env"]


def test_a_design_that_no_fact_tells_of_is_not_known() -> None:
    with pytest.raises(NotKnown, match="colour of lambda"):
        by_design("lambda", "colour")
