"""Answers to preflight requests, which `Cors` adds to every path of a REST API."""

from __future__ import annotations

from typing import TYPE_CHECKING

from buttress.graph.node import MAP
from buttress.sources.cloudformation.sam.maker import is_call, made, with_members
from buttress.sources.cloudformation.sam.openapi import ANY, INTEGRATION, each_path
from buttress.sources.cloudformation.sam.shape import literal, member, members, text

if TYPE_CHECKING:
    from buttress.graph.node import Node
    from buttress.sources.cloudformation.sam.maker import Value

VERBS = ("DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT")


def with_cors(body: Node, cors: Node, *, version_3: bool) -> Node:
    """Add an answer to OPTIONS to every path that has none."""
    settings = cors if cors.kind == MAP else made({"AllowOrigin": cors}, cors)

    def answer(_path: str, item: Node) -> Node:
        if item.kind != MAP or "options" in members(item):
            return item
        return with_members(item, {"options": _preflight(item, settings, version_3=version_3)})

    return each_path(body, answer)


def _preflight(item: Node, settings: Node, *, version_3: bool) -> Node:
    headers = _headers(item, settings)
    types = {name: {"type": "integer" if name.endswith("Max-Age") else "string"} for name in headers}
    declared: dict[str, Value] = {name: {"schema": kind} if version_3 else kind for name, kind in types.items()}
    integration: dict[str, Value] = {
        "type": "mock",
        "requestTemplates": {"application/json": '{\n  "statusCode" : 200\n}\n'},
        "responses": {
            "default": {
                "statusCode": "200",
                "responseParameters": {f"method.response.header.{name}": value for name, value in headers.items()},
                "responseTemplates": {"application/json": "{}\n"},
            }
        },
    }
    media = None if version_3 else ["application/json"]
    response: dict[str, Value] = {"description": "Default response for CORS method", "headers": declared}
    operation: dict[str, Value] = {
        "summary": "CORS support",
        "consumes": media,
        "produces": media,
        INTEGRATION: integration,
        "responses": {"200": response},
    }
    return made(operation, settings)


def _headers(item: Node, settings: Node) -> dict[str, Value]:
    methods = member(settings, "AllowMethods")
    credentials = literal(member(settings, "AllowCredentials")) is True
    found: dict[str, Value] = {
        "Access-Control-Allow-Origin": member(settings, "AllowOrigin") or "'*'",
        "Access-Control-Allow-Headers": member(settings, "AllowHeaders"),
        "Access-Control-Allow-Methods": methods if is_call(methods) or text(methods) else f"'{_verbs(item)}'",
        "Access-Control-Max-Age": member(settings, "MaxAge"),
        "Access-Control-Allow-Credentials": "'true'" if credentials else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _verbs(item: Node) -> str:
    if ANY in members(item):
        return ",".join(VERBS)
    return ",".join(sorted({method.upper() for method in members(item)} | {"OPTIONS"}))
