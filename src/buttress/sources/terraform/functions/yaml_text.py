"""Reads YAML as `yamldecode` does: by the core schema of YAML 1.2, but for the bools, which are those of YAML 1.1.

Source: https://developer.hashicorp.com/terraform/language/functions/yamldecode
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml
from yaml.nodes import MappingNode, ScalarNode, SequenceNode

from buttress.graph.values import Unresolved
from buttress.sources.terraform.functions.limits import MOST
from buttress.sources.terraform.functions.numbers import number_of

if TYPE_CHECKING:
    from buttress.sources.terraform.functions.call import Call

_NULL: Final = ("", "~", "null", "Null", "NULL")
_BOOLS: Final = {
    spelled: word in ("true", "yes", "on", "y")
    for word in ("true", "yes", "on", "y", "false", "no", "off", "n")
    for spelled in (word, word.capitalize(), word.upper())
}
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)
_UNSURE: Final = re.compile(
    r"[-+]?0[xobXOB0-9]|[-+]?\.(?:inf|Inf|INF)\Z|\.(?:nan|NaN|NAN)\Z|[-+]?\d[\d_]*_|\d{4}-\d\d?-\d\d?(?:[Tt\s]|\Z)",
    re.ASCII,
)
"""What Go's reader of YAML may take for a number or a time."""
_OWN: Final = "tag:yaml.org,2002:"
_MOST_DEPTH: Final = 60


def read_yaml(call: Call, text: str) -> Any:  # noqa: ANN401 - what the text holds
    """Read one document; raises `NotKnown` for tags of YAML's own, merge keys and texts that repeat themselves too
    often, `Invalid` for other tags and what contains itself, `yaml.YAMLError` for what is no YAML.
    """
    if "!!" in text:
        call.unknown("tags are not read here")
    node = yaml.compose(text, Loader=yaml.CBaseLoader)
    return None if node is None else _value(call, node, [MOST], ())


def _value(call: Call, node: Any, left: list[int], above: tuple[int, ...]) -> Any:  # noqa: ANN401 - PyYAML's nodes
    left[0] -= 1
    if left[0] < 0 or len(above) > _MOST_DEPTH:
        call.unknown("the document is too large")
    if id(node) in above:
        call.invalid("an anchor is referred to from inside its own definition")
    if not node.tag.startswith(_OWN):
        call.invalid(f"the tag {node.tag} is not supported")
    inner = (*above, id(node))
    if isinstance(node, SequenceNode):
        return [_value(call, member, left, inner) for member in node.value]
    if isinstance(node, MappingNode):
        made: dict[str, Any] = {}
        for key, member in node.value:
            if not isinstance(key, ScalarNode) or key.value == "<<":
                call.unknown("a key that is no text, or merges a map, is not read here")
            made[key.value] = _value(call, member, left, inner)
        return made
    return _scalar(node.value) if not node.style else node.value


def _scalar(text: str) -> object:
    if text in _NULL:
        return None
    if text in _BOOLS:
        return _BOOLS[text]
    if _DAY.match(text):
        return f"{text}T00:00:00Z"
    if _UNSURE.match(text):
        return Unresolved(f"how YAML reads {text} is not decided here")
    number = number_of(text.removeprefix("+"))
    return text if number is None else number
