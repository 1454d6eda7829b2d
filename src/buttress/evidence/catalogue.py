"""Finds checks by their place: a folder for each service, two files for each check."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from pathlib import Path
from typing import TYPE_CHECKING

from buttress.evidence.check import WORKLOAD, Check

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType


def service_of(resource_type: str) -> str:
    """Give the folder that serves a type: `AWS::Lambda::Function` is served by `lambda`."""
    parts = resource_type.split("::")
    return parts[1].lower() if len(parts) > 1 else resource_type


@functools.cache
def services(package: ModuleType) -> tuple[str, ...]:
    """Give the names of the service folders of a catalogue package."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(package.__path__) if found.ispkg))


@functools.cache
def ids_of(package: ModuleType) -> tuple[str, ...]:
    """Give the ids of all checks of a catalogue package by the names of their files, without importing them."""
    folder = Path(package.__path__[0])
    paths = (path for service in services(package) for path in (folder / service).glob("*.py"))
    return tuple(
        sorted(f"{path.parent.name}-{path.stem}".replace("_", "-") for path in paths if path.stem != "__init__")
    )


def checks_of(package: ModuleType, types: Iterable[str]) -> tuple[Check, ...]:
    """Import and give the checks of the services of some types, and those of the workload, in order of their ids."""
    return _checks_of(package, frozenset((WORKLOAD, *(service_of(name) for name in types))))


@functools.cache
def _checks_of(package: ModuleType, wanted: frozenset[str]) -> tuple[Check, ...]:
    found = [check for service in services(package) if service in wanted for check in checks_in(package, service)]
    return tuple(sorted(found, key=lambda check: check.id))


def every_check(package: ModuleType) -> tuple[Check, ...]:
    """Import and give all checks of a catalogue package, in order of their ids."""
    return tuple(
        sorted((check for name in services(package) for check in checks_in(package, name)), key=lambda check: check.id)
    )


@functools.cache
def checks_in(package: ModuleType, service: str) -> tuple[Check, ...]:
    """Import and give the checks of one service folder."""
    folder = Path(package.__path__[0]) / service
    names = sorted(path.stem for path in folder.glob("*.py") if path.stem != "__init__")
    return tuple(_check_in(importlib.import_module(f"{package.__name__}.{service}.{name}")) for name in names)


def _check_in(module: ModuleType) -> Check:
    declared = [value for value in vars(module).values() if isinstance(value, Check)]
    if len(declared) != 1:
        raise TypeError(f"{module.__name__} declares {len(declared)} checks; a module of the catalogue declares one.")
    return declared[0]
