"""Where code lies: `CodeUri`, `InlineCode`, `ImageUri`, `ContentUri`, `DefinitionUri`.

A local path stays a text, as CloudFormation templates have it before they are packaged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs, urlsplit

from buttress.graph.node import MAP
from buttress.sources.cloudformation.sam.maker import made, with_members
from buttress.sources.cloudformation.sam.shape import each_branch, members, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.expansion import Source

CODE: Final = {"Bucket": "S3Bucket", "Key": "S3Key", "Version": "S3ObjectVersion", "StorageMode": "S3ObjectStorageMode"}
"""What Lambda calls the parts of a place in S3."""
DEFINITION: Final = {"Bucket": "Bucket", "Key": "Key", "Version": "Version"}
"""What API Gateway and Step Functions call them."""


def code_of(source: Source) -> Node:
    """Give the `Code` of a function."""
    inline, uri, image = source.get("InlineCode"), source.get("CodeUri"), source.get("ImageUri")
    if text(source.get("PackageType")) == "Image":
        return made({"ImageUri": image}, image if image is not None else source.node)
    if inline is not None:
        return made({"ZipFile": inline}, inline)
    if uri is not None:
        return _with_key(location_of(uri, CODE), source.get("SourceKMSKeyArn"))
    return made({"ImageUri": image}, image if image is not None else source.node)


def location_of(uri: Node, names: Mapping[str, str]) -> Node:
    """Give a place in S3 under the names that its reader has for the parts; what is no such place stays as it is."""
    return each_branch(uri, lambda branch: _location(branch, names))


def _location(uri: Node, names: Mapping[str, str]) -> Node:
    if uri.kind == MAP:
        return made({names.get(key, key): value for key, value in members(uri).items()}, uri)
    written = text(uri) or ""
    if not written.startswith("s3://"):
        return uri
    split = urlsplit(written)
    version = parse_qs(split.query).get("versionId", [None])[0]
    return made({names["Bucket"]: split.netloc, names["Key"]: split.path.lstrip("/"), names["Version"]: version}, uri)


def _with_key(code: Node, key: Node | None) -> Node:
    return with_members(code, {"SourceKMSKeyArn": key}) if key is not None and code.kind == MAP else code
