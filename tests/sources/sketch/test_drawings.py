from __future__ import annotations

import base64
import zlib
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buttress.sources.errors import SourceError
from buttress.sources.sketch.drawing import drawn, meanings_of
from buttress.sources.sketch.drawio import read_drawio
from buttress.sources.sketch.labels import type_in, type_of_icon
from buttress.sources.sketch.nesting import Frame, nested

if TYPE_CHECKING:
    from buttress.sources.sketch.proposal import Proposal

GROUP = "shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.{};container=1;fillColor=none;verticalAlign=top"
USERS = "shape=mxgraph.aws4.users"
ICON = "shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.{};"


def cell(name: str, label: str, style: str, parent: str = "1", box: str = "0 0 50 50") -> str:
    x, y, width, height = box.split()
    return (
        f'<mxCell id="{name}" value="{label}" style="{style}" vertex="1" parent="{parent}">'
        f'<mxGeometry x="{x}" y="{y}" width="{width}" height="{height}" as="geometry"/></mxCell>'
    )


def edge(source: str, target: str, label: str = "", style: str = "") -> str:
    return (
        f'<mxCell id="{source}-{target}" value="{label}" style="{style}" edge="1" parent="1" '
        f'source="{source}" target="{target}"/>'
    )


def model(*cells: str) -> str:
    inside = "\n".join(['<mxCell id="0"/>', '<mxCell id="1" parent="0"/>', *cells])
    return f"<mxGraphModel><root>{inside}</root></mxGraphModel>"


def plain(*pages: str) -> str:
    return "<mxfile>" + "".join(f'\n<diagram name="p">\n{page}</diagram>' for page in pages) + "</mxfile>"


def packed(*pages: str) -> str:
    return (
        "<mxfile>" + "".join(f'\n<diagram name="p">{squeezed(quote(page))}</diagram>' for page in pages) + "</mxfile>"
    )


def squeezed(text: str) -> str:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.b64encode(deflate.compress(text.encode()) + deflate.flush()).decode()


PAGE = model(
    cell("r", "eu-central-1", GROUP.format("group_region"), box="0 0 900 900"),
    cell("v", "VPC", GROUP.format("group_vpc2"), "r", "10 10 400 400"),
    cell("az", "Availability Zone A", "fillColor=none;dashed=1;verticalAlign=top;", "v", "10 10 200 200"),
    cell("sn", "Private subnet", GROUP.format("group_security_group"), "az", "10 10 150 150"),
    cell("db", "Ledger&lt;br&gt;PostgreSQL", ICON.format("rds"), "sn"),
    cell("near", "Cache", ICON.format("elasticache"), "1", "60 60 10 10"),
    cell("fn", "Orders", "shape=mxgraph.aws4.lambda_function;", "1", "600 60 50 50"),
    cell("q", "", ICON.format("sqs"), "1", "700 60 50 50"),
    cell("title", "How it will be", "text;", "1", "1200 0 50 50"),
    f'<UserObject id="u" label="Customers"><mxCell style="{USERS}" vertex="1" parent="1"/></UserObject>',
    edge("u", "fn"),
    edge("fn", "q"),
    '<mxCell id="on" value="sends to" style="edgeLabel" vertex="1" parent="fn-q"/>',
    edge("db", "fn", "", "endArrow=none;startArrow=classic"),
)


def shape_of(proposal: Proposal) -> dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return {name: (box.type, box.within, tuple(box.zones)) for name, box in proposal.boxes.items()}


def test_icons_are_types_groups_are_places_and_lines_are_arrows() -> None:
    found = read_drawio(plain(PAGE), "a.drawio")
    assert found.region == "eu-central-1"
    assert shape_of(found) == {
        "VPC": ("AWS::EC2::VPC", (), ()),
        "Private-subnet": ("AWS::EC2::Subnet", ("VPC",), ("a",)),
        "Ledger": ("AWS::RDS::DBInstance", ("Private-subnet",), ("a",)),
        "Cache": ("AWS::ElastiCache::ReplicationGroup", ("Private-subnet",), ("a",)),
        "Orders": ("AWS::Lambda::Function", (), ()),
        "queue": ("AWS::SQS::Queue", (), ()),
        "Customers": ("-", (), ()),
    }
    assert [(arrow.source, arrow.target, meanings_of(arrow, found)) for arrow in found.arrows] == [
        ("Customers", "Orders", ()),
        ("Orders", "queue", ("publishes to",)),
        ("Orders", "Ledger", ("uses",)),
    ]
    assert found.boxes["Ledger"].properties["Engine"].value == "postgres"
    assert (found.boxes["VPC"].place.line, found.arrows[0].place.line) == (6, 15)


def test_the_subnet_of_a_zone_lies_in_it() -> None:
    draft, _ = drawn(read_drawio(plain(PAGE), "a.drawio"))
    assert draft.parts["Private-subnet"].properties.value["AvailabilityZone"].value == "eu-central-1a"
    assert draft.parts["subnets-of-Ledger"].type == "AWS::RDS::DBSubnetGroup"


