"""Validates every template of a folder with cloudformation-validate, for the comparison in `run.py`.

It runs in the environment of the peers. The package has no command of its own, so this is the shortest fair use of it:
one engine, made once, judges each file by all of its own rules and with default settings, as its documentation advises.
A template that it cannot parse is not an exception there but a report whose status says so.
"""

from __future__ import annotations

import sys
from pathlib import Path

from cloudformation_validate import CompositeEngine, ReportStatus


def main(folder: Path) -> None:
    """Print how many templates were validated, how many of them not in full, and how much was said about them."""
    engine = CompositeEngine()
    reports = [engine.validate_template(path) for path in sorted(folder.iterdir())]
    partial = sum(report.status is not ReportStatus.OK for report in reports)
    said = sum(len(report.diagnostics) for report in reports)
    print(f"{len(reports)} templates, {partial} of them not read in full, {said} diagnostics")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
