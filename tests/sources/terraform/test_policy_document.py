"""The document that data source aws_iam_policy_document makes."""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any

import pytest

from buttress.graph.values import NotKnown, Text
from buttress.sources.terraform.functions.call import Call, Invalid
from buttress.sources.terraform.functions.encoded_text import node_inside
from buttress.sources.terraform.policy_document import policy_document
from tests.sources.terraform.functions.agreement import weakened
from tests.sources.terraform.functions.evaluating import (
    INVALID,
    NOT_KNOWN,
    PLACE,
    UNKNOWN,
    Open,
    Plain,
    fn,
    hole,
    node,
    python_of,
    reduced,
    result,
)
from tests.sources.terraform.policy_rules import REFUSED, Block, agrees, expected_document

if TYPE_CHECKING:
    from buttress.graph.node import Node

EVALUATOR = Plain()
CALL = Call("data.aws_iam_policy_document", PLACE, EVALUATOR)


def document(**attributes: object) -> Node:
    """Make a document of attributes."""
    return policy_document(CALL, node(attributes))


def made(**attributes: object) -> Any:  # noqa: ANN401 - a value of Python
    """Make a document of attributes as a value of Python, or say that it is refused."""
    try:
        return python_of(EVALUATOR, node_inside(document(**attributes)))
    except Invalid:
        return REFUSED


def block(sid: str, actions: list[str], resources: list[str] | None = None, effect: str = "Allow") -> Block:
    """Write a statement block."""
    return {"sid": sid, "effect": effect, "actions": actions, "resources": resources or ["*"]}


def statement(sid: str, action: object, effect: str = "Allow", resource: object = "*") -> Block:
    """Write a statement of a document."""
    return {**({"Sid": sid} if sid else {}), "Effect": effect, "Action": action, "Resource": resource}


ONE_BUCKET = ["arn:aws:s3:::somebucket", "arn:aws:s3:::somebucket/*"]
OVERRIDABLE = document(statement=[block("", ["ec2:*"]), block("SidToOverride", ["s3:*"])])
OVERRIDING = document(statement=[block("SidToOverride", ["s3:*"])])
SOURCE_ONE = document(statement=[block("", ["ec2:*"]), block("UniqueSidOne", ["s3:*"])])
SOURCE_TWO = document(statement=[block("UniqueSidTwo", ["iam:*"]), block("", ["lambda:*"])])
POLICY_ONE = document(statement=[block("One", ["s3:*"])])
POLICY_TWO = document(statement=[block("", ["ec2:*"]), block("Two", ["iam:*"])])
POLICY_THREE = document(statement=[block("One", ["logs:*"], effect="Deny")])


