"""Where variables get their values from: the file itself, options, other files, parameters of the stage.

Source: the pages of guides/variables of the Serverless Framework's documentation.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, call, scalar
from buttress.graph.unread import Unread
from buttress.graph.values import Unresolved, written
from buttress.sources.cloudformation.sam.maker import conditional, reference
from buttress.sources.cloudformation.sam.shape import choices as branches_of
from buttress.sources.cloudformation.sam.shape import member, members, referred
from buttress.sources.errors import SourceError
from buttress.sources.serverless.syntax import Literal, Lookup
from buttress.sources.serverless.tree import CODE

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from buttress.sources.serverless.resolver import Resolver

    Otherwise = Callable[[], Node | None]
    Segment = list[str | Node]

DEFAULT_STAGE: Final = "dev"
"""The stage where none is named (guides/serverless.yml: "Default is dev")."""
PSEUDO: Final = {"accountId": "AWS::AccountId", "region": "AWS::Region"}
ELSEWHERE: Final = {
    "doppler": "Doppler",
    "env": "the environment",
    "git": "the git work tree that is deployed",
    "output": "an output of another service",
    "s3": "an object in S3",
    "secrets": "a secret of the Dashboard",
    "sls": "the run of the framework",
    "ssm": "the Parameter Store at deployment",
    "state": "the state of another service",
    "terraform": "the state of Terraform",
    "vault": "Vault",
}
"""The sources whose values no file tells, and where they come from."""


def first(resolver: Resolver, tried: Sequence[Lookup | Literal], cause: Node) -> Node | None:
    """Give the first of some choices that leads to something, None where none does."""
    if not tried:
        return None
    choice, *rest = tried

    def otherwise() -> Node | None:
        return first(resolver, rest, cause)

    if isinstance(choice, Literal):
        if isinstance(choice.value, tuple):
            return resolver.joined(resolver.pieces(choice.value, cause), cause)
        return scalar(choice.value, cause)
    return _looked_up(resolver, choice, cause, otherwise)


def _looked_up(resolver: Resolver, lookup: Lookup, cause: Node, otherwise: Otherwise) -> Node | None:
    address = resolver.pieces(lookup.address, cause)
    key = resolver.joined(address, cause)
    match lookup.source:
        case "self":
            return _self(resolver, _segments(address), cause, otherwise)
        case "opt":
            return _named(key, lambda name: option(resolver, name, cause, otherwise), "opt", cause)
        case "env":
            return _named(key, lambda name: option(resolver, f"env:{name}", cause, otherwise), "env", cause)
        case "sls" if key.value == "stage":
            return stage(resolver, cause)
        case "aws" if key.value in PSEUDO:
            return reference(PSEUDO[key.value], cause)
        case "param":
            return _named(key, lambda name: _parameter(resolver, name, cause, otherwise), "param", cause)
        case "file":
            path = resolver.pieces(lookup.parameters, cause)
            return _file(resolver, path, _segments(address), cause, otherwise)
        case "strToBool":
            return _boolean(resolver.joined(resolver.pieces(lookup.parameters, cause), cause), cause)
        case "cf":
            return call("Fn::ImportValue", resolver.joined(["cf:", *address], cause), cause)
        case source:
            where = ELSEWHERE.get(source, f"the source {source}")
            return scalar(Unresolved(f"${{{source}:…}} is looked up in {where}", cause.location), cause)


def _named(key: Node, give: Callable[[str], Node | None], source: str, cause: Node) -> Node | None:
    """Give what a source has under a name, which must be known."""
    if key.kind == SCALAR and isinstance(key.value, str):
        return give(key.value)
    return scalar(Unresolved(f"which value of ${{{source}:…}} is asked for is open", cause.location), cause)


def stage(resolver: Resolver, cause: Node) -> Node:
    """Give the stage: the option, else the provider's, else the framework's default (guides/variables/core)."""
    declared = member(resolver.root, "provider", "stage")

    def otherwise() -> Node | None:
        found = resolver.shallow(declared) if declared is not None else None
        return found if found is not None and found.value is not None else scalar(DEFAULT_STAGE, cause)

    found = option(resolver, "stage", cause, otherwise)
    return found if found is not None else scalar(DEFAULT_STAGE, cause)


def option(resolver: Resolver, name: str, cause: Node, otherwise: Otherwise) -> Node | None:
    """Give an option or variable of the environment: as given, else open with what its fallback says as default."""
    openings = resolver.openings
    if name in openings.given:
        return openings.open(name, None, cause)
    fallback = otherwise()
    if fallback is None:
        return openings.open(name, None, cause)
    if fallback.kind == SCALAR and isinstance(fallback.value, str | bool | int | float):
        return openings.open(name, fallback, cause)
    opening = openings.of(fallback)
    if opening is not None:
        return fallback if opening.option == name else openings.open(name, opening.default, cause)
    if fallback.kind in (MAP, LIST) or (referred(fallback) or "").startswith("AWS::"):
        return fallback
    return openings.open(name, None, cause) if fallback.kind == CALL else fallback


def _self(resolver: Resolver, path: list[Segment], cause: Node, otherwise: Otherwise) -> Node | None:
    if path == [["provider"], ["stage"]]:
        return stage(resolver, cause)
    if path == [["provider"], ["region"]] and member(resolver.root, "provider", "region") is None:
        return reference("AWS::Region", cause)
    if path == [["service"], ["name"]] and member(resolver.root, "service", "name") is None:
        path = path[:1]
    return walk(resolver, resolver.root, path, cause, otherwise)


def _segments(pieces: Sequence[str | Node]) -> list[Segment]:
    """Split an address at its dots."""
    segments: list[Segment] = [[]]
    for piece in pieces:
        if isinstance(piece, str):
            head, *tail = piece.split(".")
            segments[-1] += [head] if head else []
            segments += [[part] if part else [] for part in tail]
        else:
            segments[-1].append(piece)
    return [segment for segment in segments if segment]


def walk(
    resolver: Resolver, start: Node, path: Sequence[Segment], cause: Node, otherwise: Otherwise
) -> Node | None:
    """Follow an address from a node; what an open part of it picks is given for each value that leads somewhere."""
    here = resolver.shallow(start)
    if not path:
        return here if here.value is not None else otherwise()
    found = branches_of(here)
    if found is not None:
        sides = [walk(resolver, side, path, cause, otherwise) for side in found[1:]]
        absent = scalar(None, cause)
        return conditional(found[0], *(side if side is not None else absent for side in sides))
    if here.kind == CALL or isinstance(here.value, Unresolved):
        return scalar(Unresolved("what this address leads through is not known", cause.location), cause)
    segment, *rest = path
    open_parts = [part for part in segment if isinstance(part, Node)]
    if not open_parts:
        return _step(resolver, here, "".join(map(str, segment)), rest, cause, otherwise)
    return _forked(resolver, here, segment, rest, cause, otherwise)


def _step(  # noqa: PLR0913 - a step: from where, by what, what comes after
    resolver: Resolver, here: Node, name: str, rest: Sequence[Segment], cause: Node, otherwise: Otherwise
) -> Node | None:
    inner: Node | None = None
    if here.kind == MAP:
        inner = members(here).get(name)
    elif here.kind == LIST and name.isdigit() and len(name) < 6 and int(name) < len(here.value):  # noqa: PLR2004 - digits
        inner = here.value[int(name)]
    if inner is None and here.open is not None:
        return scalar(Unresolved(here.open, cause.location), cause)
    return walk(resolver, inner, rest, cause, otherwise) if inner is not None else otherwise()


def _forked(  # noqa: PLR0913 - see `_step`
    resolver: Resolver, here: Node, segment: Segment, rest: Sequence[Segment], cause: Node, otherwise: Otherwise
) -> Node | None:
    place = next(place for place, part in enumerate(segment) if isinstance(part, Node))
    key = segment[place]
    before, after = segment[:place], segment[place + 1 :]
    if not isinstance(key, Node) or any(isinstance(part, Node) for part in after):
        return scalar(Unresolved("two parts of this address are open", cause.location), cause)
    begin, end = "".join(map(str, before)), "".join(map(str, after))

    def values() -> list[str]:
        pattern = re.compile(re.escape(begin) + "(.+)" + re.escape(end) + r"\Z", re.DOTALL)
        return [match[1] for name in members(here) if (match := pattern.match(name))]

    def pick(value: str) -> Node | None:
        bound = _bound(resolver, rest, key, value)
        return _step(resolver, here, f"{begin}{value}{end}", bound, cause, lambda: None)

    return _chosen(resolver, key, values, pick, otherwise, cause)


def _bound(resolver: Resolver, path: Sequence[Segment], key: Node, value: str) -> list[Segment]:
    """Give an address with a value in the place of what it was chosen for."""
    opening = resolver.openings.of(key)
    return [
        [value if isinstance(part, Node) and resolver.openings.of(part) is opening else part for part in segment]
        if opening is not None
        else list(segment)
        for segment in path
    ]


def _chosen(  # noqa: PLR0913 - what is chosen by, among what, and what else
    resolver: Resolver,
    key: Node,
    values: Callable[[], list[str]],
    pick: Callable[[str], Node | None],
    otherwise: Otherwise,
    cause: Node,
) -> Node | None:
    opening = resolver.openings.of(key)
    if key.kind == SCALAR and isinstance(key.value, Unresolved):
        return scalar(Unresolved(key.value.reason, cause.location), cause)
    if opening is None and branches_of(key) is None and key.kind == CALL:
        return scalar(Unresolved("a part of this address is not known", cause.location), cause)
    return resolver.openings.choose(key, values, pick, otherwise)


def _parameter(resolver: Resolver, name: str, cause: Node, otherwise: Otherwise) -> Node | None:
    """Give a parameter of the stage (guides/parameters): as given, else of the stage, else of `default`."""
    if f"param:{name}" in resolver.openings.given:
        return resolver.openings.open(f"param:{name}", None, cause)
    tables = [
        table
        for table in (member(resolver.root, "params"), member(resolver.root, "stages"))
        if table is not None
    ]
    if not tables:
        return option(resolver, f"param:{name}", cause, otherwise)

    def of(stage_name: str) -> Node | None:
        for table in tables:
            own = walk(resolver, table, [[stage_name]], cause, lambda: None)
            for path in ([[name]], [["params"], [name]]):
                found = walk(resolver, own, path, cause, lambda: None) if own is not None else None
                if found is not None:
                    return found
        return None

    def last() -> Node | None:
        found = of("default")
        return found if found is not None else otherwise()

    def stages() -> list[str]:
        return [key for table in tables for key in members(resolver.shallow(table)) if key != "default"]

    return _chosen(resolver, stage(resolver, cause), stages, of, last, cause)


def _file(  # noqa: PLR0913 - a file, what of it, and what else
    resolver: Resolver, path: Sequence[str | Node], address: list[Segment], cause: Node, otherwise: Otherwise
) -> Node | None:
    place = next((place for place, part in enumerate(path) if isinstance(part, Node)), None)
    if place is None:
        return _content(resolver, "".join(map(str, path)), address, cause, otherwise)
    key = path[place]
    before, after = path[:place], path[place + 1 :]
    if not isinstance(key, Node) or any(isinstance(part, Node) for part in after):
        return scalar(Unresolved("two parts of the path are open", cause.location), cause)
    begin, end = "".join(map(str, before)), "".join(map(str, after))

    def pick(value: str) -> Node | None:
        bound = _bound(resolver, address, key, value)
        shown = resolver.tree.find(f"{begin}{value}{end}")
        return _content(resolver, f"{begin}{value}{end}", bound, cause, lambda: None) if shown is not None else None

    return _chosen(resolver, key, lambda: resolver.tree.alike(begin, end), pick, otherwise, cause)


def _content(
    resolver: Resolver, relative: str, address: list[Segment], cause: Node, otherwise: Otherwise
) -> Node | None:
    shown = resolver.tree.find(relative)
    if PurePosixPath(relative).suffix.lower() in CODE:
        what = f"{relative}, which is code: run serverless package and review what it writes"
        unread = Unread("file", what, cause.location)
        if unread not in resolver.unread:
            resolver.unread.append(unread)
        return scalar(Unresolved(f"{relative} is code, which is not run", cause.location), cause)
    if shown is None:
        found = otherwise()
        if found is None:
            resolver.problem(cause, f"{relative} is not in the tree.", "What it holds counts as not known.")
        return found if found is not None else scalar(Unresolved(f"{relative} is not here", cause.location), cause)
    try:
        content = resolver.tree.content(shown)
    except SourceError as error:
        if error.problem not in resolver.problems:
            resolver.problems.append(error.problem)
        return scalar(Unresolved(f"{shown} cannot be read", cause.location), cause)
    if not address:
        resolver.tree.whole.add(shown)
    return walk(resolver, content, address, cause, otherwise)


def _boolean(node: Node, cause: Node) -> Node:
    """Read a text as a boolean (guides/variables: `true`, `1`, `false`, `0`)."""
    value = written(node.value).lower() if node.kind == SCALAR and isinstance(node.value, str | bool | int) else ""
    if value in ("true", "1"):
        return scalar(value=True, cause=cause)
    if value in ("false", "0", ""):
        return scalar(value=False, cause=cause) if value else node
    return node
