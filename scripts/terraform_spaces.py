"""The generated part of what `record_terraform.py` asks Terraform: operators on every kind of value, and policies."""

from __future__ import annotations

import itertools
import json
import random
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OPERANDS: Final = ("1", "1.5", '"1"', '"a"', "true", '"true"', "null", "[]", "{}", '["a"]')
OPERATORS: Final = ("+", "/", "%", "==", "!=", "<", ">=", "&&", "||")
CONVERSIONS: Final = ("tostring", "tonumber", "tobool", "tolist", "toset", "tomap", "length", "jsonencode", "can")
KINDS: Final = (*OPERANDS, "false", '"false"', '""', "-2.50", '[1, "a", true]', '{b = 1, a = "x"}', "[[1], [2]]")
NUMBERS: Final = (
    "0", "7", "-7", "0.5", "1.005", "2.5", "1e21", "123456789012345678", "0.00001", "1 / 3", "2 / 3", "100 / 7",
)  # fmt: skip
FORMATS: Final = (
    "%d", "%5d", "%-5d|", "%05d", "%+d", "% d", "%s", "%v", "%#v", "%q", "%f", "%.1f", "%.0f", "%8.2f", "%08.2f", "%e",
    "%.2e", "%g", "%.3g", "%x", "%#x", "%b", "%o", "%t",
)  # fmt: skip


def expressions() -> Iterator[str]:
    """Give expressions made of every operator, conversion and number format on every kind of value."""
    for left, operator, right in itertools.product(OPERANDS, OPERATORS, OPERANDS):
        yield f"{left} {operator} {right}"
    for value in KINDS:
        yield from (f"{sign}({value})" for sign in "-!")
        yield f'"<${{{value}}}>"'
        yield f"[for x in {value} : x]"
        yield f"({value})[*]"
        yield f"({value}).a"
        yield f"({value})[0]"
        yield from (f"{name}({value})" for name in CONVERSIONS)
        yield from (f"true ? {value} : {other}" for other in OPERANDS)
    for number in NUMBERS:
        yield f"tostring({number})"
        yield f"jsonencode({number})"
        yield from (f'format("{spec}", {number})' for spec in FORMATS)


SIDS: Final = ("", 'sid = "First"', 'sid = ""')
EFFECTS: Final = ("", 'effect = "Allow"', 'effect = "Deny"')
ACTIONS: Final = (
    "",
    'actions = ["s3:GetObject"]',
    'actions = ["s3:PutObject", "s3:GetObject", "s3:*", "s3:GetObject"]',
    "actions = []",
    'not_actions = ["iam:*"]',
    'not_actions = ["iam:*", "sts:*"]',
    'actions = ["s3:Get*"]\n    not_actions = ["iam:*"]',
)
RESOURCES: Final = (
    "",
    'resources = ["*"]',
    'resources = ["arn:aws:s3:::b", "arn:aws:s3:::b/*"]',
    'resources = ["arn:aws:s3:::b/&{aws:username}/*"]',
    "resources = []",
    'not_resources = ["arn:aws:s3:::c"]',
    'not_resources = ["arn:aws:s3:::c", "arn:aws:s3:::d", "arn:aws:s3:::B"]',
)


def _block(name: str, *members: str) -> str:
    return f"{name} {{\n" + "".join(f"      {member}\n" for member in members) + "    }"


def _who(name: str, kind: str, *identifiers: str) -> str:
    return _block(name, f'type = "{kind}"', f"identifiers = {json.dumps(identifiers)}")


def _when(test: str, variable: str, *values: str) -> str:
    return _block("condition", f'test = "{test}"', f'variable = "{variable}"', f"values = {json.dumps(values)}")