@pytest.mark.parametrize(
    ("attributes", "statements"),
    [
        (
            {
                "statement": [
                    {
                        "actions": ["kms:Decrypt", "kms:GenerateDataKey"],
                        "resources": ["*"],
                        "condition": [
                            {"test": "ForAnyValue:StringEquals", "variable": "kms:b", "values": ["pi"]},
                            {"test": "ForAnyValue:StringEquals", "variable": "kms:a", "values": ["rds"]},
                        ],
                    }
                ]
            },
            [
                {
                    "Effect": "Allow",
                    "Action": ["kms:GenerateDataKey", "kms:Decrypt"],
                    "Resource": "*",
                    "Condition": {"ForAnyValue:StringEquals": {"kms:a": "rds", "kms:b": "pi"}},
                }
            ],
        ),
        (
            {"source_policy_documents": [OVERRIDABLE], "statement": [block("SidToOverride", ["s3:*"], ONE_BUCKET)]},
            [statement("", "ec2:*"), statement("SidToOverride", "s3:*", resource=ONE_BUCKET[::-1])],
        ),
        (
            {
                "override_policy_documents": [OVERRIDING],
                "statement": [block("", ["ec2:*"]), block("SidToOverride", ["s3:*"], ONE_BUCKET)],
            },
            [statement("", "ec2:*"), statement("SidToOverride", "s3:*")],
        ),
        (
            {
                "source_policy_documents": [document(statement=[block("P", ["ec2:DescribeAccountAttributes"])])],
                "override_policy_documents": [document(statement=[block("P", ["s3:GetObject"])])],
            },
            [statement("P", "s3:GetObject")],
        ),
        (
            {"source_policy_documents": [SOURCE_ONE, SOURCE_TWO]},
            [
                statement("", "ec2:*"),
                statement("UniqueSidOne", "s3:*"),
                statement("UniqueSidTwo", "iam:*"),
                statement("", "lambda:*"),
            ],
        ),
        (
            {
                "override_policy_documents": [POLICY_ONE, POLICY_TWO, POLICY_THREE],
                "statement": [block("Two", ["*"], effect="Deny")],
            },
            [statement("Two", "iam:*"), statement("One", "logs:*", "Deny"), statement("", "ec2:*")],
        ),
        ({"source_policy_documents": [POLICY_ONE, POLICY_THREE]}, REFUSED),
        ({"statement": [block("A", ["s3:*"]), block("A", ["ec2:*"])]}, REFUSED),
        (
            {"override_policy_documents": [POLICY_ONE], "override_json": POLICY_THREE},
            [statement("One", "logs:*", "Deny")],
        ),
    ],
)
def test_documented_examples(attributes: Block, statements: object) -> None:
    """What the provider's documentation shows, empty sids left out as since version 5.0.0."""
    found = made(**attributes)
    assert (found if found == REFUSED else found["Statement"]) == statements


SIDS: tuple[Block, ...] = ({}, {"sid": ""}, {"sid": "A"})
EFFECTS: tuple[Block, ...] = ({}, {"effect": "Deny"}, {"effect": None})
ACTIONS = (
    {"actions": ["s3:Get*"]},
    {"actions": ["a:B", "c:D", "a:B"]},
    {"not_actions": ["iam:*"]},
    {"actions": [], "not_actions": ["x:Y", "z:Z"]},
)
RESOURCES: tuple[Block, ...] = (
    {},
    {"resources": ["arn:a/&{aws:username}", "*"]},
    {"not_resources": ["arn:b"]},
    {"resources": []},
)
PRINCIPALS: tuple[Block, ...] = (
    {},
    {"principals": [{"type": "*", "identifiers": ["*"]}]},
    {"principals": [{"type": "AWS", "identifiers": ["*"]}]},
    {
        "not_principals": [
            {"type": "AWS", "identifiers": ["1", "2"]},
            {"type": "Service", "identifiers": ["s3"]},
        ]
    },
    {"principals": [{"type": "AWS", "identifiers": ["1"]}, {"type": "AWS", "identifiers": ["2", "1"]}]},
    {"principals": []},
)
CONDITIONS: tuple[Block, ...] = (
    {},
    {"condition": [{"test": "StringLike", "variable": "s3:prefix", "values": ["", "home/", "home/&{aws:username}/"]}]},
    {
        "condition": [
            {"test": "Bool", "variable": "aws:SecureTransport", "values": ["false"]},
            {"test": "StringEquals", "variable": "b", "values": ["1"]},
            {"test": "StringEquals", "variable": "a", "values": ["2", "3"]},
        ]
    },
    {
        "condition": [
            {"test": "StringLike", "variable": "p", "values": ["one/"]},
            {"test": "StringLike", "variable": "p", "values": ["two/"]},
        ]
    },
    {"condition": []},
)
BLOCKS: list[Block] = [
    {key: value for part in parts for key, value in part.items()}
    for parts in itertools.product(SIDS, EFFECTS, ACTIONS, RESOURCES, PRINCIPALS, CONDITIONS)
]
DOCUMENTS: tuple[list[Block], ...] = (
    [],
    [{"Version": "2012-10-17", "Statement": [statement("A", ["x:Y"])]}],
    [{"Version": "2008-10-17", "Statement": [statement("", "s:T"), statement("B", "u:V")]}, {"Version": "2012-10-17"}],
    [{"Statement": [statement("A", "k:L", "Deny")]}, {"Statement": [statement("A", "m:N")]}],
)


