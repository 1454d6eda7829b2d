"""Reads draw.io diagrams, plain and compressed, with all their pages.

Source: "Extracting the XML from mxfiles" of draw.io's documentation: a page's text is the model, URI-encoded, deflated
without header, in Base64. Shapes of AWS carry `resIcon`, `grIcon`, `prIcon` or `shape` in their style.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote
from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler

from defusedxml import DefusedXmlException  # type: ignore[import-untyped] # it comes without types
from defusedxml.sax import parseString  # type: ignore[import-untyped] # it comes without types

from buttress.graph.graph import Problem
from buttress.graph.node import SCALAR, Node
from buttress.sources.cloudformation.text import MOST_BYTES
from buttress.sources.errors import SourceError
from buttress.sources.sketch.diagram import Diagram, Line, Shape, proposal_of
from buttress.sources.sketch.labels import words_of
from buttress.sources.sketch.nesting import Frame, nested

if TYPE_CHECKING:
    from xml.sax.xmlreader import AttributesImpl

    from buttress.sources.sketch.proposal import Proposal

MOST_PAGES: Final = 100
MOST_CELLS: Final = 50_000
ICONS: Final = ("resIcon", "prIcon", "grIcon", "shape")
WRAPPERS: Final = ("object", "UserObject")


def read_drawio(text: str, shown: str) -> Proposal:
    """Read the text of a diagram; raises `SourceError` for what is no such XML, or too large when it is unpacked."""
    pages = _parsed(text, shown)
    diagram = Diagram(shown, "draw.io", _place(shown, 1))
    left = MOST_BYTES
    for number, page in enumerate(pages.pages):
        packed = "".join(page.text).strip()
        if packed and not page.cells:
            model = _unpacked(packed, shown, page.line, left)
            left -= len(model)
            inner = _parsed(model, shown, page.line)
            page.cells.extend(cell for each in inner.pages for cell in each.cells)
        _add_page(page, f"{number}/" if number else "", diagram)
    return proposal_of(diagram)


@dataclass(slots=True)
class Cell:
    """Holds one `mxCell`: its attributes, its line, and where it lies (x, y, width, height)."""

    attributes: dict[str, str]
    line: int
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)

    @property
    def style(self) -> dict[str, str]:
        """Give the style's settings."""
        pairs = (part.partition("=") for part in self.attributes.get("style", "").split(";"))
        return {name: value for name, _, value in pairs if name}


@dataclass(slots=True)
class Page:
    """Holds the cells of one page, or its text where they are compressed."""

    line: int
    cells: list[Cell] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class _Reader(ContentHandler):
    """Collects pages and cells with their lines."""

    def __init__(self, shown: str, line: int) -> None:
        super().__init__()
        self.shown = shown
        self.fixed = line
        self.pages: list[Page] = []
        self.wrapper: dict[str, str] | None = None
        self.cells = 0
        self.lines: Any = None

    def setDocumentLocator(self, locator: Any) -> None:  # noqa: N802, ANN401 - SAX's name and type
        """Keep what tells the lines."""
        self.lines = locator

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 - SAX's name
        """Take a page, a cell, what wraps a cell, or a cell's place."""
        line = self.fixed or self.lines.getLineNumber()
        if name == "diagram" or (name == "mxGraphModel" and not self.pages):
            self.pages.append(Page(line))
        if name in WRAPPERS:
            self.wrapper = dict(attrs.items())
        elif name == "mxCell" and self.pages:
            self._cell(dict(attrs.items()), line)
        elif name == "mxGeometry" and self.pages and self.pages[-1].cells:
            self.pages[-1].cells[-1].box = _box(attrs)

    def endElement(self, name: str) -> None:  # noqa: N802 - SAX's name
        """Leave what wraps a cell."""
        if name in WRAPPERS:
            self.wrapper = None

    def characters(self, content: str) -> None:
        """Keep the text of a page."""
        if self.pages and content.strip():
            self.pages[-1].text.append(content)

    def _cell(self, attributes: dict[str, str], line: int) -> None:
        self.cells += 1
        if self.cells > MOST_CELLS or len(self.pages) > MOST_PAGES:
            raise SourceError(
                Problem(self.shown, line, 1, "the diagram has too many pages or cells to be read.", stops=True)
            )
        if self.wrapper is not None:
            attributes = {**attributes, "id": self.wrapper.get("id", ""), "value": self.wrapper.get("label", "")}
        self.pages[-1].cells.append(Cell(attributes, line))


