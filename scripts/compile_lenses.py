"""Compiles the lens documents into the file that Buttress loads; run it after a document was changed."""

import sys
from pathlib import Path
from typing import Final

from buttress.lenses.compiled import compiled
from buttress.lenses.conversation import compiled_guides
from buttress.lenses.document import read_guides, read_lens

PACKAGE: Final = Path("src/buttress/lenses")
LENSES: Final = ("wellarchitected", "serverless")


def lenses_json(folder: Path) -> bytes:
    """Give the compiled form of the lens documents in a folder; raises LensError where one is malformed."""
    return compiled(read_lens(folder / name) for name in LENSES)


def guides_json(folder: Path) -> bytes:
    """Give the compiled guides of the lens documents in a folder; raises LensError where a text is missing."""
    return compiled_guides(read_guides(folder / name) for name in LENSES)


def main() -> int:
    """Write `compiled.json` and `guides.json` beside the documents and say whether they changed."""
    data = PACKAGE / "data"
    for target, new in (
        (PACKAGE / "compiled.json", lenses_json(data)),
        (PACKAGE / "guides.json", guides_json(data)),
    ):
        old = target.read_bytes() if target.is_file() else b""
        target.write_bytes(new)
        print(f"{target}: {'unchanged' if new == old else 'written'}, {len(new)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
