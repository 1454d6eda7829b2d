"""The published schema and the reader agree on what a sketch is."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from buttress.sources.errors import SourceError
from buttress.sources.sketch.yaml_sketch import read_sketch

ROOT = Path(__file__).parents[3]
PACKAGED = ROOT / "src" / "buttress" / "sources" / "sketch" / "sketch.schema.json"
SCHEMA = json.loads(PACKAGED.read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
SKETCHES = sorted((ROOT / "examples").rglob("*.sketch.yaml"))

TEXTS = st.sampled_from(["a", "b", "queue"])
WHATEVER = st.sampled_from([None, "a", 3, ["a"], {"a": "b"}, [["a"]], []])
LISTS = st.sampled_from(["a", ["a"], ["a", "b"], None, [], {"a": 1}, [["a"]]])
BOX = st.one_of(
    st.sampled_from(["queue", "Lambda function", None, 3, ["queue"], ""]),
    st.fixed_dictionaries(
        {},
        optional={
            "is": st.sampled_from(["queue", "SQS", ["queue"], None]),
            "label": WHATEVER,
            "in": LISTS,
            "zones": LISTS,
            "without": LISTS,
            "properties": st.sampled_from([None, {}, {"VisibilityTimeout": 3}, {"fifo": True}, "x", ["x"]]),
            "built-as": WHATEVER,
            "notes": WHATEVER,
            "colour": WHATEVER,
        },
    ),
)
ARROW = st.one_of(
    st.sampled_from(["a -> b", "a triggers b", "nothing", 3, None, ["a", "b"]]),
    st.fixed_dictionaries(
        {}, optional={"from": TEXTS, "to": TEXTS, "means": WHATEVER, "notes": WHATEVER, "too": WHATEVER}
    ),
)
SKETCH = st.fixed_dictionaries(
    {"sketch": WHATEVER},
    optional={
        "boxes": st.fixed_dictionaries({"a": BOX, "b": BOX, "queue": st.just("queue")}),
        "arrows": st.one_of(st.none(), st.lists(ARROW, max_size=2)),
        "region": WHATEVER,
        "built-as": WHATEVER,
        "else": WHATEVER,
        "notes": WHATEVER,
    },
)
BEYOND = ("for an arrow is not known", "arrow means is not decided", "arrows mean is not decided", "which is no box")
"""What the reader notes and no schema can tell: whether words mean something, and names name a box."""


def is_odd(document: Any) -> bool:  # noqa: ANN401 - any YAML
    """Say whether the reader finds something that has no form of a sketch."""
    try:
        found = read_sketch(json.dumps(document), "a.sketch.yaml")
    except SourceError:
        return True
    assert found is not None
    return any(not any(words in str(problem) for words in BEYOND) for problem in found.problems)


def test_the_schema_is_one_and_is_published_as_it_is_packaged() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert (ROOT / "docs" / "sketch.schema.json").read_bytes() == PACKAGED.read_bytes()


@pytest.mark.parametrize("path", SKETCHES, ids=lambda path: path.name)
def test_every_example_is_a_sketch_by_the_schema(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert list(VALIDATOR.iter_errors(yaml.safe_load(text))) == []
    found = read_sketch(text, path.name)
    assert found is not None
    assert found.problems == []


def test_the_examples_of_the_page_are_sketches() -> None:
    page = (ROOT / "docs" / "sketch.md").read_text(encoding="utf-8")
    blocks = [block.split("```")[0] for block in page.split("```yaml\n")[1:]]
    sketches = [block for block in blocks if "boxes:" in block]
    assert len(sketches) > 0
    for text in sketches:
        assert list(VALIDATOR.iter_errors(yaml.safe_load(text))) == []
        found = read_sketch(text, "a.sketch.yaml")
        assert found is not None
        assert found.problems == []


@given(SKETCH)
def test_the_schema_and_the_reader_agree(document: dict[str, Any]) -> None:
    assert is_odd(document) == (not VALIDATOR.is_valid(document))
