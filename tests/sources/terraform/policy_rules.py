"""The documented rules of aws_iam_policy_document once more, on plain values of Python.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
"""

from __future__ import annotations

import re
from typing import Any

from tests.sources.terraform.functions.evaluating import NOT_KNOWN, Open

Block = dict[str, Any]
REFUSED = "the provider refuses"

NAMES = {"actions": "Action", "not_actions": "NotAction", "resources": "Resource", "not_resources": "NotResource"}


def expected_statement(block: Block) -> Block:
    """Give the statement of a block."""
    made: Block = {"Effect": block.get("effect") or "Allow"}
    made |= {"Sid": block["sid"]} if block.get("sid") else {}
    made |= {key: _set(block[name]) for name, key in NAMES.items() if block.get(name)}
    for name, key in (("principals", "Principal"), ("not_principals", "NotPrincipal")):
        made |= {key: _principals(block[name])} if block.get(name) else {}
    made |= {"Condition": _conditions(block["condition"])} if block.get("condition") else {}
    return made


def _set(values: list[str]) -> object:
    unique = sorted({value.replace("&{", "${") for value in values}, reverse=True)
    return unique[0] if len(unique) == 1 else unique


def _principals(blocks: list[Block]) -> object:
    if any(block["type"] == "*" and "*" in block["identifiers"] for block in blocks):
        return "*"
    together: dict[str, list[str]] = {}
    for block in blocks:
        together.setdefault(block["type"], []).extend(block["identifiers"])
    return {kind: _set(identifiers) for kind, identifiers in together.items()}


def _conditions(blocks: list[Block]) -> Block:
    together: dict[str, dict[str, list[str]]] = {}
    for block in blocks:
        values = [value.replace("&{", "${") for value in block["values"]]
        together.setdefault(block["test"], {}).setdefault(block["variable"], []).extend(values)
    return {
        test: {variable: values[0] if len(values) == 1 else values for variable, values in variables.items()}
        for test, variables in together.items()
    }


def expected_document(attributes: Block) -> Block | str:
    """Give the document of a data source's attributes, whose documents are given as values; or that it is refused."""
    sources = [*_given(attributes, "source_json"), *attributes.get("source_policy_documents", [])]
    overrides = [*attributes.get("override_policy_documents", []), *_given(attributes, "override_json")]
    base = [statement for source in sources for statement in source.get("Statement", [])]
    own = [expected_statement(block) for block in attributes.get("statement", [])]
    if _repeats(base) or _repeats(own):
        return REFUSED
    statements = base
    for layer in (own, *(override.get("Statement", []) for override in overrides)):
        for statement in layer:
            statements = _with(statements, statement)
    documents = [*sources, {"Version": attributes.get("version", "2012-10-17")}, *overrides]
    made: Block = {"Version": max(document.get("Version", "") for document in documents)}
    made |= {"Id": attributes["policy_id"]} if attributes.get("policy_id") else {}
    made |= {"Statement": statements} if statements else {}
    return made


def _given(attributes: Block, name: str) -> list[Block]:
    return [attributes[name]] if name in attributes else []


def _repeats(statements: list[Block]) -> bool:
    sids = [statement["Sid"] for statement in statements if "Sid" in statement]
    return len(sids) != len(set(sids))


def _with(statements: list[Block], statement: Block) -> list[Block]:
    """Add a statement, in place of the one whose sid it has."""
    sid = statement.get("Sid")
    if sid and any(one.get("Sid") == sid for one in statements):
        return [statement if one.get("Sid") == sid else one for one in statements]
    return [*statements, statement]


def agrees(found: object, known: object) -> bool:
    """Say whether a document, as far as it is known, agrees with the known one; the order of lists counts for nothing.

    What is open and has no known member says nothing, not even that it is there; `*` has every member.
    """
    if found == NOT_KNOWN or found in (Open([]), Open({})):
        return True
    if isinstance(found, Open):
        return known == "*" or _agrees_openly(found.members, known)
    if isinstance(found, dict):
        return isinstance(known, dict) and found.keys() >= known.keys() and _agrees_openly(found, known)
    if isinstance(found, list):
        return isinstance(known, list) and len(found) == len(known) and _agrees_openly(found, known)
    pattern = re.sub(r"\\\$\\\{var\\.[a-z]+\\\}", ".*", re.escape(str(found)))
    return re.fullmatch(pattern, "" if known is None else str(known)) is not None


def _agrees_openly(members: list[Any] | Block, known: Any) -> bool:  # noqa: ANN401 - a value of Python
    if isinstance(members, dict):
        return isinstance(known, dict) and all(agrees(member, known.get(key)) for key, member in members.items())
    among = known if isinstance(known, list) else [known]
    return all(any(agrees(member, one) for one in among) for member in members)
