"""Opens a lens wherever it is: one that comes with Buttress, a folder in our format, or a JSON file of AWS's format."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import orjson
import yaml

from buttress.lenses.custom.compiling import compile_lens
from buttress.lenses.custom.values import ValueRefused, lens_of, value_of
from buttress.lenses.entry import read_entry
from buttress.lenses.errors import LensError
from buttress.records import dataclass

if TYPE_CHECKING:
    from buttress.lenses.custom.model import CustomLens
    from buttress.lenses.custom.values import Path as JsonPath

DATA: Final = Path(__file__).parent.parent / "data"
OURS: Final = ("wellarchitected", "serverless")
MOST_BYTES: Final = 10_000_000
"""A larger file is no lens: AWS takes 500 KB."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Holds a lens, where it came from (a folder or a file), and what its JSON does not say of its documents."""

    lens: CustomLens
    source: Path
    left_out: tuple[str, ...] = ()

    @property
    def value(self) -> dict[str, Any]:
        """Give the JSON values."""
        return value_of(self.lens)

    def place(self, path: JsonPath) -> str:
        """Give the file, line and column of something in the JSON; the deepest place that can be told."""
        if self.source.is_dir():
            return self._place_in_folder(path)
        node = _composed(self.source)
        return _place(self.source.name, node, path) if node is not None else self.source.name

    def _place_in_folder(self, path: JsonPath) -> str:
        if path[:1] != ("pillars",) or len(path) < 2:  # noqa: PLR2004 - the list of pillars stands in lens.yaml
            return _place("lens.yaml", read_entry(self.source / "lens.yaml").node, path)
        name = f"{read_entry(self.source / 'lens.yaml').texts('pillars')[int(path[1])]}.yaml"
        node = read_entry(self.source / name).node
        return _place(name, node, path[2:] if len(path) > 2 and path[2] == "questions" else ("pillar", *path[2:]))  # noqa: PLR2004


def open_lens(name: str) -> Opened:
    """Open a lens by its id, its folder, or its JSON file; raises LensError, which says what and where."""
    source = DATA / name if name in OURS else Path(name)
    if source.is_dir():
        compiled = compile_lens(source)
        try:
            return Opened(lens_of(compiled.value), source, compiled.left_out)
        except ValueRefused as error:
            raise LensError(f"{source.name}: {_shown(error.path)}: {error}.") from error
    if not source.is_file():
        raise LensError(f"{name}: there is no such folder or file, and no lens of that id ({', '.join(OURS)}).")
    return Opened(_read(source), source)


def _read(source: Path) -> CustomLens:
    if source.stat().st_size > MOST_BYTES:
        raise LensError(f"{source.name}: this has more than {MOST_BYTES:,} bytes, and AWS takes a lens of 500,000.")
    data = source.read_bytes()
    try:
        value = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        raise LensError(f"{source.name}:{error.lineno}:{error.colno}: this is no JSON: {error.msg}.") from error
    try:
        return lens_of(value)
    except ValueRefused as error:
        node = _composed(source)
        place = _place(source.name, node, error.path) if node is not None else source.name
        raise LensError(f"{place}: {_shown(error.path)}: {error}.") from error


def _composed(source: Path) -> yaml.Node | None:
    """Give the nodes of a JSON file by their places; None where its white space is none for YAML (tabs)."""
    try:
        node: yaml.Node | None = yaml.compose(source.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        return None
    return node


def _place(file: str, node: yaml.Node, path: JsonPath) -> str:
    """Walk as far down as the nodes go."""
    mark = node.start_mark
    for step in path:
        child = _child(node, step)
        if child is None:
            break
        mark, node = child
    return f"{file}:{mark.line + 1}:{mark.column + 1}"


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark, node.value[step]
    if isinstance(node, yaml.MappingNode):
        return next(((key.start_mark, value) for key, value in node.value if key.value == step), None)
    return None


def _shown(path: JsonPath) -> str:
    """Write a path as one would in JavaScript: pillars[0].questions[2].id."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return text.removeprefix(".") or "the lens"
