"""Whatever a folder holds, the review ends, tells what it could not read, and judges the other files all the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Final

import pytest

from buttress import checks, wiring
from buttress.evidence.catalogue import checks_of
from buttress.evidence.engine import examine
from buttress.report.document import as_json
from buttress.report.markdown import as_markdown
from buttress.report.terminal import as_text
from buttress.sources.cloudformation.text import MOST_BYTES
from tests.reading import read, read_folder, resource

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.application.review import Review

GOOD = "Resources:\n  Good:\n    Type: AWS::SQS::Queue\n"
QUEUE = "Resources: {Q: {Type: AWS::SQS::Queue}}\n"
CYCLE = """
    Conditions:
      A: !Condition B
      B: !Condition A
      C: !And [!Condition C, !Equals [a, a]]
      D: !Equals [!If [D, x, y], x]
      E: !Condition Nowhere
    Resources:
"""


def reviewed(folder: Path) -> Review:
    """Review a folder that holds a good template among others, and write every report of it."""
    (folder / "good.yaml").write_text(GOOD, encoding="utf-8")
    found = wiring.review([folder])
    for text in (as_json(found), as_markdown(found), as_text(found, seconds=None, colour=False, everything=True)):
        text.encode("utf-8")
    assert [one.id for one in found.graph.resources if one.root == "good.yaml"] == ["good.yaml#Good"]
    assert [one.check.id for one in found.evidence if one.resource == "good.yaml#Good"]
    assert not [problem for problem in found.problems if "stopped" in problem.message]
    return found


def told(found: Review) -> str:
    """Give the problems as people read them."""
    return "\n".join(str(problem) for problem in found.problems)


def laughs(width: int, depth: int) -> str:
    """Make a template whose aliases would expand to `width ** depth` values."""
    lines = [f"a0: &a0 [{', '.join(['x'] * width)}]"]
    lines += [f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * width)}]" for level in range(1, depth)]
    return "\n".join([*lines, QUEUE])


def joins(depth: int) -> str:
    """Make a template with a name that doubles at each of some levels, without an alias too many."""
    lines = ["a0: &a0 !Join [x, [!Ref P, !Ref P, !Ref P]]"]
    lines += [f"a{level}: &a{level} !Join ['', [*a{level - 1}, *a{level - 1}]]" for level in range(1, depth)]
    queue = f"{{Type: AWS::SQS::Queue, Properties: {{QueueName: *a{depth - 1}, KmsMasterKeyId: *a{depth - 1}}}}}"
    return "\n".join([*lines, "Parameters: {P: {Type: String}}", f"Resources: {{Q: {queue}}}\n"])


def as_bytes(content: str | bytes) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


UNREADABLE: Final[dict[str, tuple[str | bytes, str]]] = {
    "too large": (QUEUE + "#" * MOST_BYTES, "the file has 10,485,"),
    "YAML too deep": (QUEUE + "Deep: " + "[" * 100_000 + "]" * 100_000, "nests more than 100 levels"),
    "YAML maps too deep": (QUEUE + "Deep: " + "{a: " * 5_000 + "}" * 5_000, "nests more than 100 levels"),
    "JSON too deep": ('{"Resources": {"Q": {"Type": "A::B::C", "P": ' + "[" * 100_000, "nests more than 100 levels"),
    "billion laughs": (laughs(10, 9), "aliases expand to more than 200,000 values"),
    "laughs in depth": (laughs(1, 500), "nests more than 100 levels"),
    "a merge of itself": (QUEUE + "a: &a\n  b: 1\n  <<: *a\n", "a map merges itself in"),
    "merges of each other": (QUEUE + "a: &a\n  b: &b\n    <<: *a\n  <<: *b\n", "a map merges itself in"),
    "an alias in itself": (QUEUE + "a: &a [*a]\n", "an alias contains itself"),
    "invalid UTF-8": (b"Resources:\n  Q:\n    Type: AWS::SQS::Queue # \xff\n", "is not UTF-8 text"),
    "binary": (b"\x00\x01Resources::\x02" + bytes(range(256)) * 40, "is not UTF-8 text"),
    "several documents": (QUEUE + "---\n" + QUEUE, "this is not YAML"),
    "tabs": ("Resources:\n\tQ:\n\t\tType: AWS::SQS::Queue\n", "this is not YAML"),
    "a key that is a list": (QUEUE + "Mappings: {? [a] : b}\n", "a key is a list or a map"),
}


@pytest.mark.parametrize(("content", "message"), UNREADABLE.values(), ids=UNREADABLE)
def test_a_file_that_cannot_be_read_is_told_and_the_others_are_judged(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    (tmp_path / "bad.yaml").write_bytes(as_bytes(content))
    found = reviewed(tmp_path)
    assert message in told(found)
    assert [problem.stops for problem in found.problems if problem.file == "bad.yaml"] == [True]


READABLE = {
    "CRLF": QUEUE.replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + QUEUE,
    "a lone surrogate": '{"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": "a\\ud800b"}}}}',
    "NaN": '{"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": NaN}}}}',
    "doubling joins": joins(13),
    "numbers without end": json.dumps(
        {"Resources": {"Q": {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": "long", "QueueName": "far"}}}}
    )
    .replace('"long"', "9" * 9000)
    .replace('"far"', "1e999"),
    "YAML numbers without end": "Resources: {Q: {Type: AWS::SQS::Queue, Properties: {DelaySeconds: "
    + "9" * 9000
    + ", VisibilityTimeout: 1e999, MessageRetentionPeriod: .inf}}}\n",
    "5,000 parameters": "Parameters:\n"
    + "".join(f"  P{n}: {{Type: String, AllowedValues: [a, b]}}\n" for n in range(5_000))
    + "Conditions:\n"
    + "".join(f"  C{n}: !Or [!Equals [!Ref P{n}, a], !Condition C{n + 1}]\n" for n in range(4_999))
    + "  C4999: !Equals [!Ref P4999, a]\nResources: {Q: {Type: AWS::SQS::Queue, Condition: C0}}\n",
    "doubling conditions": "Conditions:\n"
    + "".join(f"  C{n}: !Or [!Condition C{n + 1}, !Condition C{n + 1}]\n" for n in range(25))
    + "  C25: !Equals [a, b]\nResources: {Q: {Type: AWS::SQS::Queue}, R: {Type: AWS::SQS::Queue, Condition: C0}}\n",
}


@pytest.mark.parametrize("content", READABLE.values(), ids=READABLE)
def test_an_odd_file_is_read(tmp_path: Path, content: str) -> None:
    (tmp_path / "odd.yaml").write_text(content, encoding="utf-8", newline="")
    found = reviewed(tmp_path)
    assert "odd.yaml#Q" in [one.id for one in found.graph.resources]


NAMES = (
    "",
    " ",
    "#",
    "a/b",
    "a.b",
    "Q#Q",
    "ключ",
    "\U0001f980",
    "a\tb",
    "a\nb",
    "\x1b[31m",
    "<b>",
    "|",
    "`",
    "Fn",
    "[x]",
)


def test_names_of_odd_characters_are_kept_and_no_report_stumbles_over_them(tmp_path: Path) -> None:
    resources = {name: {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Ref": name}}} for name in NAMES}
    (tmp_path / "odd.json").write_text(json.dumps({"Resources": resources}), encoding="utf-8")
    found = reviewed(tmp_path)
    assert {one.logical_id for one in found.graph.resources} == {*NAMES, "Good"}


def test_an_empty_file_and_one_of_comments_are_no_templates(tmp_path: Path) -> None:
    (tmp_path / "empty.yaml").write_text("", encoding="utf-8")
    (tmp_path / "comments.yaml").write_text("# Resources: AWS::SQS::Queue\n", encoding="utf-8")
    assert reviewed(tmp_path).graph.roots[0].path == "good.yaml"


def test_a_folder_that_is_named_like_a_template_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "template.yaml").mkdir()
    (tmp_path / "template.yaml" / "inner.yaml").write_text(QUEUE, encoding="utf-8")
    found = reviewed(tmp_path)
    assert [root.path for root in found.graph.roots] == ["good.yaml", "template.yaml/inner.yaml"]


def test_links_that_lead_in_a_circle_or_nowhere_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "around").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.yaml").symlink_to("self.yaml")
    (tmp_path / "nowhere.yaml").symlink_to("not-there.yaml")
    assert reviewed(tmp_path).problems == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file, whatever its mode")
def test_a_file_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "closed.yaml").write_text(QUEUE, encoding="utf-8")
    (tmp_path / "closed.yaml").chmod(0)
    assert "closed.yaml: the file cannot be read: Permission denied" in told(reviewed(tmp_path))


def test_a_pipe_is_no_template_and_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert reviewed(tmp_path).problems == ()


def test_a_file_whose_name_is_no_text_is_read_and_shown(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"odd\xff.yaml")).write_text(QUEUE, encoding="utf-8")
    assert len(reviewed(tmp_path).graph.roots) == 2


@pytest.mark.parametrize("condition", ["A", "B", "C", "E"])
def test_a_condition_that_refers_to_itself_or_to_nothing_leaves_the_verdicts_unknown(condition: str) -> None:
    graph = read(f"{CYCLE}      Q: {{Type: AWS::SQS::Queue, Condition: {condition}}}\n")
    states = {one.state for one in examine(graph, checks_of(checks, graph.by_type)) if one.resource.endswith("#Q")}
    assert states == {"unknown"}


def test_a_condition_that_compares_itself_is_open() -> None:
    graph = read(f"{CYCLE}      Q: {{Type: AWS::SQS::Queue, Condition: D}}\n")
    states = {one.state for one in examine(graph, checks_of(checks, graph.by_type)) if one.resource.endswith("#Q")}
    assert states <= {"met", "gap", "unknown", "not_applicable"}


def test_outputs_and_parameters_of_stacks_that_refer_to_each_other_end(tmp_path: Path) -> None:
    inner = """
        Parameters: {P: {Type: String, Default: !Ref P}}
        Resources: {Q: {Type: AWS::SQS::Queue, Properties: {QueueName: !Ref P}}}
        Outputs: {O: {Value: !Ref P}}
    """
    outer = """
        Resources:
          S:
            Type: AWS::CloudFormation::Stack
            Properties: {TemplateURL: inner.yaml, Parameters: {P: !GetAtt S.Outputs.O}}
          T: {Type: AWS::SQS::Queue, Properties: {QueueName: !GetAtt S.Outputs.O}}
    """
    graph = read_folder(tmp_path, {"inner.yaml": inner, "outer.yaml": outer})
    with pytest.raises(Exception, match="this value refers to itself"):
        resource(graph, "T").text("QueueName")


def test_stacks_that_double_at_each_level_are_cut(tmp_path: Path) -> None:
    stack = "{{Type: AWS::CloudFormation::Stack, Properties: {{TemplateURL: t{0}.yaml}}}}"
    for level in range(15):
        nested = stack.format(level + 1)
        text = f"Resources: {{A: {nested}, B: {nested}, Q: {{Type: AWS::SQS::Queue}}}}\n"
        (tmp_path / f"t{level}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "t15.yaml").write_text(QUEUE, encoding="utf-8")
    found = reviewed(tmp_path)
    assert "is beyond 1,000 stacks" in told(found)
    assert 1_000 <= len(found.graph.resources) <= 5_000


SHAPES = (
    *("null", "[]", "{}", "5", "-1", "true", "''", "x", "{a: b}", "!Ref Nowhere"),
    *("[a]", "[a, b]", "[a, b, c]", "[[a], [b]]", "[1.5, 2, {}]", "[null, null, null]"),
    "[!Ref Q, !Ref Q, !Ref Q, !Ref Q]",
)
FUNCTIONS = (
    *("Ref", "GetAtt", "Sub", "Join", "Select", "Split", "If", "FindInMap", "Cidr", "GetAZs", "Base64", "ImportValue"),
    *("Length", "ToJsonString", "Transform", "And", "Or", "Not", "Equals", "Odd"),
)


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_with_arguments_of_a_wrong_shape_is_not_known(function: str) -> None:
    name = function if function == "Ref" else f"Fn::{function}"
    read_from = ("QueueName", "RedrivePolicy", "SqsManagedSseEnabled")
    queues = "".join(
        f"  Q{number}: {{Type: AWS::SQS::Queue, Condition: C{number}, Properties: {{{properties}}}}}\n"
        for number, shape in enumerate(SHAPES)
        for properties in [", ".join(f"{path}: {{'{name}': {shape}}}" for path in read_from)]
    )
    conditions = "".join(f"  C{number}: {{'{name}': {shape}}}\n" for number, shape in enumerate(SHAPES))
    graph = read(f"Conditions:\n{conditions}Resources:\n  Q: {{Type: AWS::SQS::Queue}}\n{queues}")
    evidence = examine(graph, checks_of(checks, graph.by_type))
    assert {one.resource for one in evidence} >= {"template.yaml#Q"}


WRONG = ("null", "[]", "[1]", "text", "5", "true", "{}", "{a: [b]}", "!Ref Q", "!If [A, {}, []]")


@pytest.mark.parametrize(
    "kind", ["AWS::SQS::Queue", "AWS::Serverless::Function", "AWS::IAM::Role", "AWS::Serverless::Api"]
)
def test_a_resource_of_a_wrong_shape_is_judged_or_left_out(kind: str) -> None:
    parts = ("Properties", "DependsOn", "Condition", "Metadata", "DeletionPolicy", "UpdatePolicy", "Type")
    odd = "".join(
        f"  {part}{number}: {{Type: {kind}, {part}: {shape}}}\n" for part in parts for number, shape in enumerate(WRONG)
    )
    whole = "".join(f"  Whole{number}: {shape}\n" for number, shape in enumerate(WRONG))
    graph = read(f"Conditions: {{A: !Equals [a, b]}}\nResources:\n  Q: {{Type: AWS::SQS::Queue}}\n{odd}{whole}")
    assert {one.resource for one in examine(graph, checks_of(checks, graph.by_type))} >= {"template.yaml#Q"}


@pytest.mark.parametrize("shape", WRONG)
@pytest.mark.parametrize(
    "section", ["Parameters", "Mappings", "Conditions", "Globals", "Outputs", "Transform", "Metadata"]
)
def test_a_section_of_a_wrong_shape_is_passed_over(section: str, shape: str) -> None:
    function = "F: {Type: AWS::Serverless::Function, Properties: {Runtime: !Ref a, Handler: !FindInMap [a, b, c]}}"
    for content in (shape, f"{{a: {shape}, Function: {shape}, Api: {shape}}}"):
        graph = read(f"{section}: {content}\nResources: {{Q: {{Type: AWS::SQS::Queue}}, {function}}}\n")
        assert examine(graph, checks_of(checks, graph.by_type))


def test_alarms_that_look_at_each_other_are_asked_once() -> None:
    rule = " OR ".join(f"ALARM(${{C{number}}})" for number in range(12))
    alarms = "".join(
        f"  C{number}: {{Type: AWS::CloudWatch::CompositeAlarm, Properties: {{AlarmRule: !Sub '{rule}'}}}}\n"
        for number in range(12)
    )
    graph = read(f"Resources:\n  Q: {{Type: AWS::SQS::Queue}}\n{alarms}")
    assert examine(graph, checks_of(checks, graph.by_type))


def test_the_command_ends_with_a_report_whatever_the_folder_holds(tmp_path: Path) -> None:
    for number, (content, _) in enumerate(UNREADABLE.values()):
        (tmp_path / f"bad{number}.yaml").write_bytes(as_bytes(content))
    for number, text in enumerate(READABLE.values()):
        (tmp_path / f"odd{number}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-c", "from buttress.cli.main import main; main()", "review", "--joint", "--format=json", "."],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert (run.returncode, run.stderr) == (0, "")
    found = {problem["file"] for problem in json.loads(run.stdout)["problems"]}
    assert found >= {f"bad{number}.yaml" for number in range(len(UNREADABLE))}
