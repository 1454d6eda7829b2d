"""How long Lambda takes to start an execution environment, as measured by others."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from statistics import median
from typing import Final, Literal

from buttress.facts.table import FOLDER, Row, read_table
from buttress.records import dataclass

_COLUMNS: Final = ("runtime", "package", "memory_mb", "arch", "n", "median_ms", "min_ms", "max_ms")

FAMILIES: Final[Mapping[str, tuple[str, ...]]] = {
    "dotnet": ("dotnet10", "dotnet8"),
    "go": ("go (prov.al2023)",),
    "java": ("java25", "java21"),
    "nodejs": ("nodejs24.x", "nodejs22.x"),
    "provided": ("go (prov.al2023)", "rust (prov.al2023)"),
    "python": ("python3.14", "python3.13"),
    "ruby": ("ruby3.4", "ruby3.3"),
    "rust": ("rust (prov.al2023)",),
}
"""The measured runtimes that speak for a family: the two newest, or for `provided` the two usual languages."""


@dataclass(frozen=True, slots=True)
class ColdStart:
    """The starts that were measured of one runtime, with one way of packing and one size."""

    runtime: str
    package: str
    memory_mb: int
    arch: str
    median_ms: float
    source: str
    as_of: date


def cold_start_ms(runtime_family: str, memory_mb: float, *, package: Literal["image", "zip"] = "zip") -> float | None:
    """Give the median init time of a hello-world function in milliseconds, or None when nobody measured the family.

    The median is over both processor architectures and the runtimes that speak for the family, at the measured size
    (128, 256, 512 or 1,024 MB) nearest to `memory_mb`, the smaller of two. Code and libraries of one's own come on
    top: this is a lower bound. Source: maxday/lambda-perf.
    """
    speakers = FAMILIES.get(runtime_family, ())
    measured = [start for start in _cold_starts() if start.runtime in speakers and start.package == package]
    if not measured:
        return None
    size = _nearest((start.memory_mb for start in measured), memory_mb)
    return median(start.median_ms for start in measured if start.memory_mb == size)


def read_cold_starts(path: Path) -> tuple[ColdStart, ...]:
    """Read a table of measured starts; raises FactsError when a row is malformed."""
    return tuple(_cold_start(row) for row in read_table(path, _COLUMNS))


@cache
def _cold_starts() -> tuple[ColdStart, ...]:
    return read_cold_starts(FOLDER / "lambda_cold_starts.tsv")


def _cold_start(row: Row) -> ColdStart:
    return ColdStart(
        runtime=row.text("runtime"),
        package=row.text("package"),
        memory_mb=int(row.number("memory_mb")),
        arch=row.text("arch"),
        median_ms=row.number("median_ms"),
        source=row.source,
        as_of=row.as_of,
    )


def _nearest(sizes: Iterable[int], wanted: float) -> int:
    return min(sorted(set(sizes)), key=lambda size: abs(size - wanted))
