"""Where variables get their values from: the file itself, options, other files, parameters of the stage.

Source: the pages of guides/variables of the Serverless Framework's documentation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, LIST, MAP, SCALAR, Node, call, scalar
from buttress.graph.values import Unresolved
from buttress.sources.cloudformation.sam.maker import reference
from buttress.sources.cloudformation.sam.shape import member, members, referred
from buttress.sources.serverless.addresses import chosen, segments, walk
from buttress.sources.serverless.files import file_value
from buttress.sources.serverless.syntax import Literal, Lookup, Variable

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from buttress.sources.serverless.addresses import Otherwise, Segment
    from buttress.sources.serverless.resolver import Resolver

DEFAULT_STAGE: Final = "dev"
"""The stage where none is named (guides/serverless.yml: "Default is dev")."""
PSEUDO: Final = {"accountId": "AWS::AccountId", "region": "AWS::Region"}
ELSEWHERE: Final = {
    "doppler": "Doppler",
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
    read = SOURCES.get(lookup.source)
    if read is not None:
        return read(resolver, lookup, cause, otherwise)
    where = ELSEWHERE.get(lookup.source, f"the source {lookup.source}")
    return scalar(Unresolved(f"${{{lookup.source}:…}} is looked up in {where}", cause.location), cause)


def _key(resolver: Resolver, lookup: Lookup, cause: Node) -> Node:
    """Give an address as one text."""
    return resolver.joined(resolver.pieces(lookup.address, cause), cause)


def _opt(resolver: Resolver, lookup: Lookup, cause: Node, otherwise: Otherwise) -> Node | None:
    key = _key(resolver, lookup, cause)
    return _named(key, lambda name: option(resolver, name, cause, otherwise), "opt", cause)


def _env(resolver: Resolver, lookup: Lookup, cause: Node, otherwise: Otherwise) -> Node | None:
    key = _key(resolver, lookup, cause)
    return _named(key, lambda name: option(resolver, f"env:{name}", cause, otherwise), "env", cause)


def _param(resolver: Resolver, lookup: Lookup, cause: Node, otherwise: Otherwise) -> Node | None:
    key = _key(resolver, lookup, cause)
    return _named(key, lambda name: _parameter(resolver, name, cause, otherwise), "param", cause)


def _sls(resolver: Resolver, lookup: Lookup, cause: Node, otherwise: Otherwise) -> Node | None:
    del otherwise
    if _key(resolver, lookup, cause).value == "stage":
        return stage(resolver, cause)
    return scalar(Unresolved(f"${{sls:…}} is known in {ELSEWHERE['sls']}", cause.location), cause)


def _aws(resolver: Resolver, lookup: Lookup, cause: Node, otherwise: Otherwise) -> Node | None:
    del otherwise
    name = PSEUDO.get(str(_key(resolver, lookup, cause).value))
    unknown = Unresolved("${aws:…} has an accountId and a region", cause.location)
    return reference(name, cause) if name is not None else scalar(unknown, cause)


def _cf(resolver: Resolver, lookup: Lookup, cause: Node, otherwise: Otherwise) -> Node | None:
    """Give an output of another stack: of a service of this review, else an import of what is elsewhere."""
    del otherwise
    return call("Fn::ImportValue", resolver.joined(["cf:", *resolver.pieces(lookup.address, cause)], cause), cause)


def _file(resolver: Resolver, lookup: Lookup, cause: Node, otherwise: Otherwise) -> Node | None:
    path = resolver.pieces(lookup.parameters, cause)
    address = segments(resolver.pieces(lookup.address, cause))
    if not address:
        _claim_alternatives(resolver, lookup)
    return file_value(resolver, path, address, cause, otherwise)


def _claim_alternatives(resolver: Resolver, lookup: Lookup) -> None:
    """Note the files that other values of a variable in a path would put in: they are no templates of their own."""
    place = next((place for place, part in enumerate(lookup.parameters) if isinstance(part, Variable)), None)
    rest = lookup.parameters[place + 1 :] if place is not None else ()
    if place is None or any(isinstance(part, Variable) for part in rest):
        return
    begin, end = "".join(map(str, lookup.parameters[:place])), "".join(map(str, rest))
    found = (resolver.tree.find(f"{begin}{name}{end}") for name in resolver.tree.alike(begin, end))
    resolver.tree.whole |= {shown for shown in found if shown is not None}


def _self(resolver: Resolver, lookup: Lookup, cause: Node, otherwise: Otherwise) -> Node | None:
    path = segments(resolver.pieces(lookup.address, cause))
    if path == [["provider"], ["stage"]]:
        return stage(resolver, cause)
    if path == [["provider"], ["region"]]:
        return walk(resolver, resolver.root, path, cause, lambda: reference("AWS::Region", cause))
    if path == [["service"], ["name"]] and member(resolver.root, "service", "name") is None:
        path = path[:1]
    return walk(resolver, resolver.root, path, cause, otherwise)


def _boolean(resolver: Resolver, lookup: Lookup, cause: Node, otherwise: Otherwise) -> Node | None:
    """Read a text as a boolean (guides/variables: `true`, `1`, `false`, `0`)."""
    del otherwise
    node = resolver.joined(resolver.pieces(lookup.parameters, cause), cause)
    known = {"true": True, "1": True, "false": False, "0": False}
    value = known.get(str(node.value).lower().strip("'\"")) if node.kind == SCALAR else None
    return scalar(value, cause) if value is not None else node


def _named(key: Node, give: Callable[[str], Node | None], source: str, cause: Node) -> Node | None:
    """Give what a source has under a name, which must be known."""
    if key.kind == SCALAR and isinstance(key.value, str):
        return give(key.value)
    return scalar(Unresolved(f"which value of ${{{source}:…}} is asked for is open", cause.location), cause)


def stage(resolver: Resolver, cause: Node) -> Node:
    """Give the stage: the option, else the provider's, else the framework's default (guides/variables/core)."""

    def otherwise() -> Node | None:
        found = walk(resolver, resolver.root, [["provider"], ["stage"]], cause, lambda: None)
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


def _parameter(resolver: Resolver, name: str, cause: Node, otherwise: Otherwise) -> Node | None:
    """Give a parameter of the stage (guides/parameters): as given, else of the stage, else of `default`."""
    if f"param:{name}" in resolver.openings.given:
        return resolver.openings.open(f"param:{name}", None, cause)
    declared = (member(resolver.root, "params"), member(resolver.root, "stages"))
    tables = [table for table in declared if table is not None]
    if not tables:
        return option(resolver, f"param:{name}", cause, otherwise)

    def last() -> Node | None:
        found = _of_stage(resolver, tables, "default", name, cause)
        return found if found is not None else otherwise()

    def stages() -> list[str]:
        return [key for table in tables for key in members(resolver.shallow(table)) if key != "default"]

    def of(chosen_stage: str) -> Node | None:
        return _of_stage(resolver, tables, chosen_stage, name, cause)

    return chosen(resolver, stage(resolver, cause), stages, of, last, cause)


def _of_stage(resolver: Resolver, tables: Sequence[Node], stage_name: str, name: str, cause: Node) -> Node | None:
    """Give a parameter of one stage, from `params` or from `stages`."""
    paths: tuple[list[Segment], ...] = ([[stage_name], [name]], [[stage_name], ["params"], [name]])
    for table in tables:
        for path in paths:
            found = walk(resolver, table, path, cause, lambda: None)
            if found is not None:
                return found
    return None


SOURCES: Final[Mapping[str, Callable[[Resolver, Lookup, Node, Otherwise], Node | None]]] = {
    "aws": _aws,
    "cf": _cf,
    "env": _env,
    "file": _file,
    "opt": _opt,
    "param": _param,
    "self": _self,
    "sls": _sls,
    "strToBool": _boolean,
}
