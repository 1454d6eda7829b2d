"""Reads a YAML document entry by entry, so that a wrong one is named with its line."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NoReturn, TypeVar

import yaml

from buttress.lenses.errors import LensError
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True)
class Entry:
    """Reads one map of a document; every refusal is a LensError with file, line and column."""

    node: yaml.MappingNode
    file: str

    def text(self, key: str, *, exact: bool = False) -> str:
        """Give the text of a key that must be there and not be empty; `exact` takes it as it is, even if empty."""
        value = self._needed(key)
        if not isinstance(value, yaml.ScalarNode) or not (exact or value.value.strip()):
            self.refuse(f"{key} must be text that is not empty", value)
        return str(value.value) if exact else str(value.value).strip()

    def word(self, key: str, allowed: Iterable[Word]) -> Word:
        """Give the text of a key that must be one of some words."""
        value, words = self.text(key), tuple(allowed)
        found = next((word for word in words if word == value), None)
        if found is None:
            self.refuse(f"{key} is {value!r}; write one of {', '.join(words)}", self.get(key))
        return found

    def texts(self, key: str) -> tuple[str, ...]:
        """Give the texts of a list; empty where the key is absent."""
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, yaml.SequenceNode) or any(not isinstance(v, yaml.ScalarNode) for v in value.value):
            self.refuse(f"{key} must be a list of texts", value)
        return tuple(item.value for item in value.value)

    def entry(self, key: str) -> Entry:
        """Give the map under a key that must be there."""
        return self._map(self._needed(key), key)

    def entries(self, key: str) -> tuple[Entry, ...]:
        """Give the maps of a list; empty where the key is absent."""
        value = self.get(key)
        if value is None:
            return ()
        if not isinstance(value, yaml.SequenceNode):
            self.refuse(f"{key} must be a list", value)
        return tuple(self._map(item, key) for item in value.value)

    def get(self, key: str) -> yaml.Node | None:
        """Give the node of a key, or None."""
        for name, value in self.node.value:
            if name.value == key:
                return value  # type: ignore[no-any-return]  # PyYAML types the children of a node as Any
        return None

    def has_only(self, *keys: str) -> None:
        """Refuse a key that is none of these."""
        for name, _ in self.node.value:
            if name.value not in keys:
                close = get_close_matches(str(name.value), keys, n=1)
                meant = f"did you mean {close[0]}?" if close else f"it can hold {', '.join(keys)}."
                self.refuse(f"nothing here is called {name.value!r}; {meant}", name)

    def refuse(self, what: str, node: yaml.Node | None = None) -> NoReturn:
        """Raise a LensError at a node, by default at the entry itself."""
        mark = (node or self.node).start_mark
        end = "" if what.endswith(("?", ".")) else "."
        raise LensError(f"{self.file}:{mark.line + 1}:{mark.column + 1}: {what}{end}")

    def _needed(self, key: str) -> yaml.Node:
        value = self.get(key)
        if value is None:
            self.refuse(f"{key} is missing")
        return value

    def _map(self, node: yaml.Node, key: str) -> Entry:
        if not isinstance(node, yaml.MappingNode):
            self.refuse(f"{key} must hold maps, each with its keys", node)
        return Entry(node, self.file)


def read_entry(path: Path) -> Entry:
    """Read a YAML document that is a map; raises LensError when it is not there, is none, or is no YAML."""
    name = f"{path.parent.name}/{path.name}"
    try:
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except FileNotFoundError as error:
        raise LensError(f"{name}: `pillars` in lens.yaml names it, and it is not there.") from error
    except yaml.YAMLError as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        place = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark is not None else name
        raise LensError(f"{place}: this is no YAML: {getattr(error, 'problem', None) or error}.") from error
    if not isinstance(node, yaml.MappingNode):
        raise LensError(f"{name}:1:1: a lens document is a map with the keys lens, pillar and questions.")
    return Entry(node, name)
