"""The mapping data, read service by service when a type of it is met."""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import orjson

from buttress.sources.terraform.mapping.awscc import PREFIX, awscc_entry
from buttress.sources.terraform.mapping.entry import Entry, entry_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(slots=True)
class Catalogue:
    """Gives what is known about a type; `services` gives the service of each type, `read` the data of a service."""

    services: Mapping[str, str]
    read: Callable[[str], Mapping[str, Any]]
    _documents: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    _entries: dict[str, Entry | None] = field(default_factory=dict)

    def entry(self, terraform_type: str) -> Entry | None:
        """Give what is known about a type, None where it is not mapped."""
        if terraform_type not in self._entries:
            data = self._data(terraform_type)
            own = None if data is None else entry_of(data)
            generic = awscc_entry(terraform_type) if terraform_type.startswith(PREFIX) else None
            self._entries[terraform_type] = own or generic
        return self._entries[terraform_type]

    def _data(self, terraform_type: str) -> Mapping[str, Any] | None:
        service = self.services.get(terraform_type)
        if service is None:
            return None
        if service not in self._documents:
            self._documents[service] = self.read(service)
        found: Mapping[str, Any] | None = self._documents[service].get(terraform_type)
        return found


def of_documents(documents: Mapping[str, Mapping[str, Any]]) -> Catalogue:
    """Make a catalogue of the data of some services, as they are written."""
    services = {name: service for service, document in documents.items() for name in document}
    return Catalogue(services, lambda service: documents[service])


@functools.cache
def catalogue() -> Catalogue:
    """Give the catalogue that comes with Buttress, in the form that `scripts/compile_mapping.py` makes of the data."""
    folder = files("buttress.sources.terraform.mapping").joinpath("compiled")
    services: dict[str, str] = orjson.loads(folder.joinpath("index.json").read_bytes())

    def read(service: str) -> Mapping[str, Any]:
        document: dict[str, Any] = orjson.loads(folder.joinpath(f"{service}.json").read_bytes())
        return document

    return Catalogue(services, read)
