"""The JSON document that data source aws_iam_policy_document of the AWS provider makes.

Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/data-sources/iam_policy_document
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from buttress.graph.node import LIST, MAP, SCALAR, Node, mapping, scalar, sequence
from buttress.graph.values import NotKnown, Unresolved
from buttress.sources.terraform.functions.call import Invalid
from buttress.sources.terraform.functions.encoding import decoded
from buttress.sources.terraform.functions.marks import EncodedPolicy, Unplaced, marked
from buttress.sources.terraform.policy_statements import is_blank, statement_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from buttress.sources.terraform.functions.call import Call

_VERSION: Final = "2012-10-17"


@dataclass(slots=True)
class _Document:
    """Collects the statements of documents that are merged; `reason` says why there may be more than are known."""

    call: Call
    statements: list[Node] = field(default_factory=list)
    reason: str | None = None
    version: str = ""
    id: Node | None = None

    def merge(self, other: _Document) -> None:
        """Add another document: its statements take the place of those with the same sid."""
        if other.reason:
            self._doubt(other.reason)
        for statement in other.statements:
            self.put(statement)
        self.version = max(self.version, other.version)
        self.id = other.id or self.id

    def put(self, statement: Node) -> None:
        """Add a statement, in place of the one with the same sid."""
        sid = _sid(self.call, statement)
        if sid is None:
            self.statements.append(statement)
            return
        kept: list[Node] = []
        placed = False
        for own in self.statements:
            try:
                same = self._same(own, sid)
            except NotKnown as unknown:
                self.reason = self.reason or unknown.reason
                continue
            kept.append(statement if same else own)
            placed = placed or same
        self.statements = kept if placed else [*kept, statement]

    def _same(self, own: Node, sid: Node) -> bool:
        """Say whether a statement has a sid; raises `NotKnown` where it may have."""
        mine = _sid(self.call, own)
        if mine is None:
            if own.open:
                raise NotKnown(own.open, own.location)
            return False
        return bool(self.call.value(mine) == self.call.value(sid))

    def _doubt(self, reason: str) -> None:
        """Forget the statements that something not known may take the place of: all that have a sid."""
        self.reason = self.reason or reason
        self.statements = [own for own in self.statements if _sid(self.call, own) is None and not own.open]

    def add_source(self, other: _Document) -> None:
        """Add a document whose sids must be its own."""
        for statement in other.statements:
            sid = _sid(self.call, statement)
            if sid is not None and any(self._surely_same(own, sid) for own in self.statements):
                self.call.invalid("two statements that do not override each other have the same sid")
            self.statements.append(statement)
        self.reason = self.reason or other.reason
        self.version = max(self.version, other.version)
        self.id = other.id or self.id

    def _surely_same(self, own: Node, sid: Node) -> bool:
        try:
            return self._same(own, sid)
        except NotKnown:
            return False


def _sid(call: Call, statement: Node) -> Node | None:
    """Give the sid of a statement, None where it has none or an empty one."""
    node: Node | None = statement.value.get("Sid")
    found = None if node is None else call.reduce(node)
    return None if found is None or is_blank(found) else found


def policy_document(call: Call, attributes: Node) -> Node:
    """Make the document of a data source's attributes, marked as a text of JSON.

    Its members keep the places of the attributes that they come from. What is not known stays open; statements that an
    unknown document may override are left out of what is known. Raises `Invalid` where the provider refuses.
    """
    found: Mapping[str, Node] = call.mapping(attributes).value
    document = _Document(call)
    for source in _documents(call, found, ("source_json", "source_policy_documents")):
        document.add_source(source)
    document.merge(_own(call, found))
    for override in _documents(call, found, ("override_policy_documents", "override_json")):
        document.merge(override)
    made: dict[str, Node] = {"Version": scalar(document.version, found.get("version", attributes))}
    if document.id is not None:
        made["Id"] = document.id
    if document.statements or document.reason:
        statements = sequence(document.statements, attributes, document.reason)
        made["Statement"] = marked(Unplaced, statements, attributes) if document.reason else statements
    return marked(EncodedPolicy, mapping(made, attributes), attributes)


def _own(call: Call, attributes: Mapping[str, Node]) -> _Document:
    """Make the document of the data source's own blocks."""
    document = _Document(call, version=_version(call, attributes.get("version")))
    identity = attributes.get("policy_id")
    if identity is not None and not is_blank(call.reduce(identity)):
        document.id = identity
    for block in _members(call, attributes.get("statement")):
        if isinstance(block, str):
            document.reason = block
            continue
        try:
            document.add_source(_Document(call, [statement_of(call, block)]))
        except Invalid:
            raise
        except NotKnown as unknown:
            document.reason = unknown.reason
    return document


def _version(call: Call, attribute: Node | None) -> str:
    if attribute is None or is_blank(call.reduce(attribute)):
        return _VERSION
    return call.text(attribute)


def _members(call: Call, attribute: Node | None) -> Iterator[Node | str]:
    """Give the members of a list, or the one thing that stands there instead, and why there may be more."""
    if attribute is None:
        return
    found = call.reduce(attribute)
    if found.kind == SCALAR and found.value is None:
        return
    if found.kind != LIST:
        yield found.value.reason if isinstance(found.value, Unresolved) else found
        return
    for member in found.value:
        inner = call.reduce(member)
        if inner.kind == SCALAR and isinstance(inner.value, Unresolved):
            yield inner.value.reason
        elif not (inner.kind == SCALAR and inner.value is None):
            yield inner.at(member)
    if found.open:
        yield found.open


def _documents(call: Call, attributes: Mapping[str, Node], names: tuple[str, ...]) -> Iterator[_Document]:
    """Read the documents of attributes, each as far as it is known."""
    for name in names:
        for member in _members(call, attributes.get(name)):
            if isinstance(member, str):
                yield _Document(call, reason=member)
            elif not is_blank(member):
                yield _read(call, member)


def _read(call: Call, member: Node) -> _Document:
    try:
        found = call.mapping(decoded(call, member))
    except Invalid:
        raise
    except NotKnown as unknown:
        return _Document(call, reason=unknown.reason)
    content: Mapping[str, Node] = found.value
    document = _Document(call, reason=found.open, id=content.get("Id"))
    version = content.get("Version")
    document.version = "" if version is None else call.text(version)
    for statement in _members(call, content.get("Statement")):
        if isinstance(statement, str):
            document.reason = document.reason or statement
        elif statement.kind == MAP:
            document.statements.append(statement)
        else:
            call.invalid("a statement of a document is no map")
    return document
