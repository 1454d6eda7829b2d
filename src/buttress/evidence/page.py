"""Reads the Markdown page beside a check: what it tells people, and the templates in it that are its tests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal, cast

from buttress.evidence.prose import Block, PageError, Prose, parted, text_of_page
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from buttress.evidence.verdict import State

FenceKind = Literal["example", "fixed"]

Language = Literal["yaml", "hcl"]

KINDS: Final[dict[str, tuple[Language, FenceKind]]] = {
    "yaml": ("yaml", "example"),
    "yaml fixed": ("yaml", "fixed"),
    "hcl": ("hcl", "example"),
    "hcl fixed": ("hcl", "fixed"),
}
FILES: Final = "text files"
SECTIONS: Final = (
    "AWSTemplateFormatVersion:", "Conditions:", "Description:", "Globals:", "Mappings:", "Metadata:", "Outputs:",
    "Parameters:", "Resources:", "Rules:", "Transform:",
)  # fmt: skip
"""What a whole template begins with."""

NOTHING_TO_DO: Final = "Nothing to do: "
"""How *Fix* begins where AWS's own design decides, so that no template could show a gap."""

WRAP: Final = "Resources:\n"

_MARKS = re.compile(r"(?:^|\s)#\s+((?:workload:\s*)?(?:gap|met|not_applicable|unknown|at)(?::.*|\s+#\s.*|\s*)$)")
_MARK = re.compile(r"(workload:\s*)?(gap|met|not_applicable|unknown|at)(?::\s*(.*))?")
_KEY = re.compile(r"( *)([A-Za-z0-9]+):")
_BLOCK = re.compile(r'resource\s+"([^"]+)"\s+"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Expectation:
    """Says what a fence expects of its check: a verdict, the line that its evidence cites, and whose verdict it is.

    Lines are of the page. `reason` is a part of the evidence's reason, or empty; `resource` is the logical id where the
    mark stands on a resource's own line, else empty; `cited` is 0 where the place is not compared (a verdict on the
    workload).
    """

    state: State
    reason: str
    line: int
    cited: int
    resource: str = ""


@dataclass(frozen=True, slots=True)
class Fence:
    """Holds a template of a page: CloudFormation or SAM as YAML, or Terraform as HCL.

    `first_line` is the page's line of its first line; `files` are the paths listed before it, None where none are.
    """

    kind: FenceKind
    text: str
    first_line: int
    expectations: tuple[Expectation, ...]
    files: tuple[str, ...] | None = None
    language: Language = "yaml"

    @property
    def whole(self) -> bool:
        """Say whether it is a whole template, and not a map of resources."""
        return self.language == "hcl" or _is_whole(self.text)

    @property
    def template(self) -> str:
        """Give the template to read: the text itself, or its resources below `Resources:`."""
        if self.whole:
            return self.text
        return WRAP + "".join(f"  {line}" if line.strip() else line for line in self.text.splitlines(keepends=True))

    def page_line(self, line: int) -> int:
        """Give the page's line of a line of `template`."""
        return self.first_line + line - (1 if self.whole else 2)


@dataclass(frozen=True, slots=True)
class Page(Prose):
    """Holds a check's page: its three sections as Markdown without the templates, and the templates in order."""

    file: str
    fences: tuple[Fence, ...]


def read_page(path: Path, shown: str = "") -> Page:
    """Read a check's page; raises `PageError` where it is absent or not as a page should be."""
    file = shown or path.name
    return page_of(text_of_page(path, file), file)


def page_of(text: str, file: str) -> Page:
    """Parse a page; raises `PageError`, with the file and line, where it is not as a page should be."""
    prose, blocks = parted(text, file)
    fences = tuple(_fences(blocks, file))
    states = {expectation.state for fence in fences for expectation in fence.expectations}
    if "met" not in states or not (states & {"gap", "unknown"} or prose.fix.startswith(NOTHING_TO_DO)):
        message = "a page shows at least one met and one gap, or an unknown where an absence alone is never a gap."
        raise PageError(file, 1, message)
    return Page(prose.why, prose.fix, prose.limits, file, fences)


def _fences(blocks: list[Block], file: str) -> Iterator[Fence]:
    files: tuple[str, ...] | None = None
    for block in blocks:
        if block.info == FILES:
            files = tuple(line.strip() for line in block.lines if line.strip())
            continue
        known = KINDS.get(block.info)
        if known is None:
            raise PageError(
                file,
                block.first_line - 1,
                f"a block of {block.info!r} is not known; there are {', '.join(KINDS)} and {FILES}.",
            )
        language, kind = known
        text = "\n".join(block.lines) + "\n"
        yield Fence(kind, text, block.first_line, _expectations(block, file), files, language)
        files = None


@dataclass(frozen=True, slots=True)
class _Mark:
    word: str
    reason: str
    index: int
    of_workload: bool


def _expectations(block: Block, file: str) -> tuple[Expectation, ...]:
    marks = [mark for index, line in enumerate(block.lines) for mark in _marks(index, line)]
    verdicts = [mark for mark in marks if mark.word != "at"]
    if not verdicts:
        raise PageError(
            file,
            block.first_line,
            "this template expects nothing; a line of it says `# gap`, `# met`, `# not_applicable` or `# unknown`.",
        )
    owners = _key_lines(block)
    cited: dict[_Mark, int] = {}
    for mark in marks:
        if mark.word == "at":
            owner = _owner_of(mark, verdicts, cited, owners, block)
            if owner is None:
                raise PageError(file, block.first_line + mark.index, "this `# at` belongs to no verdict.")
            cited[owner] = mark.index
    return tuple(_expectation(mark, cited.get(mark, mark.index), owners, block) for mark in verdicts)


def _expectation(mark: _Mark, cited: int, owners: dict[int, str], block: Block) -> Expectation:
    line = block.first_line + mark.index
    state = cast("State", mark.word)
    place = 0 if mark.of_workload else block.first_line + cited
    return Expectation(state, mark.reason, line, place, "" if cited == mark.index else owners.get(mark.index, ""))


def _marks(index: int, line: str) -> Iterator[_Mark]:
    """Give the marks of a line; one that speaks of several verdicts parts them by ` # `."""
    found = _MARKS.search(line)
    for piece in re.split(r"\s#\s+", found.group(1)) if found else ():
        parts = _MARK.fullmatch(piece.strip())
        if parts:
            yield _Mark(parts[2], (parts[3] or "").strip(), index, bool(parts[1]))


def _owner_of(
    at: _Mark, verdicts: list[_Mark], cited: dict[_Mark, int], owners: dict[int, str], block: Block
) -> _Mark | None:
    """Find whose an `# at` is: the resource's that it names, else the innermost around, the last before, the next."""
    free = [mark for mark in verdicts if mark not in cited]
    if at.reason:
        return next((mark for mark in free if owners.get(mark.index) == at.reason), None)
    before = [mark for mark in free if mark.index < at.index]
    around = [mark for mark in before if _encloses(mark.index, at.index, block.lines)]
    return next(reversed(around or before or free[:1]), None)


def _encloses(outer: int, inner: int, lines: tuple[str, ...]) -> bool:
    return all(_indent(line) > _indent(lines[outer]) for line in lines[outer + 1 : inner + 1] if line.strip())


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _key_lines(block: Block) -> dict[int, str]:
    """Give the logical ids by the line of their key, or the addresses by the line of their block."""
    if block.info.startswith("hcl"):
        headers = ((index, _BLOCK.match(line)) for index, line in enumerate(block.lines))
        return {index: f"{header[1]}.{header[2]}" for index, header in headers if header}
    whole = _is_whole("\n".join(block.lines))
    inside = not whole
    found: dict[int, str] = {}
    for index, line in enumerate(block.lines):
        if whole and line[:1].strip() not in ("", "#"):
            inside = line.startswith("Resources:")
        key = _KEY.match(line)
        if inside and key and len(key[1]) == (2 if whole else 0):
            found[index] = key[2]
    return found


def _is_whole(text: str) -> bool:
    first = next((line for line in text.splitlines() if line.strip() and not line.startswith("#")), "")
    return first.startswith(SECTIONS)
