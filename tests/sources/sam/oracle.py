"""AWS's own translator as an oracle: what it makes of a template, beside what we make, in one comparable form."""

from __future__ import annotations

import copy
import json
import re
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

import boto3
from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.plugins.application.serverless_app_plugin import ServerlessAppPlugin
from samtranslator.translator.translator import Translator

from buttress.graph.node import CALL, LIST, MAP
from buttress.graph.values import Hole, Text, Unresolved
from buttress.sources.cloudformation.files import Files
from buttress.sources.cloudformation.sam import expand
from buttress.sources.cloudformation.template import template_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.graph.graph import Problem
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.template import Template

REGION: Final = "us-east-1"
PLACE: Final = "s3://bucket/key"
URIS: Final = {
    "Api": "DefinitionUri",
    "Application": "Location",
    "Function": "CodeUri",
    "HttpApi": "DefinitionUri",
    "LayerVersion": "ContentUri",
    "StateMachine": "DefinitionUri",
}
"""The properties that hold local paths until a template is packaged."""
HASHED: Final = frozenset({"AWS::ApiGateway::Deployment", "AWS::Lambda::LayerVersion", "AWS::Lambda::Version"})
"""The types whose logical ids SAM ends in a hash of content as deployed; ours have none."""


@dataclass(frozen=True, slots=True)
class Tolerated:
    """Names a difference that stays, and why: the type of the resource and a pattern for the path of the property."""

    type: str
    path: str
    reason: str

    def covers(self, kind: str, path: str) -> bool:
        """Say whether a difference is this one."""
        return re.fullmatch(self.type, kind) is not None and re.fullmatch(self.path, path) is not None


TOLERATED: Final = (
    Tolerated(
        r"AWS::ApiGateway::Deployment",
        r"/Properties/Description",
        "holds the hash of the deployed body, which no template tells",
    ),
    Tolerated(
        r".*",
        r"/Metadata.*",
        "what SAM's tools note for themselves; Metadata stays on its resource, and goes on none that is generated",
    ),
    Tolerated(
        r"AWS::ApiGateway::RestApi",
        r"/Properties/Body/paths/.*/options/responses/200/headers/.*",
        "the translator nests the schema of a preflight header a second time in OpenAPI 3",
    ),
    Tolerated(
        r"AWS::AppSync::Resolver",
        r"/Properties/Code",
        "the code that SAM gives a resolver without any is not known here: nothing reads it",
    ),
    Tolerated(
        r"AWS::CloudFormation::Stack",
        r"/Properties/TemplateURL",
        "the address of an application of the repository is its ApplicationId; SAM asks for a signed one",
    ),
    Tolerated(
        r"AWS::CodeDeploy::DeploymentGroup",
        r"/Properties/DeploymentConfigName/Fn::Sub\[1\]/ConfigName",
        "a configuration out of a mapping stays a lookup, which each world answers; the translator looks it up at once",
    ),
)
"""All differences that stay. Whatever is not here, and is not one of form (see `comparable`), fails the comparison."""


def _answer(**_asked: str) -> dict[str, str]:
    """Answer as the Serverless Application Repository does, without a network."""
    return {"TemplateId": "one", "TemplateUrl": "https://example.com/template", "Status": "ACTIVE"}


