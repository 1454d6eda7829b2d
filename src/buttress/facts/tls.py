"""The lowest TLS version that each security policy of AWS accepts."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal, cast

from buttress.facts.table import FOLDER, Row, index, read_table
from buttress.records import dataclass

Service = Literal["apigateway", "cloudfront", "elb", "opensearch"]

_COLUMNS: Final = ("service", "policy", "lowest")
_SERVICES: Final = ("apigateway", "cloudfront", "elb", "opensearch")
_LOWEST: Final = {"SSLv3": (0, 0), "1.0": (1, 0), "1.1": (1, 1), "1.2": (1, 2), "1.3": (1, 3)}

Policies = Mapping[tuple[str, str], "TlsPolicy"]


@dataclass(frozen=True, slots=True)
class TlsPolicy:
    """A security policy by its name."""

    service: Service
    name: str
    lowest: tuple[int, int]
    """The lowest version accepted, comparable: (1, 2) is TLS 1.2, (0, 0) is SSL 3."""
    source: str
    as_of: date


def tls_policy(service: Service, name: str) -> TlsPolicy | None:
    """Give what is known of a security policy, or None when it is not known."""
    return _policies().get((service, name))


def read_policies(path: Path) -> Policies:
    """Read a table of security policies by service and name; raises FactsError when a row is malformed."""
    return index(read_table(path, _COLUMNS), lambda row: (row.text("service"), row.text("policy")), _policy)


@cache
def _policies() -> Policies:
    return read_policies(FOLDER / "tls_policies.tsv")


def _policy(row: Row) -> TlsPolicy:
    return TlsPolicy(
        service=cast("Service", row.one_of("service", _SERVICES)),
        name=row.text("policy"),
        lowest=_LOWEST[row.one_of("lowest", _LOWEST)],
        source=row.source,
        as_of=row.as_of,
    )
