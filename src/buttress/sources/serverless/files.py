"""Other files as a source of values: YAML and JSON by an address, texts as a whole; code is not run.

Source: guides/variables of the Serverless Framework's documentation, "Reference Variables in Other Files".
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from buttress.graph.node import Node, scalar
from buttress.graph.unread import Unread
from buttress.graph.values import Unresolved
from buttress.sources.errors import SourceError
from buttress.sources.serverless.addresses import bound, chosen, walk
from buttress.sources.serverless.tree import CODE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from buttress.sources.serverless.addresses import Otherwise, Segment
    from buttress.sources.serverless.resolver import Resolver


def file_value(
    resolver: Resolver, path: Sequence[str | Node], address: list[Segment], cause: Node, otherwise: Otherwise
) -> Node | None:
    """Give what a file holds at an address; an open part of the path is tried with the names that are there."""
    place = next((place for place, part in enumerate(path) if isinstance(part, Node)), None)
    if place is None:
        return _content(resolver, "".join(map(str, path)), address, cause, otherwise)
    key = path[place]
    before, after = path[:place], path[place + 1 :]
    if not isinstance(key, Node) or any(isinstance(part, Node) for part in after):
        return scalar(Unresolved("two parts of the path are open", cause.location), cause)
    begin, end = "".join(map(str, before)), "".join(map(str, after))

    def pick(value: str) -> Node | None:
        rest = bound(resolver, address, key, value)
        shown = resolver.tree.find(f"{begin}{value}{end}")
        return _content(resolver, f"{begin}{value}{end}", rest, cause, lambda: None) if shown is not None else None

    return chosen(resolver, key, lambda: resolver.tree.alike(begin, end), pick, otherwise, cause)


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
