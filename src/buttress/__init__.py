"""Buttress reviews an AWS architecture the Well-Architected way, and shows the file and line behind what it says."""

from __future__ import annotations

from buttress.version import VERSION

TYPE_CHECKING = False  # as `typing` has it: importing that is half of what `buttress --version` takes

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping
    from pathlib import Path
    from typing import Any

    from buttress.application.review import Review

__version__ = VERSION

__all__ = ["__version__", "review"]


def review(
    *paths: Path | str,
    parameters: Mapping[str, str] | None = None,
    parameter_files: Iterable[Path | str] = (),
    today: datetime.date | None = None,
) -> Review:
    """Review the templates at some paths as one workload; see `buttress.wiring.review`."""
    from buttress import wiring

    return wiring.review(paths, parameters=parameters, parameter_files=parameter_files, today=today)


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Give the types of the public interface without importing them at start."""
    if name == "Review":
        from buttress.application.review import Review

        return Review
    raise AttributeError(f"module 'buttress' has no attribute {name!r}")
