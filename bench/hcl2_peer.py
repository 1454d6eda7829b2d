"""Parses every Terraform file of a folder with python-hcl2, for the comparison in `run.py`.

It runs in the environment of the peers. The package only parses: nothing is evaluated, and nothing is judged.
"""

from __future__ import annotations

import sys
from pathlib import Path

import hcl2
from lark.exceptions import LarkError


def main(folder: Path) -> None:
    """Print how many files were parsed, and how many were refused."""
    parsed = refused = 0
    for path in sorted(folder.rglob("*.tf")):
        try:
            hcl2.loads(path.read_text(encoding="utf-8"))
        except LarkError:
            refused += 1
        else:
            parsed += 1
    print(f"{parsed} files parsed, {refused} refused")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
