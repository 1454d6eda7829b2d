"""Filesystem functions, inside of the tree that the review reads.

Source: https://developer.hashicorp.com/terraform/language/functions, section Filesystem Functions
"""

from __future__ import annotations

import base64
import posixpath
import re
from typing import TYPE_CHECKING, Final

from buttress.graph.node import Node, scalar, sequence
from buttress.sources.terraform.functions.arity import taking
from buttress.sources.terraform.functions.globs import glob_pattern
from buttress.sources.terraform.functions.limits import MOST

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from buttress.sources.terraform.functions.call import Call, Function


def content_of(call: Call, argument: Node) -> bytes:
    """Give a file's content; raises `NotKnown` where the tree has no such file: it may be made before deployment."""
    path = call.text(argument)
    content = call.files.read(path)
    return call.unknown(f"{call.files.shown(path)} is not in this tree") if content is None else content


def _text(call: Call, content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        return call.invalid("the file is no text in UTF-8")


@taking(1)
def file(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `file`."""
    return scalar(_text(call, content_of(call, arguments[0])), call.node)


@taking(1)
def filebase64(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `filebase64`."""
    return scalar(base64.b64encode(content_of(call, arguments[0])).decode(), call.node)


@taking(1)
def fileexists(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `fileexists`; a file that is not in the tree may be made before deployment."""
    content_of(call, arguments[0])
    return scalar(True, call.node)  # noqa: FBT003 - the value


@taking(2)
def fileset(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `fileset`: the files of the tree that match; a folder without any may be filled before deployment."""
    folder, pattern = call.text(arguments[0]), call.text(arguments[1])
    beneath = call.files.beneath(folder)
    wanted = re.compile(glob_pattern(call, pattern))
    found = sorted(path for path in beneath or () if wanted.fullmatch(path))
    if not found:
        call.unknown(f"{call.files.shown(folder)} has no file here that matches {pattern}")
    return sequence([scalar(path, call.node) for path in found], call.node)


@taking(2)
def templatefile(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `templatefile`: a file of the tree with variables filled in."""
    path = call.text(arguments[0])
    text = _text(call, content_of(call, arguments[0]))
    return call.template(text, call.files.shown(path), _variables(call, arguments[1]))


@taking(2)
def templatestring(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `templatestring`: a text with variables filled in."""
    text = call.text(arguments[0])
    if len(text) > 10 * MOST:
        call.unknown("the text is too long")
    return call.template(text, call.node.file, _variables(call, arguments[1]))


def _variables(call: Call, argument: Node) -> Mapping[str, Node]:
    found = call.mapping(argument)
    if found.open:
        call.unknown(found.open)
    members: Mapping[str, Node] = found.value
    return members


@taking(1)
def basename(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `basename`."""
    path = call.text(arguments[0])
    return scalar(posixpath.basename(path.rstrip("/")) or ("/" if path else "."), call.node)


@taking(1)
def dirname(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `dirname`."""
    path = call.text(arguments[0])
    folder = path[: path.rfind("/") + 1]
    return scalar(_clean(folder), call.node)


def _clean(path: str) -> str:
    """Give the shortest way to write a path, as Go's `filepath.Clean` does."""
    cleaned = posixpath.normpath(path) if path else "."
    return "/" + cleaned.lstrip("/") if cleaned.startswith("/") else cleaned


@taking(1)
def pathexpand(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `pathexpand`; where the home folder is, is known only where Terraform runs."""
    path = call.text(arguments[0])
    return call.unknown("the home folder is not known here") if path.startswith("~") else scalar(path, call.node)


@taking(1)
def abspath(call: Call, arguments: Sequence[Node]) -> Node:
    """Compute `abspath` of a path that is absolute already; others are known only where Terraform runs."""
    path = call.text(arguments[0])
    if not path.startswith("/"):
        call.unknown("the folder where Terraform runs is not known here")
    return scalar(_clean(path), call.node)


FILESYSTEM: Final[Mapping[str, Function]] = {
    "abspath": abspath,
    "basename": basename,
    "dirname": dirname,
    "file": file,
    "filebase64": filebase64,
    "fileexists": fileexists,
    "fileset": fileset,
    "pathexpand": pathexpand,
    "templatefile": templatefile,
    "templatestring": templatestring,
}
