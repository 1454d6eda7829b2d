"""Writes the settings of a repository, of the architectures that were found in it."""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from buttress.graph.architectures import architectures_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from buttress.graph.graph import Graph, Parameter


def settings_text(graph: Graph) -> tuple[str, int]:
    """Give the text of a `buttress.toml` and the number of architectures it names.

    Paths are those of the roots, relative to the folder that was read. What only people can say stands there as
    comments.
    """
    groups = architectures_of(graph)
    kinds = {root.path: root.kind for root in graph.roots}
    lines = [
        "# What Buttress should know of this repository. Everything here is optional.",
        "",
        '# environment = "prod"        # which of the environments below holds; or BUTTRESS_ENVIRONMENT',
        '# lenses = ["wellarchitected"]      # else every lens that applies',
        "",
        *_environment(graph.parameters),
    ]
    names = _names(groups)
    for name, roots in zip(names, groups, strict=True):
        lines += ["[[workload]]", f"name = {json.dumps(name)}"]
        lines += ["paths = [", *(f"  {json.dumps(root)}, # {kinds[root]}" for root in roots), "]", ""]
    lines += [
        "# [[suppress]]",
        '# check = "sqs-dead-letter-queue"',
        '# resource = "template.yaml#Drafts"   # its id in a report; leave it out for every resource',
        '# kind = "accepted"                   # or "false-positive"',
        '# reason = "a draft that is lost costs nobody anything"',
        '# owner = "jane"',
        "# until = 2027-06-30",
    ]
    return "\n".join(lines) + "\n", len(groups)


def _environment(parameters: Sequence[Parameter]) -> Iterator[str]:
    """Suggest an environment with the parameters that have a list of allowed values: they decide conditions."""
    choices = {one.name: one.allowed for one in parameters if one.allowed and not one.hidden}
    yield "# [environments.prod]"
    yield '# parameters = {Stage = "prod"}   # values that are given decide conditions; defaults do not'
    for name, allowed in sorted(choices.items()):
        yield f"#   {name}: {', '.join(allowed)}"
    yield ""


def _names(groups: Sequence[Sequence[str]]) -> list[str]:
    """Name each architecture after the folder of its first root, after its file where folders repeat."""
    folders = [PurePosixPath(roots[0]).parent.name or PurePosixPath(roots[0]).stem for roots in groups]
    return [
        folder if folders.count(folder) == 1 else _path_name(roots[0])
        for folder, roots in zip(folders, groups, strict=True)
    ]


def _path_name(root: str) -> str:
    path = PurePosixPath(root)
    return path.with_suffix("").as_posix() if path.name != root else path.stem