REPOSITORY: Final = SimpleNamespace(create_cloud_formation_template=_answer)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Holds what differs, each as `id/path: theirs, ours`, our problems, and why the translator refused, if it did."""

    differences: tuple[str, ...]
    problems: tuple[str, ...]
    refusal: tuple[str, ...] = ()


def compare(template: Template) -> Comparison:
    """Expand a template both ways."""
    packaged = _packaged(content(template.root))
    try:
        theirs = _translate(packaged)
    except InvalidDocumentException as error:
        return Comparison((), (), tuple(cause.message for cause in error.causes))
    problems: list[Problem] = []
    read = template_of(json.dumps(packaged), "template.json")
    assert read is not None
    expanded = expand(read, Files(None), problems)
    ours = {name: {key: content(node) for key, node in expanded.section(name).items()} for name in SECTIONS}
    found = _differences(_comparable(theirs, packaged), _comparable(ours, packaged))
    return Comparison(tuple(found), tuple(str(problem) for problem in problems))


MACHINE: Final = "AWS::StepFunctions::StateMachine"
SECTIONS: Final = ("Resources", "Conditions", "Outputs")


def content(node: Node) -> Any:  # noqa: ANN401 - what JSON holds
    """Give the content of a node as JSON has it, with `Fn::GetAtt` in its long form."""
    if node.kind == MAP:
        return {key: content(member) for key, member in node.value.items()}
    if node.kind == LIST:
        return [content(item) for item in node.value]
    if node.kind == CALL:
        name, argument = node.value
        inner = content(argument)
        return {name: inner.split(".", 1) if name == "Fn::GetAtt" and isinstance(inner, str) else inner}
    if isinstance(node.value, Unresolved):
        return node.value.reason
    return _written(node.value) if isinstance(node.value, Text) else node.value


def _written(text: Text) -> str:
    return "".join(f"{{{{{part.name}}}}}" if isinstance(part, Hole) else str(part) for part in text.parts)


def _packaged(root: dict[str, Any]) -> dict[str, Any]:
    """Give a template as `sam package` leaves it: local paths are places in S3, and members without a Type are gone."""
    common = root.get("Globals") or {}
    for short, name in URIS.items():
        _package(common.get(short) or {}, name, short)
    root["Resources"] = {key: one for key, one in root["Resources"].items() if isinstance(one, dict) and "Type" in one}
    for resource in root["Resources"].values():
        short = resource["Type"].removeprefix("AWS::Serverless::")
        _package(resource.get("Properties") or {}, URIS.get(short, ""), short)
        if short == "Function":
            _with_code(resource.setdefault("Properties", {}), common.get("Function") or {})
    return root


def _package(properties: dict[str, Any], name: str, short: str) -> None:
    if isinstance(properties.get(name), str) and "://" not in properties[name]:
        properties[name] = PLACE if short != "Application" else "https://s3.amazonaws.com/bucket/key"


def _with_code(properties: dict[str, Any], common: dict[str, Any]) -> None:
    """Give a function the place of the code that `sam build` would have made."""
    merged = {**common, **properties}
    if merged.get("PackageType") == "Image":
        properties.setdefault("ImageUri", "123456789012.dkr.ecr.us-east-1.amazonaws.com/image:1")
    elif not {"CodeUri", "InlineCode"} & merged.keys():
        properties["CodeUri"] = PLACE


def _translate(packaged: dict[str, Any]) -> dict[str, Any]:
    session = boto3.Session(region_name=REGION)
    plugin = ServerlessAppPlugin(sar_client=REPOSITORY, parameters={})
    translated = Translator({}, Parser(), plugins=[plugin], boto_session=session).translate(copy.deepcopy(packaged), {})
    plain: dict[str, Any] = json.loads(json.dumps(translated))
    return plain


def _comparable(expanded: dict[str, Any], packaged: dict[str, Any]) -> dict[str, Any]:
    """Bring an expansion into the form in which equal ones are equal.

    Differences of form: ids end in no hash; `Ref` of a parameter is its default, which the translator fills in at some
    places and not at others; numbers and booleans are texts, the Region is `AWS::Region`; what does not depend on order
    is sorted; an `Fn::If` directly below one of the same condition is the branch that it chooses there.
    """
    parameters = packaged.get("Parameters") or {}
    defaults = {name: one["Default"] for name, one in parameters.items() if "Default" in one}
    resources = {key: _with_definition(one) for key, one in (expanded.get("Resources") or {}).items()}
    short = {key: re.sub("[0-9a-f]{10}$", "", key) for key, one in resources.items() if one["Type"] in HASHED}
    found = {
        **{short.get(key, key): one for key, one in resources.items()},
        **{f"Conditions/{key}": one for key, one in (expanded.get("Conditions") or {}).items()},
        **{f"Outputs/{key}": one for key, one in (expanded.get("Outputs") or {}).items()},
    }
    return {key: _normal(one, defaults, short) for key, one in found.items()}


def _with_definition(resource: dict[str, Any]) -> dict[str, Any]:
    """Give a state machine its definition as a map, with the values that the translator moved to the substitutions."""
    properties = resource.get("Properties") or {}
    joined = properties.get("DefinitionString")
    if (
        resource["Type"] != "AWS::StepFunctions::StateMachine"
        or not isinstance(joined, dict)
        or "Fn::Join" not in joined
    ):
        return resource
    values = properties.get("DefinitionSubstitutions") or {}
    moved = {name: value for name, value in values.items() if name.startswith("definition_substitution_")}
    kept = {name: value for name, value in values.items() if name not in moved}
    definition = _restored(json.loads("\n".join(joined["Fn::Join"][1])), moved)
    changed = {**properties, "DefinitionString": definition, "DefinitionSubstitutions": kept or None}
    return {**resource, "Properties": changed}


def _restored(value: Any, moved: dict[str, Any]) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(value, dict):
        return {key: _restored(one, moved) for key, one in value.items()}
    if isinstance(value, list):
        return [_restored(one, moved) for one in value]
    return moved.get(value[2:-1], value) if isinstance(value, str) and value.startswith("${") else value


def _normal(value: Any, defaults: dict[str, Any], short: dict[str, str]) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(value, dict):
        return _normal_map(value, defaults, short)
    if isinstance(value, list):
        return [_normal(one, defaults, short) for one in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(float(value))
    for long, name in short.items():
        value = value.replace(long, name) if isinstance(value, str) else value
    return value.replace(REGION, "${AWS::Region}") if isinstance(value, str) else value


def _normal_map(value: dict[str, Any], defaults: dict[str, Any], short: dict[str, str]) -> Any:  # noqa: ANN401 - what JSON holds
    name = value.get("Ref")
    if len(value) == 1 and isinstance(name, str) and name in defaults:
        return _normal(defaults[name], {}, short)
    found = {key: _normal(one, defaults, short) for key, one in value.items() if one is not None}
    if list(found) == ["Condition"] and isinstance(found["Condition"], dict):
        return found["Condition"]
    if list(found) == ["Fn::If"]:
        condition, then, otherwise = found["Fn::If"]
        return {"Fn::If": [condition, _below(then, condition), otherwise]}
    return {key: _sorted(one) if key in UNORDERED and isinstance(one, list) else one for key, one in found.items()}


UNORDERED: Final = frozenset({"DependsOn", "Fn::Or", "Resource", "Statement"})


def _sorted(items: list[Any]) -> list[Any]:
    return sorted(items, key=lambda one: json.dumps(one, sort_keys=True))


def _below(value: Any, condition: str) -> Any:  # noqa: ANN401 - what JSON holds
    if isinstance(value, list):
        return [_below(one, condition) for one in value]
    if not isinstance(value, dict):
        return value
    if list(value) == ["Fn::If"] and value["Fn::If"][0] == condition:
        return _below(value["Fn::If"][1], condition)
    return {key: _below(one, condition) for key, one in value.items()}


def _differences(theirs: dict[str, Any], ours: dict[str, Any]) -> Iterator[str]:
    for name in sorted({*theirs, *ours}):
        kind = str((theirs.get(name) or ours.get(name) or {}).get("Type"))
        for path, one, other in _unequal(theirs.get(name), ours.get(name), ""):
            if not any(tolerated.covers(kind, path) for tolerated in TOLERATED):
                yield f"{name}{path}: {one!r}, {other!r}"


def _unequal(one: Any, other: Any, path: str) -> Iterator[tuple[str, object, object]]:  # noqa: ANN401 - what JSON holds
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted({*one, *other}):
            yield from _unequal(one.get(key), other.get(key), f"{path}/{key}")
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for index, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from _unequal(left, right, f"{path}[{index}]")
    elif one != other:
        yield path, one, other