def test_every_statement_follows_the_rules() -> None:
    """All combinations of sid, effect, actions, resources, principals and conditions, a document for each."""
    assert len(BLOCKS) == 4320
    assert [one for one in BLOCKS if made(statement=[one]) != expected_document({"statement": [one]})] == []


def test_every_merge_follows_the_rules() -> None:
    """All combinations of source documents, own statements and overriding documents, in old arguments and new."""
    own: tuple[list[Block], ...] = (
        [],
        [block("A", ["own:A"])],
        [block("", ["own:x"]), block("B", ["own:B"])],
        [block("A", ["own:A"]), block("A", ["again:A"])],
    )
    settings: tuple[Block, ...] = ({}, {"version": "2008-10-17"}, {"policy_id": "orders"})
    singles: tuple[Block, ...] = ({}, {"source_json": DOCUMENTS[1][0]}, {"override_json": DOCUMENTS[3][0]})
    wrong = [
        attributes
        for sources, mine, overrides, setting, single in itertools.product(DOCUMENTS, own, DOCUMENTS, settings, singles)
        for attributes in [
            {
                "source_policy_documents": sources,
                "statement": mine,
                "override_policy_documents": overrides,
                **setting,
                **single,
            }
        ]
        if made(**_as_texts(attributes)) != expected_document(attributes)
    ]
    assert wrong == []


def _as_texts(attributes: Block) -> Block:
    """Write the documents among attributes as texts of JSON."""
    lists = {name: value for name, value in attributes.items() if name.endswith("documents")}
    texts: Block = {name: [json.dumps(one) for one in value] for name, value in lists.items()}
    texts |= {name: json.dumps(attributes[name]) for name in attributes if name.endswith("_json")}
    return {**attributes, **texts}


@pytest.mark.parametrize("number", range(0, len(BLOCKS), 97))
def test_knowing_less_of_a_statement_never_says_something_else(number: int) -> None:
    """Whatever is not known of a block, what is said of its document holds for the known one."""
    known = expected_document({"statement": [BLOCKS[number]]})
    assert [weaker for weaker in weakened([BLOCKS[number]]) if not _agrees({"statement": weaker}, known)] == []


@pytest.mark.parametrize("name", ["source_policy_documents", "statement", "override_policy_documents"])
def test_knowing_less_of_a_merge_never_says_something_else(name: str) -> None:
    """A document that is not known may override what has a sid, and add what it likes."""
    attributes: Block = {
        "source_policy_documents": DOCUMENTS[2],
        "statement": [block("B", ["own:B"]), block("C", ["own:C"]), block("", ["own:x"])],
        "override_policy_documents": [*DOCUMENTS[3], {"Statement": [statement("C", "over:C")]}],
    }
    known = expected_document(attributes)
    less = [{**_as_texts(attributes), name: weaker} for weaker in weakened(_as_texts(attributes)[name])]
    assert [weaker for weaker in less if not _agrees(weaker, known)] == []


def _agrees(attributes: Block, known: object) -> bool:
    try:
        found = made(**attributes)
    except NotKnown:
        return True
    return agrees(found, known)


def test_what_is_not_known_stays_open() -> None:
    """An unknown source leaves the own statements; an unknown override leaves those without a sid."""
    mine = [block("A", ["s3:*"]), block("", ["ec2:*"])]
    whole = [statement("A", "s3:*"), statement("", "ec2:*")]
    assert made(source_policy_documents=[UNKNOWN], statement=mine)["Statement"] == Open(whole)
    assert made(source_policy_documents=UNKNOWN, statement=mine)["Statement"] == Open(whole)
    assert made(override_policy_documents=[UNKNOWN], statement=mine)["Statement"] == Open(whole[1:])
    assert made(statement=Open(mine))["Statement"] == Open(whole)
    (found,) = made(statement=[{"actions": UNKNOWN, "resources": ["*", hole()], "effect": hole()}])["Statement"]
    assert found == {"Effect": "${var.name}", "Action": Open([]), "Resource": Open(["*", "${var.name}"])}
    (found,) = made(statement=[{"principals": Open([]), "condition": UNKNOWN, "actions": ["a:B"]}])["Statement"]
    assert found == {"Effect": "Allow", "Action": "a:B", "Principal": Open({}), "Condition": Open({})}


