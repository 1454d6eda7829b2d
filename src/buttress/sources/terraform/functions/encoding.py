"""Encoding functions.

Source: https://developer.hashicorp.com/terraform/language/functions, section Encoding Functions
"""

from __future__ import annotations

import base64
import csv
import io
import urllib.parse
import zlib
from typing import TYPE_CHECKING, Final

import yaml

from buttress.graph.node import Node, mapping, scalar, sequence
from buttress.graph.plain_json import read_json
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.encoded_text import json_parts, node_inside
from buttress.sources.terraform.functions.limits import MOST
from buttress.sources.terraform.functions.marks import Encoded, EncodedYaml, is_collection, marked
from buttress.sources.terraform.functions.plain import node_of
from buttress.sources.terraform.functions.texts import text_node
from buttress.sources.terraform.functions.yaml_text import read_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function

_UNESCAPED: Final = "-_.~"
_CODECS: Final = {"utf-8": "utf-8", "utf-16le": "utf-16-le", "utf-16be": "utf-16-be", "iso-8859-1": "latin-1"}


@taking(1)
def jsonencode(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `jsonencode`: a collection stays the value that it is, marked as encoded."""
    found = call.reduce(arguments[0])
    if is_collection(found):
        return marked(Encoded, found, call.node)
    return text_node(call, json_parts(call.value(found)))


@taking(1)
def yamlencode(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `yamlencode`: a collection stays the value that it is, marked as encoded."""
    found = call.reduce(arguments[0])
    if is_collection(found):
        return marked(EncodedYaml, found, call.node)
    return text_node(call, [*json_parts(call.value(found)), "\n"])


@taking(1)
def jsondecode(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `jsondecode`."""
    return decoded(call, arguments[0])


def decoded(call: Call, argument: Node) -> Node:
    """Give what a text of JSON encodes, at the places of what was encoded where that is known."""
    found = call.reduce(argument)
    if isinstance(found, Encoded) and not isinstance(found, EncodedYaml):
        return node_inside(found)
    try:
        return node_of(call, read_json(call.text(found)))
    except (ValueError, RecursionError) as error:
        return call.invalid(f"the text is no JSON: {error}")


@taking(1)
def yamldecode(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `yamldecode`; JSON is YAML too."""
    found = call.reduce(arguments[0])
    if isinstance(found, Encoded):
        return node_inside(found)
    try:
        return node_of(call, read_yaml(call, call.text(found)))
    except yaml.reader.ReaderError as error:
        return call.unknown(f"the text has a character that is not read here: {error.reason}")
    except (yaml.YAMLError, RecursionError) as error:
        return call.invalid(f"the text is no YAML: {error}")


@taking(1)
def base64encode(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `base64encode` of the text's UTF-8."""
    return scalar(base64.b64encode(octets(call, arguments[0])).decode(), call.node)


@taking(1)
def base64decode(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `base64decode`."""
    try:
        return scalar(_unpacked(call, call.text(arguments[0])).decode(), call.node)
    except UnicodeDecodeError:
        return call.invalid("the content is no text")


def _unpacked(call: Call, text: str) -> bytes:
    try:
        return base64.b64decode(text.replace("\n", "").replace("\r", ""), validate=True)
    except ValueError:
        return call.invalid("the text is no base64")


def octets(call: Call, argument: Node) -> bytes:
    """Give a text's UTF-8."""
    try:
        return call.text(argument).encode()
    except UnicodeEncodeError:
        return call.invalid("the text has half of a character")


@taking(1)
def base64gunzip(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute OpenTofu's `base64gunzip` up to a size that a text may have."""
    inflater = zlib.decompressobj(31)
    try:
        content = inflater.decompress(_unpacked(call, call.text(arguments[0])), 10 * MOST)
    except zlib.error:
        return call.invalid("the content is not compressed with gzip")
    if inflater.unconsumed_tail:
        call.unknown("the text is too long")
    return scalar(content.decode(errors="replace"), call.node)


@taking(1)
def base64gzip(call: Call, arguments: Sequence[Node]) -> Node:
    """Say that the result of `base64gzip` is not known: its bytes are those of Go's own compressor."""
    call.text(arguments[0])
    return call.unknown("it depends on the compressor")


@taking(2)
def textencodebase64(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `textencodebase64` for the encodings of Unicode and Latin 1."""
    try:
        encoded = call.text(arguments[0]).encode(_codec(call, arguments[1]))
    except UnicodeEncodeError:
        return call.invalid("the encoding has no such character")
    return scalar(base64.b64encode(encoded).decode(), call.node)


@taking(2)
def textdecodebase64(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `textdecodebase64` for the encodings of Unicode and Latin 1."""
    try:
        decoded = _unpacked(call, call.text(arguments[0])).decode(_codec(call, arguments[1]))
    except UnicodeDecodeError:
        return call.invalid("the content is no text of that encoding")
    return scalar(decoded, call.node)


def _codec(call: Call, argument: Node) -> str:
    codec = _CODECS.get(call.text(argument).lower())
    return codec if codec is not None else call.unknown("the encoding is not read here")


@taking(1)
def urlencode(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `urlencode` as for a query: a space becomes a plus."""
    return scalar(urllib.parse.quote_plus(octets(call, arguments[0]), safe=_UNESCAPED), call.node)


@taking(1)
def urldecode(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute OpenTofu's `urldecode`."""
    return scalar(urllib.parse.unquote_plus(call.text(arguments[0])), call.node)


@taking(1)
def csvdecode(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `csvdecode`: a list of maps of texts, their keys from the first line."""
    try:
        rows = [row for row in csv.reader(io.StringIO(call.text(arguments[0]), newline=""), strict=True) if row]
    except csv.Error as error:
        call.invalid(f"the text is no CSV: {error}")
    if not rows or len(set(rows[0])) != len(rows[0]) or any(len(row) != len(rows[0]) for row in rows):
        call.invalid("the header is missing or has a name twice, or a line has another number of fields")
    header = rows[0]
    made = [{name: scalar(field, call.node) for name, field in zip(header, row, strict=True)} for row in rows[1:]]
    return sequence([mapping(row, call.node) for row in made], call.node)


ENCODING: Final[Mapping[str, Function]] = {
    "base64decode": base64decode,
    "base64encode": base64encode,
    "base64gunzip": base64gunzip,
    "base64gzip": base64gzip,
    "csvdecode": csvdecode,
    "jsondecode": jsondecode,
    "jsonencode": jsonencode,
    "textdecodebase64": textdecodebase64,
    "textencodebase64": textencodebase64,
    "urldecode": urldecode,
    "urlencode": urlencode,
    "yamldecode": yamldecode,
    "yamlencode": yamlencode,
}
