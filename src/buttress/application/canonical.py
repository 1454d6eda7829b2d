"""The one form in which data is hashed and kept: JSON of its fields, with sorted keys."""

from __future__ import annotations

import hashlib
from dataclasses import fields, is_dataclass
from typing import Final

import orjson

OPTIONS: Final = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS


def canonical(value: object) -> bytes:
    """Give plain values and dataclasses as JSON with sorted keys: equal data gives equal bytes.

    Only fields count. (orjson by itself writes a dataclass's whole `__dict__`, where cached properties stand too, so
    that reading `Snapshot.by_key` would have changed a hash.) Reading the JSON and writing it again gives equal bytes.
    """
    return orjson.dumps(value, default=_fields, option=OPTIONS)


def digest_of(content: bytes) -> str:
    """Give the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def digest(value: object) -> str:
    """Give the SHA-256 of plain values and dataclasses, in hexadecimal: of their canonical form."""
    return digest_of(canonical(value))


def _fields(value: object) -> dict[str, object]:
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"{type(value).__name__} has no canonical form.")
    return {field.name: getattr(value, field.name) for field in fields(value)}
