"""AWS's managed policies that allow far more than one workload needs."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, Literal, cast

from buttress.facts.dates import AS_OF
from buttress.facts.table import FOLDER, Row, index, read_table
from buttress.records import dataclass

Level = Literal["administrator", "broad", "service-wide"]

_COLUMNS: Final = ("path", "level", "why")
_LEVELS: Final = ("administrator", "broad")
_ARN: Final = re.compile(r"arn:aws[\w-]*:iam::aws:policy/(?P<path>.+)")
_SERVICE_WIDE: Final = re.compile(r"[\w/-]*_?Full_?Access(?:_v\d+|V\d+)?")
_NAMING: Final = "https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html"


@dataclass(frozen=True, slots=True)
class ManagedPolicy:
    """A managed policy of AWS, and how far it reaches."""

    name: str
    path: str
    """The part of the ARN after `policy/`, such as `job-function/DatabaseAdministrator`."""
    level: Level
    """`administrator`: everything, or the means to get it; `broad`: many services; `service-wide`: all of one."""
    why: str
    source: str
    as_of: date


def managed_policy(arn: str) -> ManagedPolicy | None:
    """Give how far a managed policy of AWS reaches, or None when it is not known to reach too far.

    The few that reach beyond one service are listed. Those that allow everything in one service are recognised by
    AWS's naming: a name that ends in `FullAccess` or `Full_Access`, perhaps with a version after it
    (`AmazonS3FullAccess`, `AWSLambda_FullAccess`, `AmazonCognitoFullAccess_v2`). Text that is not the ARN of a policy
    owned by AWS gives None.
    """
    match = _ARN.fullmatch(arn)
    if match is None:
        return None
    path = match["path"]
    return _policies().get(path) or (_service_wide(path) if _SERVICE_WIDE.fullmatch(path) else None)


def read_policies(path: Path) -> Mapping[str, ManagedPolicy]:
    """Read a table of managed policies by the path of their ARN; raises FactsError when a row is malformed."""
    return index(read_table(path, _COLUMNS), lambda row: row.text("path"), _policy)


@cache
def _policies() -> Mapping[str, ManagedPolicy]:
    return read_policies(FOLDER / "managed_policies.tsv")


def _policy(row: Row) -> ManagedPolicy:
    path = row.text("path")
    return ManagedPolicy(
        name=_name(path),
        path=path,
        level=cast("Level", row.one_of("level", _LEVELS)),
        why=row.text("why"),
        source=row.source,
        as_of=row.as_of,
    )


def _service_wide(path: str) -> ManagedPolicy:
    return ManagedPolicy(
        name=_name(path),
        path=path,
        level="service-wide",
        why="allows every action of its service, on every resource",
        source=_NAMING,
        as_of=AS_OF,
    )


def _name(path: str) -> str:
    return path.rsplit("/", maxsplit=1)[-1]
