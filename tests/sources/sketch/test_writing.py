from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buttress import wiring
from buttress.graph.resource import Resource
from buttress.sources.errors import SourceError
from buttress.sources.sketch.drawing import meanings_of
from buttress.sources.sketch.tables import BOTH, OUTSIDE, REGION, making, meanings, names, type_named
from buttress.sources.sketch.writing import Drawn, Written, as_yaml
from buttress.sources.sketch.yaml_sketch import read_sketch

if TYPE_CHECKING:
    from buttress.sources.sketch.proposal import Proposal

ROOT = Path(__file__).parents[3]
EXAMPLES = ("orders", "orders-good", "orders-worse")
SERVICES = sorted(name for name, kind in names().items() if "::" in kind)
WORD = st.from_regex(r"[a-z][a-z0-9]{0,8}", fullmatch=True).filter(lambda word: word not in names())


def back(text: str) -> Proposal:
    """Read what was written; nothing of it may be odd."""
    found = read_sketch(text, "a.sketch.yaml")
    assert found is not None
    return found


def test_a_description_becomes_a_sketch() -> None:
    text = wiring.sketch_described(
        [
            "customer -> REST API -> Lambda function orders -> DynamoDB table orders: writes",
            "Lambda orders -> queue work -> Lambda function worker",
            "work queue -> DLQ dead: dead-letters to",
            "VPC",
        ],
        "Orders",
    )
    found = back(text)
    assert found.problems == []
    assert {name: box.type.split("::")[-1] for name, box in found.boxes.items()} == {
        "customer": "-",
        "rest-api": "RestApi",
        "orders": "Function",
        "orders-dynamodb-table": "Table",
        "work": "Queue",
        "worker": "Function",
        "dead": "Queue",
        "vpc": "VPC",
    }
    assert [(arrow.source, meanings_of(arrow, found), arrow.target) for arrow in found.arrows] == [
        ("customer", (), "rest-api"),
        ("rest-api", ("invokes",), "orders"),
        ("orders", ("writes",), "orders-dynamodb-table"),
        ("orders", ("publishes to",), "work"),
        ("work", ("triggers",), "worker"),
        ("work", ("dead-letters to",), "dead"),
    ]


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("lambada orders", "names no service that is known here. Did you mean"),
        ("queue a -> queue b: frobs", "what 'frobs' means"),
        ("", "names no service"),
        ("queue a ->", "names no service"),
        ("Region", "is a place, no part"),
    ],
)
def test_what_names_no_service_is_refused(part: str, said: str) -> None:
    with pytest.raises(SourceError) as refused:
        wiring.sketch_described([part], "x")
    assert said in f"{refused.value.problem.message} {refused.value.problem.hint}"


@given(st.lists(st.tuples(st.sampled_from(SERVICES), WORD), min_size=1, max_size=6))
def test_a_new_sketch_reads_back_as_it_was_described(parts: list[tuple[str, str]]) -> None:
    found = back(wiring.sketch_described([" -> ".join(f"{service} {name}" for service, name in parts)], "x"))
    wanted = {(type_named(service), name) for service, name in parts}
    assert sorted(box.type for box in found.boxes.values()) == sorted(kind for kind, _ in wanted)
    assert all("not decided yet" in str(problem) for problem in found.problems)


TEXT = st.text(max_size=20).filter(lambda text: text != "...")
VALUE = st.one_of(TEXT, st.integers(-99, 9999), st.booleans(), st.lists(TEXT, min_size=1, max_size=3))


@given(TEXT, st.dictionaries(st.from_regex(r"[A-Z][A-Za-z]{0,9}", fullmatch=True), VALUE, max_size=4))
def test_whatever_is_written_reads_back(name: str, properties: dict[str, object]) -> None:
    boxes = [Written("a", "queue", "t.yaml#a", ("b",), properties), Written("b", "VPC")]
    found = back(as_yaml(name, boxes, [Drawn("a", "", "b")]))
    assert {path: _plain(node) for path, node in found.boxes["a"].properties.items()} == properties
    assert (found.boxes["a"].within, found.boxes["a"].built_as) == (("b",), "t.yaml#a")


def _plain(node: object) -> object:
    value = getattr(node, "value", None)
    return [_plain(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("example", EXAMPLES)
def test_a_sketch_of_what_is_there_contradicts_nothing_of_it(example: str, tmp_path: Path) -> None:
    built = wiring.review([ROOT / "examples" / example])
    text = wiring.sketch_recorded([ROOT / "examples" / example], "", {})
    assert text == wiring.sketch_recorded([ROOT / "examples" / example], "", {})
    path = tmp_path / "again.sketch.yaml"
    path.write_text(text)
    again = wiring.review([path])
    assert again.problems == ()
    known = {(each.check.id, each.resource): each.state for each in built.evidence}
    said = [each for each in again.evidence if each.state in ("met", "gap")]
    assert len(said) > 30
    assert [
        (each.check.id, each.resource)
        for each in said
        if known[each.check.id, each.resource] not in (each.state, "unknown")
    ] == []


def test_the_relations_of_a_recorded_sketch_are_there_in_what_it_records(tmp_path: Path) -> None:
    built = wiring.review([ROOT / "examples" / "orders"]).graph
    path = tmp_path / "again.sketch.yaml"
    path.write_text(wiring.sketch_recorded([ROOT / "examples" / "orders"], "", {}))
    again = wiring.review([path]).graph
    kinds = ("triggers", "fronts", "dead-letters-to", "alarms-on", "placed-in", "invokes", "publishes-to")
    there = {
        (each.kind, each.source.id, each.target.id)
        for each in built.index.all()
        if isinstance(each.source, Resource) and isinstance(each.target, Resource)
    }
    ids = {each.id for each in built.resources}
    drawn = {
        (each.kind, each.source.id, each.target.id)
        for each in again.index.all()
        if isinstance(each.source, Resource) and isinstance(each.target, Resource) and each.kind in kinds
    }
    shared = {each for each in drawn if each[1] in ids and each[2] in ids}
    assert len(shared) > 25
    assert shared - there == set()


def test_a_sketch_of_a_drawing_is_a_sketch_of_its_own(tmp_path: Path) -> None:
    drawing = tmp_path / "a.mmd"
    drawing.write_text("flowchart LR\n a[Work queue] --> b[Worker Lambda]\n")
    text = wiring.sketch_recorded([drawing], "Work", {})
    assert "built-as" not in text
    assert [(arrow.source, arrow.target) for arrow in back(text).arrows] == [("Work-queue", "Worker-Lambda")]


def test_a_place_without_an_architecture_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no architecture here"):
        wiring.sketch_recorded([tmp_path], "", {})


def test_every_meaning_that_words_stand_for_can_be_drawn() -> None:
    assert {making(meaning, "A::B::C", "D::E::F").meaning for meaning in set(meanings().values()) - {BOTH}} == (
        set(meanings().values()) - {BOTH}
    )
    assert {OUTSIDE, REGION} < set(names().values())