def _parsed(text: str, shown: str, line: int = 0) -> _Reader:
    """Read XML; `line` is where all of it stands when it was unpacked, 0 where its own lines count."""
    reader = _Reader(shown, line)
    try:
        parseString(text.encode(), reader, forbid_dtd=True)
    except DefusedXmlException as error:
        message = f"the diagram declares document types or entities, which none needs ({type(error).__name__})."
        raise SourceError(Problem(shown, line or 1, 1, message, "Save it again with draw.io.", stops=True)) from error
    except SAXParseException as error:
        where = line or error.getLineNumber() or 1
        raise SourceError(
            Problem(shown, where, 1, f"this is not XML: {error.getMessage()}.", "Save it again.", stops=True)
        ) from error
    except (SAXException, RecursionError, ValueError) as error:
        raise SourceError(Problem(shown, line or 1, 1, f"this is not XML: {error}.", stops=True)) from error
    return reader


def _unpacked(packed: str, shown: str, line: int, most: int) -> str:
    """Unpack a page's text; raises `SourceError` for what is none or grows beyond what is read."""
    try:
        data = base64.b64decode("".join(packed.split()), validate=True)
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        model = inflater.decompress(data, max(most, 1))
    except (binascii.Error, zlib.error, ValueError) as error:
        message = f"the page cannot be unpacked: {error}."
        raise SourceError(Problem(shown, line, 1, message, "Save it again with draw.io.", stops=True)) from error
    if inflater.unconsumed_tail or most <= 0:
        message = f"the pages unpack to more than {MOST_BYTES // 1024 // 1024} MB and are not read."
        raise SourceError(Problem(shown, line, 1, message, stops=True))
    return unquote(model.decode("utf-8", "replace"))


def _add_page(page: Page, prefix: str, diagram: Diagram) -> None:
    """Add the shapes and lines of a page; ids of further pages are told apart by the page's number."""
    cells = {cell.attributes.get("id", ""): cell for cell in page.cells}
    shapes = {name: cell for name, cell in cells.items() if cell.attributes.get("vertex") == "1"}
    lines = {name: cell for name, cell in cells.items() if cell.attributes.get("edge") == "1"}
    labels = {name: [words_of(cell.attributes.get("value", ""))] for name, cell in lines.items()}
    for cell in shapes.values():
        on_line = labels.get(cell.attributes.get("parent", ""))
        if on_line is not None:
            on_line.append(words_of(cell.attributes.get("value", "")))
    drawn = {name: cell for name, cell in shapes.items() if cell.attributes.get("parent", "") not in lines}
    frames = {name: Frame(cell.attributes.get("parent", ""), *cell.box) for name, cell in drawn.items()}
    made = {name: _shape(name, cell, diagram.file) for name, cell in drawn.items()}
    parents = nested(frames, {name for name, shape in made.items() if shape.container})
    for name, shape in made.items():
        above = parents.get(name, "")
        diagram.add(replace(shape, id=prefix + name, parent=prefix + above if above else ""))
    for name, cell in lines.items():
        source, target = _ends(cell)
        if source in drawn and target in drawn:
            label = next((text for text in labels[name] if text), "")
            diagram.connect(Line(prefix + source, prefix + target, label, _place(diagram.file, cell.line)))


def _ends(cell: Cell) -> tuple[str, str]:
    """Give the ends of a line in the direction of its head."""
    ends = cell.attributes.get("source", ""), cell.attributes.get("target", "")
    style = cell.style
    backwards = style.get("endArrow") == "none" and style.get("startArrow", "none") != "none"
    return (ends[1], ends[0]) if backwards else ends


def _shape(name: str, cell: Cell, file: str) -> Shape:
    style = cell.style
    icon = next((style[key] for key in ICONS if "aws" in style.get(key, "") and style[key].count(".") > 1), "")
    icon = "" if icon.endswith((".resourceIcon", ".group", ".groupCenter", ".productIcon")) else icon
    label = words_of(cell.attributes.get("value", ""))
    container = style.get("container") == "1" or "grIcon" in style or style.get("shape", "").endswith(".group")
    framed = style.get("fillColor") == "none" and style.get("verticalAlign") == "top" and not icon
    return Shape(name, label, icon, _place(file, cell.line), container=container or framed)


def _box(attributes: AttributesImpl) -> tuple[float, float, float, float]:
    return (
        _number(attributes.get("x", "0")),
        _number(attributes.get("y", "0")),
        _number(attributes.get("width", "0")),
        _number(attributes.get("height", "0")),
    )


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _place(file: str, line: int) -> Node:
    return Node(SCALAR, "", file, line)
