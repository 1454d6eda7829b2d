from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buttress.sources.errors import SourceError
from buttress.sources.sketch.drawing import drawn, meanings_of
from buttress.sources.sketch.mermaid import read_markdown, read_mermaid


def diagram(text: str) -> tuple[dict[str, str], list[tuple[str, str, tuple[str, ...]]]]:
    """Give the types of the boxes, and the arrows with their meanings."""
    found = read_mermaid(textwrap.dedent(text).lstrip(), "a.mmd")
    arrows = [(arrow.source, arrow.target, meanings_of(arrow, found)) for arrow in found.arrows]
    return {name: box.type for name, box in found.boxes.items()}, arrows


FLOWCHART = """
---
title: Orders
---
flowchart LR
  %% the customers
  C((Customer)) -->|HTTPS| api[Orders API<br/>API Gateway]
  api --> place["Place order (Lambda)"] & get([Get order<br>Lambda function])
  place -- writes --> t[(Orders<br/>DynamoDB)]
  get -. reads .-> t
  place == sends ==> q[[Work queue]] --> w{{Worker Lambda}}
  q -->|DLQ| d[Dead SQS]:::red; w <--> db@{ shape: cyl, label: "PostgreSQL" }
  e[Events SNS] ~~~ x>fa:fa-aws-lambda Mail Lambda]
  style C fill:#fff
  classDef red fill:#f00
"""


def test_a_flowchart_is_boxes_and_arrows() -> None:
    boxes, arrows = diagram(FLOWCHART)
    function = "AWS::Lambda::Function"
    assert boxes == {
        "Customer": "-",
        "Orders-API": "AWS::ApiGateway::RestApi",
        "Place-order": function,
        "Get-order": function,
        "Orders": "AWS::DynamoDB::Table",
        "Work-queue": "AWS::SQS::Queue",
        "Worker-Lambda": function,
        "Dead-SQS": "AWS::SQS::Queue",
        "PostgreSQL": "AWS::RDS::DBInstance",
        "Events-SNS": "AWS::SNS::Topic",
        "Mail-Lambda": function,
    }
    assert arrows[:-1] == [
        ("Customer", "Orders-API", ("invokes",)),
        ("Orders-API", "Place-order", ("invokes",)),
        ("Orders-API", "Get-order", ("invokes",)),
        ("Place-order", "Orders", ("writes",)),
        ("Get-order", "Orders", ("reads",)),
        ("Place-order", "Work-queue", ("publishes to",)),
        ("Work-queue", "Worker-Lambda", ("triggers",)),
        ("Work-queue", "Dead-SQS", ("dead-letters to",)),
        ("Worker-Lambda", "PostgreSQL", ("uses",)),
    ]


def test_subgraphs_are_places() -> None:
    found = read_mermaid(
        "graph TD;\nsubgraph vpc [VPC]\nsubgraph az [eu-central-1a]\nsubgraph private subnet\nfn[Orders Lambda]\nend\n"
        "end\nend\nfn --> q[Work queue]\n",
        "a.mmd",
    )
    assert found.boxes["Orders-Lambda"].within == ("private-subnet",)
    assert list(found.boxes["private-subnet"].zones) == ["eu-central-1a"]
    assert found.boxes["Work-queue"].within == ()
    assert found.boxes["Orders-Lambda"].place.line == 5


def test_an_architecture_diagram_is_read_by_its_icons() -> None:
    boxes, arrows = diagram(
        """
        architecture-beta
            group net(logos:aws-vpc)[VPC]
            service db(logos:aws-rds)[Ledger] in net
            service fn(logos:aws-lambda)[Orders]
            service gw(logos:aws-api-gateway)[Front]
            service user(internet)[People]
            junction middle
            user:R --> L:gw
            gw:R -[calls]- L:fn
            db:T <-- B:fn
        """
    )
    assert boxes == {
        "VPC": "AWS::EC2::VPC",
        "Ledger": "AWS::RDS::DBInstance",
        "Orders": "AWS::Lambda::Function",
        "Front": "AWS::ApiGateway::RestApi",
        "People": "-",
    }
    assert arrows == [("People", "Front", ()), ("Front", "Orders", ("invokes",)), ("Orders", "Ledger", ("uses",))]


PAGE = """
# Orders

```mermaid
sequenceDiagram
  A->>B: hello
```

```python
flowchart = 1
```

```mermaid
flowchart LR
  a[Work queue] --> b[Worker Lambda]
```

~~~mermaid
flowchart LR
  b[Worker Lambda] --> t[(Orders DynamoDB)]
~~~
"""


def test_the_fences_of_a_page_are_one_proposal_at_the_pages_lines() -> None:
    found = read_markdown(PAGE, "a.md")
    assert found is not None
    assert {name: box.place.line for name, box in found.boxes.items()} == {
        "Work-queue": 15,
        "Worker-Lambda": 15,
        "Orders-DynamoDB": 20,
    }
    assert read_markdown("# Nothing\n\n```mermaid\n```\n", "a.md") is None


def test_a_diagram_of_another_kind_is_told() -> None:
    with pytest.raises(SourceError, match="no flowchart"):
        read_mermaid("sequenceDiagram\n A->>B: hello\n", "a.mmd")
    with pytest.raises(SourceError, match="no flowchart"):
        read_mermaid("", "a.mmd")


@pytest.mark.parametrize(
    "statement",
    [
        "a[" * 3000,
        "a" + " & b" * 1500 + " --> " + "c & " * 1500,
        "a --> " * 3000,
        "a -- " + "x - " * 900 + "-> b",
        "-. " * 1300 + ".->",
        "a -->|" + "|" * 3000,
        "((" * 1900 + "))",
        '"' * 3999 + ";",
        "a@{" * 1300,
        ";" * 3999,
        "subgraph " * 400,
        "end",
    ],
)
def test_hostile_statements_end_in_bounded_time(statement: str) -> None:
    began = time.process_time()
    read_mermaid("flowchart LR\n" + f"{statement}\n" * 3, "a.mmd")
    assert time.process_time() - began < 5


def test_frames_within_frames_end_in_bounded_time() -> None:
    began = time.process_time()
    text = "flowchart LR\n" + "".join(f"subgraph s{number} [VPC {number}]\n" for number in range(2000))
    found = read_mermaid(text + "a[Orders Lambda]\n", "a.mmd")
    assert len(drawn(found)[0].parts) == 2001
    assert time.process_time() - began < 5


@given(st.text(alphabet='ab[](){}<>-=.|&;:@~"/\\ \nx', max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = read_mermaid("flowchart LR\n" + text, "a.mmd")
    assert all(arrow.source in found.boxes and arrow.target in found.boxes for arrow in found.arrows)
