"""Places in the files of a work tree, as SARIF has them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class Places:
    """Names files relative to the top of the work tree, which the review stands in at `prefix`."""

    BASE: ClassVar[str] = "%SRCROOT%"
    prefix: str
    files: tuple[str, ...]

    def uri(self, file: str) -> str:
        """Give the URI of a file, relative to the top."""
        return quote(f"{self.prefix}/{file}" if self.prefix else file, errors="replace")

    def artifacts(self) -> list[dict[str, Any]]:
        """Give the files that were looked at."""
        return [{"location": {"uri": self.uri(file), "uriBaseId": self.BASE}} for file in self.files]

    def place(self, file: str, line: int, column: int, end_line: int) -> dict[str, Any]:
        """Give a place; the whole file where there is no line."""
        artifact: dict[str, Any] = {"uri": self.uri(file), "uriBaseId": self.BASE}
        if file in self._index:
            artifact["index"] = self._index[file]
        if not line:
            return {"artifactLocation": artifact}
        region = {"startLine": line, "startColumn": max(column, 1), "endLine": max(end_line, line)}
        return {"artifactLocation": artifact, "region": region}

    @cached_property
    def _index(self) -> Mapping[str, int]:
        return {file: number for number, file in enumerate(self.files)}
