"""Compiles the mapping data of Terraform into the files that Buttress loads; run it after a document was changed."""

import sys
from pathlib import Path
from typing import Final

import orjson

from buttress.sources.terraform.mapping.document import documents

PACKAGE: Final = Path("src/buttress/sources/terraform/mapping")
LEFT_OUT: Final = ("read", "cannot", "none")
"""What people read and a review does not."""


def compiled(folder: Path) -> dict[str, bytes]:
    """Give the compiled files of a folder of documents by their names; raises ValueError where one is malformed."""
    read = documents(folder)
    index = {name: service for service, document in read.items() for name in document}
    files = {"index.json": orjson.dumps(index, option=orjson.OPT_SORT_KEYS)}
    for service, document in read.items():
        kept = {
            name: {section: value for section, value in data.items() if section not in LEFT_OUT}
            for name, data in document.items()
        }
        files[f"{service}.json"] = orjson.dumps(kept)
    return files


def main() -> int:
    """Write the compiled files and say which changed."""
    target = PACKAGE / "compiled"
    target.mkdir(exist_ok=True)
    files = compiled(PACKAGE / "data")
    for path in target.glob("*.json"):
        if path.name not in files:
            path.unlink()
            print(f"{path}: removed")
    for name, new in sorted(files.items()):
        path = target / name
        old = path.read_bytes() if path.is_file() else b""
        path.write_bytes(new)
        if new != old:
            print(f"{path}: written, {len(new)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
