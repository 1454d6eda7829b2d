"""Reads the mapping data as people write it, one YAML document for each service, and says what is wrong with it.

A review reads the compiled form instead (`catalogue`); `scripts/compile_mapping.py` and the tests read this one.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from buttress.sources.terraform.mapping.conversions import CONVERSIONS
from buttress.sources.terraform.mapping.entry import entry_of
from buttress.sources.terraform.mapping.shape import steps_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

SECTIONS: Final = frozenset(
    {
        "alone",
        "attributes",
        "beside",
        "body",
        "cannot",
        "constants",
        "defaults",
        "exports",
        "folds",
        "none",
        "read",
        "splits",
        "type",
        "value",
    }
)
MAPS: Final = ("attributes", "body", "cannot", "constants", "defaults", "exports")
IN_A_KIND: Final = frozenset({"attributes", "body", "cannot", "constants", "defaults", "each", "type", "when"})
IN_A_FOLD: Final = frozenset(
    {"alone", "append", "attributes", "by", "constants", "defaults", "into", "only", "same", "under", "value"}
)
IN_AN_ATTRIBUTE: Final = frozenset({"absent", "as", "each", "else", "empty", "map", "only", "text", "to"})
WAYS: Final = frozenset({"as", "map", "text"})
STEP: Final = re.compile(r"\w+(\[\]|\[\w+=[^\]]+\])?")
UTILITIES: Final = ("archive_", "local_", "random_", "template_", "time_", "tls_")
"""How types of providers begin that make nothing in a cloud."""


def documents(folder: Path) -> dict[str, dict[str, Any]]:
    """Read the documents of a folder by the names of their services; raises ValueError naming all that is wrong."""
    found: dict[str, dict[str, Any]] = {}
    wrong: list[str] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            document = read_document(path.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            wrong.append(f"{path.name}: {error}")
            continue
        wrong += [f"{path.name}: {what}" for what in faults(document)]
        twice = {name for other in found.values() for name in other} & set(document)
        wrong += [f"{path.name}: {name} is in another document too" for name in sorted(twice)]
        found[path.stem] = document
    if wrong:
        raise ValueError("\n".join(wrong))
    return found


class _Loader(yaml.CSafeLoader):
    """Reads `on`, `off`, `yes` and `no` as the texts that they are among Terraform's values, as YAML 1.2 does."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"true|false"), ["t", "f"])


def read_document(text: str) -> dict[str, Any]:
    """Read the text of one document; raises `yaml.YAMLError` where it is none."""
    document: dict[str, Any] = _normal(yaml.load(text, Loader=_Loader)) or {}  # noqa: S506 - a safe loader
    return document


def _normal(value: Any) -> Any:  # noqa: ANN401 - YAML of any shape
    """Write keys as the tables have them: `true`, not True."""
    if isinstance(value, dict):
        return {_key(key): _normal(member) for key, member in value.items()}
    return [_normal(item) for item in value] if isinstance(value, list) else value


def _key(key: object) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)


def faults(document: object) -> Iterator[str]:
    """Say what is wrong with the document of a service; nothing where it is well formed."""
    if not isinstance(document, dict):
        yield "a document is a map of Terraform's types"
        return
    for name, data in document.items():
        for what in _faults_of_type(name, data):
            yield f"{name}: {what}"


def _faults_of_type(name: str, data: object) -> Iterator[str]:
    if not name.startswith(("aws_", *UTILITIES)):
        yield f"a type's name begins with aws_, or with {', '.join(UTILITIES)}"
    if not isinstance(data, dict):
        yield "a type has a map of sections"
        return
    yield from (f"{section} is no section" for section in sorted(set(data) - SECTIONS))
    yield from (f"{section} is no map" for section in MAPS if not isinstance(data.get(section, {}), dict))
    if not str(data.get("read", "")).startswith("https://"):
        yield "read names the page of the documentation"
    if not {"type", "splits", "folds", "none"} & set(data):
        yield "it has neither a type nor splits nor folds, nor says why it is none of the resources here"
    yield from _faults_of_splits(data.get("splits"), data)
    yield from _faults_of_folds(data.get("folds"))
    for beside in data.get("beside", ()):
        yield from (f"{section} is no section of what is beside" for section in sorted(set(beside) - IN_A_KIND))
        yield from _faults_of_attributes(beside)
    yield from _faults_of_attributes(data)
    yield from _does_not_build(data)


def _does_not_build(data: Mapping[str, Any]) -> Iterator[str]:
    try:
        entry_of(data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        yield f"it cannot be built: {error!r}"


def _faults_of_splits(splits: object, data: Mapping[str, Any]) -> Iterator[str]:
    if splits is None:
        return
    if "type" in data:
        yield "it has a type and splits"
    if isinstance(splits, dict) and "by" not in splits:
        yield "splits lack by"
    kinds = list(splits) if isinstance(splits, list) else []
    if isinstance(splits, dict):
        kinds = [kind for name, kind in splits.items() if name != "by"]
    for kind in kinds:
        if not isinstance(kind, dict) or "type" not in kind:
            yield "a split has a type"
            continue
        yield from (f"{section} is no section of a split" for section in sorted(set(kind) - IN_A_KIND))
        yield from _faults_of_attributes(kind)


def _faults_of_folds(folds: object) -> Iterator[str]:
    for fold in [folds] if isinstance(folds, dict) else folds if isinstance(folds, list) else ():
        yield from (f"a fold lacks {need}" for need in ("by", "into") if need not in fold)
        yield from (f"{section} is no section of a fold" for section in sorted(set(fold) - IN_A_FOLD))
        yield from _faults_of_attributes(fold)


def _faults_of_attributes(data: Mapping[str, Any]) -> Iterator[str]:
    for section in ("attributes", "body"):
        entries = data.get(section, {})
        for path, entry in entries.items() if isinstance(entries, dict) else ():
            for one in entry if isinstance(entry, list) else (entry,):
                for what in _faults_of_attribute(path, one):
                    yield f"{path}: {what}"


def _faults_of_attribute(path: str, entry: object) -> Iterator[str]:
    how = entry if isinstance(entry, dict) else {"to": entry}
    targets = how.get("to")
    if not (isinstance(targets, str) or (isinstance(targets, list) and targets)):
        yield "an attribute has a canonical path, or to with as, map or text"
        return
    yield from (f"{word} is no word of an attribute" for word in sorted(set(how) - IN_AN_ATTRIBUTE))
    if len(WAYS & set(how)) > 1:
        yield "it has more than one of as, map and text"
    if not _is_conversion(how.get("as", "")):
        yield f"{how['as']} is no conversion"
    yield from (f"{word} is no table" for word in ("map", "only") if not isinstance(how.get(word, {}), dict))
    if how.get("else", "same") != "same" or how.get("empty", "keep") != "keep":
        yield "else can be same, and empty keep"
    for target in [targets] if isinstance(targets, str) else targets:
        yield from _faults_of_target(path, target)


def _is_conversion(name: object) -> bool:
    if isinstance(name, dict):
        pair = name.get("key_value")
        return len(name) == 1 and isinstance(pair, list) and len(pair) == 2  # noqa: PLR2004 - a key's and a value's name
    return not name or name in CONVERSIONS


def _faults_of_target(path: str, target: str) -> Iterator[str]:
    if path.count("[]") > target.count("[]"):
        yield "it has more lists than what it goes to"
    if not all(STEP.fullmatch(step) for step in steps_of(target)):
        yield f"{target} is no canonical path"
