from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.evidence import both, check, missing
from buttress.evidence.engine import examine
from tests.reading import read

if TYPE_CHECKING:
    from buttress.evidence import Verdict
    from buttress.graph.graph import Graph
    from buttress.graph.resource import Resource


@check(on="AWS::SQS::Queue", bears_on=(both("REL05-BP03"),))
def tag(queue: Resource, graph: Graph) -> Verdict:
    """Queues have a tag."""
    del queue, graph
    return missing("it has no tag")


def test_what_a_resource_itself_lacks_is_a_gap_whatever_else_is_not_read() -> None:
    graph = read("""
        Resources:
          Q: {Type: AWS::SQS::Queue}
          S: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://example.com/elsewhere.yaml}}
    """)
    assert [(found.resource, found.state) for found in examine(graph, [tag])] == [("template.yaml#Q", "gap")]