ROLE: Final = "arn:aws:iam::111122223333:role/a"
USER: Final = "arn:aws:iam::111122223333:user/B"
PRINCIPALS: Final = (
    "",
    _who("principals", "*", "*"),
    _who("principals", "AWS", "*"),
    _who("principals", "AWS", ROLE),
    _who("principals", "AWS", ROLE, USER, "111122223333"),
    _who("principals", "Service", "lambda.amazonaws.com", "edgelambda.amazonaws.com"),
    _who("principals", "Service", "ec2.amazonaws.com") + "\n    " + _who("principals", "AWS", USER),
    _who("principals", "AWS", ROLE) + "\n    " + _who("principals", "AWS", USER, "111122223333"),
    _who("principals", "Service", "b.amazonaws.com") + "\n    " + _who("principals", "Service", "a.amazonaws.com"),
    _who("principals", "Federated", "cognito-identity.amazonaws.com"),
    _who("principals", "AWS", "arn:aws:iam::111122223333:user/&{aws:username}"),
    _who("principals", "CanonicalUser", "79a59df900b949e5"),
    _who("not_principals", "AWS", ROLE),
    _who("not_principals", "*", "*"),
    _who("not_principals", "AWS", ROLE, USER),
    _who("principals", "AWS"),
    _who("principals", "*", "*", ROLE),
    _who("principals", "*", "*") + "\n    " + _who("principals", "AWS", ROLE),
)
CONDITIONS: Final = (
    "",
    _when("StringEquals", "aws:SourceAccount", "111122223333"),
    _when("StringLike", "s3:prefix", "", "home/", "home/&{aws:username}/", "abc"),
    _when("Bool", "aws:SecureTransport", "false") + "\n    " + _when("NumericLessThan", "s3:max-keys", "10"),
    _when("StringEquals", "a:Z", "1") + "\n    " + _when("StringEquals", "a:B", "2"),
    _when("StringEquals", "a:B", "x", "z") + "\n    " + _when("ArnLike", "aws:SourceArn", "arn:*")
    + "\n    " + _when("ForAllValues:StringEquals", "aws:TagKeys", "z", "A", "m"),
    _when("StringEquals", "a:B"),
    _when("IpAddress", "aws:SourceIp", "10.0.0.0/8", "10.0.0.0/8"),
    _block("condition", 'test = "Bool"', 'variable = "aws:MultiFactorAuthPresent"', "values = [true]"),
    _block("condition", 'test = "NumericEquals"', 'variable = "a:N"', "values = [1.5, 10]"),
)  # fmt: skip
DIMENSIONS: Final = (SIDS, EFFECTS, ACTIONS, RESOURCES, PRINCIPALS, CONDITIONS)
SAMPLED: Final = 320


def _statement(parts: Sequence[str]) -> str:
    return "  statement {\n" + "".join(f"    {part}\n" for part in parts if part) + "  }\n"


def policies() -> Iterator[str]:
    """Give the bodies of `aws_iam_policy_document` blocks over its option space."""
    yield ""
    usual = ("", "", ACTIONS[1], RESOURCES[1], "", "")
    for place, options in enumerate(DIMENSIONS):
        for option in options:
            yield _statement([*usual[:place], option, *usual[place + 1 :]])
    every = list(itertools.product(*DIMENSIONS))
    for parts in random.Random(20261125).sample(every, SAMPLED):  # noqa: S311 - a sample, no secret
        yield _statement(parts)
    yield from _whole_documents()


def _document(*statements: dict[str, Any], **more: str) -> str:
    return json.dumps(json.dumps({"Version": "2012-10-17", **more, "Statement": list(statements)})).replace("${", "$${")


ONE: Final = {"Sid": "One", "Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}
OTHER: Final = {"Sid": "One", "Effect": "Deny", "Action": ["s3:Put*", "s3:Del*"], "Resource": ["b", "a"]}
TWO: Final = {"Sid": "Two", "Effect": "Allow", "Principal": {"AWS": ["x", "y"]}, "Action": ["a:b"]}
NAMELESS: Final = {"Effect": "Allow", "Action": ["sns:Publish"], "Resource": ["*"], "Condition": {"Bool": {"a:b": "c"}}}
ANYBODY: Final = {"Effect": "Allow", "Principal": "*", "NotAction": ["sns:Publish"], "NotResource": "${aws:username}"}
CASES: Final = (
    _statement(['sid = "One"', 'actions = ["x:y"]', 'resources = ["r"]']),
    _statement(['sid = "Two"', 'actions = ["x:z"]']),
    _statement(['actions = ["x:n"]', 'resources = ["*"]']),
)


def _whole_documents() -> Iterator[str]:
    """Give documents with several statements, sids that repeat, versions, ids, sources and overrides."""
    for own in itertools.product(CASES, repeat=2):
        yield "".join(own)
    yield "".join(CASES) + '  version = "2008-10-17"\n'
    yield '  policy_id = "theirs"\n' + CASES[0]
    yield '  policy_id = ""\n  version = "2012-10-17"\n' + CASES[0]
    given = (
        _document(ONE), _document(OTHER), _document(ONE, TWO), _document(NAMELESS), _document(ANYBODY, TWO, Id="mine"),
        _document(NAMELESS, OTHER, Version="2008-10-17"), '""', _document(),
    )  # fmt: skip
    single = ("source_json", "override_json")
    several = ("source_policy_documents", "override_policy_documents")
    for name, text in itertools.product(single, given):
        yield f"  {name} = {text}\n"
        yield f"  {name} = {text}\n" + "".join(CASES)
    # version 3.39.0 of the provider crashes on an empty text in a list
    listed = [one for one in given if one != '""']
    for name, (first, second) in itertools.product(several, itertools.product(listed, repeat=2)):
        yield f"  {name} = [{first}, {second}]\n" + CASES[0]
    for source, override in itertools.product(given, repeat=2):
        yield f"  source_json = {source}\n  override_json = {override}\n" + CASES[1]
    yield f"  source_json = {given[0]}\n  source_policy_documents = [{given[3]}]\n" + CASES[1]
    yield f"  override_json = {given[1]}\n  override_policy_documents = [{given[0]}]\n" + CASES[1]