def test_a_compressed_page_says_the_same_at_the_line_of_its_page() -> None:
    whole, small = read_drawio(plain(PAGE), "a.drawio"), read_drawio(packed(PAGE), "a.drawio")
    assert shape_of(small) == shape_of(whole)
    assert {box.place.line for box in small.boxes.values()} == {2}


def test_the_same_part_on_two_pages_is_one() -> None:
    first = model(cell("a", "Orders", ICON.format("lambda")), cell("b", "Lambda", ICON.format("lambda")))
    second = model(cell("c", "Orders", ICON.format("lambda")), cell("d", "Lambda", ICON.format("lambda")))
    assert list(read_drawio(packed(first, second), "a.drawio").boxes) == ["Orders", "Lambda", "Lambda-2"]


def test_a_box_without_a_type_is_told_once_and_stays() -> None:
    found = read_drawio(
        plain(model(cell("a", "Thing", ""), cell("b", "", ICON.format("sqs")), edge("a", "b"))), "a.drawio"
    )
    assert found.boxes["Thing"].type == "Custom::Undecided"
    assert "what a box is is not told: Thing" in str(found.problems[0])


@pytest.mark.parametrize(
    ("icon", "kind"),
    [
        ("mxgraph.aws4.lambda_function", "AWS::Lambda::Function"),
        ("mxgraph.aws3.sqs", "AWS::SQS::Queue"),
        ("mxgraph.aws4.rule_3", "AWS::Events::Rule"),
        ("mxgraph.aws4.t3_instance", "AWS::EC2::Instance"),
        ("mxgraph.aws4.eventbridge_custom_event_bus_resource", "AWS::Events::EventBus"),
        ("mxgraph.aws4.application_load_balancer", "AWS::ElasticLoadBalancingV2::LoadBalancer"),
        ("logos:aws-api-gateway", "AWS::ApiGateway::RestApi"),
        ("mxgraph.aws4.savings_plans", ""),
    ],
)
def test_an_icon_is_a_type_by_its_name(icon: str, kind: str) -> None:
    assert type_of_icon(icon) == kind


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Orders queue", "AWS::SQS::Queue"),
        ("Orders (SQS)", "AWS::SQS::Queue"),
        ("Place order\nLambda function", "AWS::Lambda::Function"),
        ("Amazon DynamoDB", "AWS::DynamoDB::Table"),
        ("Payment gateway", ""),
        ("Seating table", ""),
        ("Hello", ""),
    ],
)
def test_a_label_is_a_type_where_it_names_one(label: str, kind: str) -> None:
    assert type_in(label) == kind


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<mxfile><diagram>", "this is not XML"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><mxfile>&b;</mxfile>', "declares document types or entities"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><mxfile/>', "declares document types or entities"),
        ("<mxfile><diagram>%%%</diagram></mxfile>", "the page cannot be unpacked"),
        ("<mxfile><diagram>aGVsbG8=</diagram></mxfile>", "the page cannot be unpacked"),
        (f"<mxfile><diagram>{squeezed('a' * 30_000_000)}</diagram></mxfile>", "unpack to more than 10 MB"),
        (f"<mxfile><diagram>{squeezed(quote('<mxGraphModel>'))}</diagram></mxfile>", "this is not XML"),
        ("<mxfile>" + "<diagram/>" * 200 + "<mxCell/></mxfile>", "too many pages or cells"),
        ("<mxGraphModel>" + "<mxCell/>" * 60_000 + "</mxGraphModel>", "too many pages or cells"),
        (model(*(cell(str(n), "x", ICON.format("sqs")) for n in range(2, 6000))), "more than 5,000 shapes"),
    ],
)
def test_hostile_files_are_refused_in_a_line(text: str, said: str) -> None:
    with pytest.raises(SourceError, match=said):
        read_drawio(text, "a.drawio")


def test_parents_in_a_circle_and_odd_numbers_end() -> None:
    text = plain(
        model(
            cell("a", "VPC", GROUP.format("group_vpc"), "b", "nan x inf 5"),
            cell("b", "Subnet", GROUP.format("group_subnet"), "a"),
            cell("c", "Orders", ICON.format("lambda"), "c"),
        )
    )
    assert len(read_drawio(text, "a.drawio").boxes) == 3


def test_an_empty_page_is_an_empty_proposal() -> None:
    assert read_drawio("<mxfile><diagram/></mxfile>", "a.drawio").boxes == {}


boxes = st.builds(Frame, st.sampled_from(["", "a", "b"]), *(st.floats(-100, 100, allow_nan=False) for _ in range(4)))


@given(st.dictionaries(st.sampled_from("abcdef"), boxes), st.sets(st.sampled_from("abcdef")))
def test_every_shape_lies_in_one_that_is_there(frames: dict[str, Frame], containers: set[str]) -> None:
    found = nested(frames, containers)
    assert set(found) <= set(frames)
    assert all(holder in frames and holder != name for name, holder in found.items())