def test_a_statement_whose_sid_is_not_known_may_override_any() -> None:
    """So the statements that it may override are not said to be there."""
    found = made(
        statement=[block("A", ["s3:*"]), block("", ["ec2:*"])],
        override_policy_documents=[document(statement=[{"sid": hole(), "actions": ["logs:*"], "resources": ["*"]}])],
    )
    assert found["Statement"] == Open([statement("", "ec2:*"), statement("${var.name}", "logs:*")])


def test_members_stand_at_their_attributes() -> None:
    """A statement at its block, an action list at its attribute, an action at its own line."""
    actions = node([node("s3:Get*", 5), node("s3:List*", 6)], 4)
    principal = node({"type": "AWS", "identifiers": node(["*"], 9)}, 8)
    inner = node({"actions": actions, "principals": node([principal], 8)}, 3)
    found = policy_document(CALL, node({"statement": node([inner], 3)}, 2))
    (made_of_it,) = found.value["Statement"].value
    assert (found.line, made_of_it.line, made_of_it.value["Action"].line) == (2, 3, 4)
    assert [member.line for member in made_of_it.value["Action"].value] == [6, 5]
    assert made_of_it.value["Principal"].value["AWS"].line == 9


def test_a_document_is_passed_on_as_the_map_it_is() -> None:
    """`jsondecode` gives the document, and its text has a layout that is not made here."""
    found = document(statement=[block("A", ["s3:*"])])
    call = Call("sha256", PLACE, EVALUATOR)
    with pytest.raises(NotKnown, match="layout"):
        call.text(found)
    assert made(source_policy_documents=[found]) == python_of(EVALUATOR, node_inside(found))
    assert len(call.members(node(fn("compact", [found, ""])))) == 1
    assert call.reduce(node(fn("coalesce", "", found))) is found
    assert call.flag(node(fn("contains", ["", None], found))) is False


def test_variables_of_aws_beside_something_not_known() -> None:
    """`&{…}` is AWS's own in the known parts of a text too."""
    resource = Text(("arn:aws:s3:::", hole().parts[0], "/&{aws:username}/*"))
    (found,) = made(statement=[{"actions": ["a:B"], "resources": [resource]}])["Statement"]
    assert found["Resource"] == "arn:aws:s3:::${var.name}/${aws:username}/*"


@pytest.mark.parametrize(
    "attributes",
    [
        {"source_policy_documents": ["{"]},
        {"source_policy_documents": ["[]"]},
        {"source_policy_documents": ['{"Statement": ["x"]}']},
        {"statement": [{"principals": [{"type": "AWS"}]}]},
        {"statement": [{"condition": [{"test": "Bool"}]}]},
        {"statement": [{"actions": {"a": "b"}}]},
        {"statement": ["x"]},
    ],
)
def test_what_the_provider_refuses_is_refused(attributes: Block) -> None:
    """No document is made of what is no JSON, no statement, or lacks what it needs."""
    assert made(**attributes) == REFUSED
    assert INVALID != NOT_KNOWN


def test_a_placeholder_is_replaced_in_the_values_of_a_document() -> None:
    """The layout is the provider's own, so what could show it stays unknown."""
    written = document(statement=[block("A", ["s3:GetObject"], ["arn:aws:s3:::_BUCKET_/*"])])
    found = reduced("replace", written, "_BUCKET_", "orders")
    assert python_of(EVALUATOR, node_inside(found))["Statement"][0]["Resource"] == "arn:aws:s3:::orders/*"
    for word, new in (("Statement", "x"), (":", "x"), ("_BUCKET_", 'a"b')):
        assert result("replace", written, word, new) == NOT_KNOWN
