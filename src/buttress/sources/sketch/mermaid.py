"""Reads Mermaid: flowcharts and architecture diagrams, in files of their own and in fences of Markdown.

Source: the syntax pages "Flowchart" and "Architecture" of Mermaid's documentation. What they do not need to say which
parts there are (styles, classes, clicks, directions) is passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Problem
from buttress.graph.node import SCALAR, Node
from buttress.sources.errors import SourceError
from buttress.sources.sketch.diagram import Diagram, Line, Shape, proposal_of
from buttress.sources.sketch.labels import ICON, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.sources.sketch.proposal import Proposal

FLOWCHART: Final = re.compile(r"(?:flowchart(?:-elk)?|graph)(?:\s|;|\Z)")
ARCHITECTURE: Final = re.compile(r"architecture(?:-beta)?\b")
PASSED_OVER: Final = ("style ", "classDef ", "class ", "click ", "linkStyle ", "direction ", "title ", "acc", "align ")
FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})\s*(\S*)")
MOST_LETTERS: Final = 4_000
"""How long a statement may be."""

NODE: Final = re.compile(
    r"""\s*([A-Za-z0-9_][\w.]*(?:-[\w.]+)*)               # the id
    (?:@\{([^}]*)\}                                        # its settings
      |\(\(\((.*?)\)\)\)|\(\((.*?)\)\)|\(\[(.*?)\]\)|\[\((.*?)\)\]|\[\[(.*?)\]\]
      |\{\{(.*?)\}\}|\[[/\\](.*?)[/\\]\]|\("(.*?)"\)|\["(.*?)"\]|\{"(.*?)"\}
      |\((.*?)\)|\[(.*?)\]|\{(.*?)\}|>(.*?)\])?
    (?::::[\w-]+)?\s*""",
    re.VERBOSE,
)
LINK: Final = re.compile(
    r"""(?:\w+@)?(<|[ox](?=[-=.]))?
    (?:--+\s+(?P<on>[^-|][^|]*?)\s+--+(?P<a>[>ox])?|-\.\s*(?P<dot>[^.|>-][^|]*?)\s*\.-+(?P<b>[>ox])?
      |==+\s+(?P<thick>[^=|][^|]*?)\s+==+(?P<c>[>ox])?
      |-\.+-(?P<d>[>ox])?|--+(?P<e>[>ox])?|==+(?P<f>[>ox])?|~~~+)
    (?:\s*\|(?P<bar>[^|]*)\|)?""",
    re.VERBOSE,
)
SUBGRAPH: Final = re.compile(r"(\S+?)\s*\[(.*)\]\s*\Z")
ARCHITECTURE_PART: Final = re.compile(
    r"(group|service|junction)\s+([\w-]+)\s*(?:\(([^)]*)\))?\s*(?:\[([^\]]*)\])?(?:\s+in\s+([\w-]+))?\s*\Z"
)
ARCHITECTURE_EDGE: Final = re.compile(
    r"([\w-]+)(?:\{group\})?(?::[LRTB])?\s*(<)?-(?:-|\[([^\]]*)\]-)(>)?\s*(?:[LRTB]:)?([\w-]+)(?:\{group\})?\s*\Z"
)


def read_mermaid(text: str, shown: str) -> Proposal:
    """Read a diagram; raises `SourceError` for one of another kind (a sequence, a state diagram)."""
    lines = text.splitlines()
    reader = _Reader(Diagram(shown, "Mermaid", _place(shown, 1)))
    if not reader.read(list(enumerate(lines, 1))):
        message = "this is no flowchart and no architecture diagram."
        raise SourceError(Problem(shown, 1, 1, message, "Others draw no architecture.", stops=True))
    return proposal_of(reader.diagram)


def read_markdown(text: str, shown: str) -> Proposal | None:
    """Read the diagrams of a page, None where it has none; the same part in two diagrams is one."""
    reader = _Reader(Diagram(shown, "Mermaid", _place(shown, 1)))
    found = [reader.read(lines) for lines in _fences(text)]
    return proposal_of(reader.diagram) if any(found) else None


def _fences(text: str) -> Iterator[list[tuple[int, str]]]:
    """Give the numbered lines of each fence of Mermaid."""
    fence, wanted = "", False
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        mark = FENCE.match(line)
        if not fence and mark:
            fence, wanted, lines = mark[1], mark[2].strip("{}.").lower() == "mermaid", []
        elif fence and mark and mark[1].startswith(fence) and not mark[2]:
            if wanted:
                yield lines
            fence = ""
        elif fence and wanted:
            lines.append((number, line))


@dataclass(slots=True)
class _Reader:
    """Reads the statements of diagrams into one drawing."""

    diagram: Diagram
    within: list[str] = field(default_factory=list)

    def read(self, lines: list[tuple[int, str]]) -> bool:
        """Read one diagram; False where it is of a kind that draws no architecture."""
        statements = list(_statements(lines))
        if not statements:
            return False
        self.within.clear()
        first = statements[0][1]
        if ARCHITECTURE.match(first):
            for number, statement in statements[1:]:
                self._architecture(statement, number)
            return True
        if not FLOWCHART.match(first):
            return False
        for number, statement in statements[1:]:
            self._flowchart(statement, number)
        return True

    def _flowchart(self, statement: str, number: int) -> None:
        if statement == "end":
            self.within = self.within[:-1]
        elif statement.startswith("subgraph"):
            self._subgraph(statement[8:].strip(), number)
        elif not statement.startswith(PASSED_OVER):
            self._chain(statement, number)

    def _subgraph(self, said: str, number: int) -> None:
        titled = SUBGRAPH.match(said)
        name, label = (titled[1], titled[2]) if titled else (said.strip('"'), said)
        name = name or f"subgraph {number}"
        self._add(name, label, "", number, container=True)
        self.within.append(name)

    def _chain(self, statement: str, number: int) -> None:
        """Read nodes joined by links: `a & b -->|words| c --> d`."""
        before: list[str] = []
        words, backwards = "", False
        place = 0
        while place < len(statement):
            group: list[str] = []
            while (node := NODE.match(statement, place)) is not None:
                group.append(self._node(node, number))
                place = node.end()
                if place >= len(statement) or statement[place] != "&":
                    break
                place += 1
            for one in before:
                for other in group:
                    ends = (other, one) if backwards else (one, other)
                    self.diagram.connect(Line(*ends, words, _place(self.diagram.file, number)))
            link = LINK.match(statement, place)
            if link is None or not group:
                return
            before, place = group, link.end()
            said = next((link[name] for name in ("on", "dot", "thick", "bar") if link[name]), "")
            words = words_of(said.strip().strip('"'))
            backwards = bool(link[1]) and not any(link[name] for name in "abcdef")

    def _node(self, node: re.Match[str], number: int) -> str:
        name, label = node[1], _label(node)
        settings = node[2] or ""
        icon = ICON.search(label) or ICON.search(settings)
        said = re.search(r"label:\s*\"([^\"]*)\"", settings)
        words = said[1] if said else ICON.sub("", label)
        if name not in self.diagram.shapes or label or settings:
            self._add(name, words or name, icon[0] if icon else "", number)
        return name

    def _architecture(self, statement: str, number: int) -> None:
        part = ARCHITECTURE_PART.match(statement)
        if part:
            kind, name, icon, label, inside = part.groups()
            known = icon if icon and ":" in icon else "internet" if icon == "internet" else ""
            self._add(name, label or name, known, number, container=kind == "group", inside=inside or "")
            return
        edge = ARCHITECTURE_EDGE.match(statement)
        if edge:
            source, left, label, right, target = edge.groups()
            ends = (target, source) if left and not right else (source, target)
            self.diagram.connect(Line(*ends, words_of(label or ""), _place(self.diagram.file, number)))

    def _add(  # noqa: PLR0913 - a shape: what it is and where
        self, name: str, label: str, icon: str, number: int, *, container: bool = False, inside: str | None = None
    ) -> None:
        known = self.diagram.shapes.get(name)
        parent = inside if inside is not None else self.within[-1] if self.within else known.parent if known else ""
        if parent == name:
            parent = ""
        place = known.place if known else _place(self.diagram.file, number)
        words = words_of(label.strip().strip('"'))
        self.diagram.add(Shape(name, words, icon, place, parent, container or bool(known and known.container)))


def _label(node: re.Match[str]) -> str:
    return next((part for part in node.groups()[2:] if part is not None), "").strip()


def _statements(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Give the statements with their lines, without front matter, comments and accessibility texts."""
    front = bool(lines) and lines[0][1].strip() == "---"
    for count, (number, line) in enumerate(lines):
        stripped = line.strip()
        if front:
            front = count == 0 or stripped != "---"
            continue
        if not stripped or stripped.startswith("%%") or len(stripped) > MOST_LETTERS:
            continue
        for statement in _parted(stripped):
            yield number, statement


def _parted(line: str) -> Iterator[str]:
    """Part a line at its semicolons, but for those in quotes and in entities such as `#quot;`."""
    parts = re.split(r";(?=(?:[^\"]*\"[^\"]*\")*[^\"]*\Z)(?<!#quot;)", line) if ";" in line else [line]
    return (part.strip() for part in parts if part.strip())


def _place(file: str, line: int) -> Node:
    return Node(SCALAR, "", file, line)
