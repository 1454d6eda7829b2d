"""Broken, hostile and odd input."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, strategies

from buttress.application.review import Request
from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node
from buttress.graph.values import NotKnown
from buttress.sources.architecture import read_architecture
from buttress.sources.cloudformation.json_nodes import read_json
from buttress.sources.cloudformation.template import nodes_of
from buttress.sources.cloudformation.yaml_nodes import read_yaml
from buttress.sources.errors import SourceError
from tests.reading import DAY, read, read_folder, resource

if TYPE_CHECKING:
    from pathlib import Path


def trees(texts: strategies.SearchStrategy[str]) -> strategies.SearchStrategy[object]:
    return strategies.recursive(
        strategies.none() | strategies.booleans() | strategies.integers() | texts,
        lambda inner: strategies.lists(inner) | strategies.dictionaries(texts, inner),
        max_leaves=20,
    )


values = trees(strategies.text())
printable = trees(strategies.text(strategies.characters(codec="utf-8", exclude_categories=["C", "Z"])))


def plain(node: Node) -> object:
    if node.kind == CALL:
        return {node.value[0]: plain(node.value[1])}
    if node.kind == LIST:
        return [plain(item) for item in node.value]
    if node.kind == MAP:
        return {key: plain(member) for key, member in node.value.items()}
    return node.value


@given(values, strategies.sampled_from([None, 1, 4]))
def test_json_is_read_as_the_standard_library_reads_it(value: object, indent: int | None) -> None:
    assert plain(read_json(json.dumps(value, indent=indent), "a.json")[0]) == value


@given(printable)
def test_json_is_read_alike_as_yaml(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)
    assert plain(read_yaml(text, "a.json")[0]) == value


@given(values)
def test_places_in_json_are_those_of_the_text(value: object) -> None:
    text = json.dumps({"top": value}, indent=1)
    lines = text.splitlines()

    def look(node: Node) -> None:
        members = node.value.items() if node.kind == MAP else []
        for key, member in members:
            assert lines[member.line - 1][member.column - 1 :].startswith(json.dumps(key))
            look(member)

    look(read_json(text, "a.json")[0])


@given(values, strategies.sampled_from(["", " ", "\n", "\r\n  "]), strategies.sampled_from(["", "\t", "\n\n"]))
def test_json_is_read_alike_however_it_is_laid_out(value: object, comma: str, colon: str) -> None:
    text = json.dumps({"top": value}, separators=(f"{colon},{comma}", f"{comma}:{colon}"))
    assert plain(read_json(text, "a.json")[0]) == {"top": value}


@pytest.mark.parametrize("value", ['"x"', '"x\\n"', "12", "true", "null", "[1]", '{"b": 1}'])
def test_a_member_of_json_begins_at_its_key_and_ends_with_its_value(value: str) -> None:
    text = f'{{\n  "a"\n:\n{value}\n}}'
    (member,) = read_json(text, "a.json")[0].value.values()
    assert (member.line, member.column, member.end_line) == (2, 3, 4)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": 1,}', "a.json:1:9: this is not JSON: '}' is not expected here."),
        ('{"a" 1}', "a.json:1:6: this is not JSON: '1' is not expected here."),
        ('{"a": [1 2]}', "a.json:1:10:"),
        ('{"a": 1', "a.json:1:8: this is not JSON: the text ends in the middle of a value."),
        ('{"a": 1} x', "a.json:1:10:"),
        ("[1]]", "a.json:1:4:"),
        ("[1}", "a.json:1:3:"),
        ("[,1]", "a.json:1:2:"),
        ('{"a":: 1}', "a.json:1:6:"),
        ('{"a": {{', "a.json:1:8:"),
        ('{"a": "x" "b": 1}', "a.json:1:11:"),
        ('{"a": 1.2.3}', "a.json:1:10:"),
        ('{"a": "x", 1}', "a.json:1:12:"),
        ("[" * 101, "a.json:1:1: the file nests more than 100 levels deep"),
    ],
)
def test_broken_json_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(SourceError) as error:
        read_json(text, "a.json")
    assert str(error.value).startswith(message)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: [1", "a.yaml:2:1: this is not YAML"),
        ("a: 1\n b: 2", "a.yaml:2:3: this is not YAML"),
        ("? [a]\n: 1", "a.yaml:1:3: a key is a list or a map."),
        ("a: &x [*x]", "a.yaml:1:4: an alias contains itself."),
        ("a: \x01", "a.yaml:1:1: the character '\\x01' is not allowed in YAML."),
        ("", "a.yaml:1:1: the file is empty."),
        ("a: " + "[" * 101 + "]" * 101, "a.yaml:1:1: the file nests more than 100 levels deep"),
        ("a: " + "[" * 100_000, "a.yaml:1:1: the file nests more than 100 levels deep"),
        ("\n".join(" " * level + "a:" for level in range(102)), "a.yaml:100:1: the file nests more than 100"),
        ("- " * 102 + "x", "a.yaml:1:1: the file nests more than 100 levels deep"),
        ("[" * 1001 + "{a: b: c}", "a.yaml:1:1: the file nests more than 100 levels deep"),
        ("a0: &a0 [1]\n" + "\n".join(f"a{n}: &a{n} [*a{n - 1}]" for n in range(1, 200)), "a.yaml:99:1: the file nests"),
        ("a: &a {<<: *a, b: 1}", "a.yaml:1:4: a map merges itself in."),
        ("a: {<<: {[b]: 1}}", "a.yaml:1:10: a key is a list or a map."),
        ("a: [" + "x, " * 1001 + "{]", "a.yaml:1:"),
    ],
)
def test_broken_yaml_is_told_with_its_place(text: str, message: str) -> None:
    with pytest.raises(SourceError) as error:
        read_yaml(text, "a.yaml")
    assert str(error.value).startswith(message)


def test_aliases_that_would_expand_without_bound_are_refused() -> None:
    levels = [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 10)}]" for level in range(1, 9)]
    text = "a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n" + "\n".join(levels)
    with pytest.raises(SourceError, match="aliases expand to more than 200,000 values"):
        read_yaml(text, "a.yaml")


def test_aliases_and_merges_are_read_at_their_place() -> None:
    node, _ = read_yaml("a: &x\n  n: 1\n  m: 2\nb: *x\nc:\n  <<: *x\n  m: 3\nd:\n  <<: [*x, {o: 4}]\n", "a.yaml")
    assert plain(node) == {
        "a": {"n": 1, "m": 2},
        "b": {"n": 1, "m": 2},
        "c": {"n": 1, "m": 3},
        "d": {"n": 1, "m": 2, "o": 4},
    }
    assert (node.value["b"].line, node.value["b"].end_line) == (4, 3)


def test_an_alias_of_a_function_is_the_function() -> None:
    node, _ = read_yaml("a: &x !Sub '${A}'\nb: *x\n", "a.yaml")
    assert plain(node) == {"a": {"Fn::Sub": "${A}"}, "b": {"Fn::Sub": "${A}"}}


def test_the_end_of_a_block_has_no_blank_lines() -> None:
    node, _ = read_yaml("a: |\n  one\n\n  two\n\n\n# comment\nb:\n  c: 1\n\n\nd: {e:\n  1}\nf: >-\n  x\n  y", "a.yaml")
    ends = {key: (member.line, member.end_line) for key, member in node.value.items()}
    assert ends == {"a": (1, 4), "b": (8, 9), "d": (12, 13), "f": (14, 16)}


def test_what_stands_in_flow_style_yaml_is_read_where_json_is_not_enough() -> None:
    node, _ = nodes_of("{a: !Ref X, 'b': yes}", "a.yaml")
    assert plain(node) == {"a": {"Ref": "X"}, "b": True}
    with pytest.raises(SourceError, match="this is not JSON"):
        nodes_of('{"a": ', "a.json")


def test_tags_and_long_forms_are_the_same() -> None:
    node, _ = read_yaml("- !GetAtt A.b\n- Fn::GetAtt: A.b\n- !Condition X\n- !!str 12\n- on\n- ~\n- +1\n", "a.yaml")
    first, second, condition, text, flag, null, number = node.value
    assert (first.kind, plain(first), plain(first)) == (CALL, {"Fn::GetAtt": "A.b"}, plain(second))
    assert plain(condition) == {"Condition": "X"}
    assert [item.value for item in (text, flag, null, number)] == ["12", True, None, 1]
    assert text.kind == SCALAR


def test_duplicate_keys_are_told_and_the_last_one_counts() -> None:
    graph = read("Resources:\n  A: {Type: AWS::SQS::Queue}\n  A: {Type: AWS::SNS::Topic}\n")
    assert [str(problem) for problem in graph.problems] == [
        "template.yaml:3:3: A is already given in line 2; CloudFormation takes this later one. Keep one of them."
    ]
    assert resource(graph, "A").type == "AWS::SNS::Topic"
    graph = read('{"Resources": {"A": {"Type": "AWS::SQS::Queue"},\n "A": {"Type": "AWS::SNS::Topic"}}}')
    assert [str(problem).split(";")[0] for problem in graph.problems] == [
        "template.yaml:2:2: A is already given in line 1"
    ]


def test_what_has_no_type_is_left_out_and_told() -> None:
    graph = read("Resources:\n  A: {Type: AWS::SQS::Queue}\n  B: {Properties: {}}\n  C: text\n")
    assert [problem.message for problem in graph.problems] == [
        "B is no resource: it has no Type.",
        "C is no resource: it has no Type.",
    ]
    assert [found.logical_id for found in graph.resources] == ["A"]


def test_one_bad_file_never_stops_the_rest(tmp_path: Path) -> None:
    files = {
        "good.yaml": "Resources: {A: {Type: AWS::SQS::Queue}}",
        "broken.yaml": "Resources:\n  A: {Type: AWS::SQS::Queue\n",
        "notes.yaml": "just: [notes",
        "package.json": "{}",
    }
    graph = read_folder(tmp_path, files)
    assert [found.id for found in graph.resources] == ["good.yaml#A"]
    assert [(problem.file, problem.line, problem.stops) for problem in graph.problems] == [("broken.yaml", 3, True)]


def test_a_named_file_that_is_no_architecture_is_told(tmp_path: Path) -> None:
    (tmp_path / "notes.yaml").write_text("just: notes")
    (tmp_path / "latin.yaml").write_bytes(b"Resources: {A: {Type: AWS::SQS::Queue}} # \xe9\n")
    (tmp_path / "large.yaml").write_bytes(b"Resources:\n" + b" " * (10 * 1024 * 1024))
    paths = tuple(tmp_path / name for name in ("notes.yaml", "latin.yaml", "large.yaml"))
    graph = read_architecture(Request(paths, DAY, {}))
    assert [(problem.file, problem.message) for problem in graph.problems] == [
        ("large.yaml", "the file has 10,485,771 bytes; at most 10,485,760 are read."),
        ("latin.yaml", "the file is not UTF-8 text."),
        ("notes.yaml", "this is no architecture that Buttress reads."),
    ]


def test_a_value_that_refers_to_itself_is_not_known(tmp_path: Path) -> None:
    parent = """
        Resources:
          S:
            Type: AWS::CloudFormation::Stack
            Properties: {TemplateURL: child.yaml, Parameters: {P: !GetAtt S.Outputs.O}}
        """
    child = """
        Parameters: {P: {Type: String}}
        Resources: {A: {Type: AWS::SQS::Queue, Properties: {X: !Sub "${P}-"}}}
        Outputs: {O: {Value: !Sub "${P}"}}
        """
    graph = read_folder(tmp_path, {"main.yaml": parent, "child.yaml": child})
    with pytest.raises(NotKnown):
        resource(graph, "S/A").text("X")


def test_parameters_and_outputs_in_a_ring_are_not_known(tmp_path: Path) -> None:
    parent = """
        Resources:
          S:
            Type: AWS::CloudFormation::Stack
            Properties: {TemplateURL: child.yaml, Parameters: {P: !GetAtt S.Outputs.O}}
        """
    child = """
        Parameters: {P: {Type: String}}
        Resources: {A: {Type: AWS::SQS::Queue, Properties: {X: !Ref P}}}
        Outputs: {O: {Value: !Ref P}}
        """
    graph = read_folder(tmp_path, {"main.yaml": parent, "child.yaml": child})
    with pytest.raises(NotKnown, match="this value refers to itself"):
        resource(graph, "S/A").text("X")
