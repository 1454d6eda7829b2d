"""The mapping data speaks of canonical types and properties that exist, and covers what checks read."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from buttress.sources.terraform.mapping.catalogue import catalogue
from buttress.sources.terraform.mapping.document import documents, faults, read_document
from scripts.compile_mapping import PACKAGE, compiled
from tests.checks import pages, schemas, test_schema_paths
from tests.sources.terraform.mapping import targets

UNSOURCED = Path(__file__).with_name("unsourced.txt")
"""What checks read and the data neither maps nor names under `cannot`."""


def test_the_data_is_well_formed() -> None:
    assert documents(targets.DATA)


def test_the_compiled_form_is_current() -> None:
    assert {path.name: path.read_bytes() for path in (PACKAGE / "compiled").glob("*.json")} == compiled(targets.DATA)


def test_every_type_that_is_mapped_can_be_built() -> None:
    known = catalogue()
    assert all(known.entry(name) is not None for name in targets.data())


def test_every_canonical_type_exists() -> None:
    assert not sorted({one.type for one in targets.targets()} - set(schemas.providers()))


def test_every_canonical_property_exists() -> None:
    unknown = sorted(
        f"{one.origin}: {one.type} has no {'.'.join(one.path)}"
        for one in set(targets.targets())
        if one.type in schemas.providers() and not schemas.known_at_root(one.type, one.path)
    )
    assert not unknown, "\n" + "\n".join(unknown)


def read_by_checks() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Types and paths that checks read of their subjects."""
    for module in pages.MODULES:
        tree = ast.parse(module.read_text(encoding="utf-8"))
        subject = test_schema_paths.subject_of(tree)
        for kind in pages.check_of(module).on:
            for read in test_schema_paths.reads(tree):
                if read.receiver == subject and kind in schemas.providers() and schemas.known_at_root(kind, read.path):
                    yield kind, read.path


def test_what_checks_read_is_mapped_or_said_to_be_impossible() -> None:
    mapped: dict[str, list[tuple[str, ...]]] = {}
    for one in targets.targets():
        mapped.setdefault(one.type, []).append(one.path)
    named = targets.cannot()
    open_ = {
        f"{kind} {'.'.join(path)}"
        for kind, path in read_by_checks()
        if kind in mapped
        and not any(path[: len(one)] == one[: len(path)] for one in mapped[kind])
        and not any((kind, ".".join(path[:end])) in named for end in range(1, len(path) + 1))
    }
    assert sorted(open_) == UNSOURCED.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("[]", "a document is a map of Terraform's types"),
        ("azure_x: {type: A, read: 'https://x'}", "a type's name begins with aws_"),
        ("aws_x: 1", "a type has a map of sections"),
        ("aws_x: {type: A}", "read names the page of the documentation"),
        ("aws_x: {read: 'https://x'}", "it has neither a type nor splits nor folds, nor says why"),
        ("aws_x: {type: A, read: 'https://x', what: 1}", "what is no section"),
        ("aws_x: {type: A, read: 'https://x', exports: 1}", "exports is no map"),
        ("aws_x: {type: A, read: 'https://x', attributes: {a: 1}}", "an attribute has a canonical path"),
        ("aws_x: {type: A, read: 'https://x', attributes: {a: {to: B, as: magic}}}", "magic is no conversion"),
        ("aws_x: {type: A, read: 'https://x', attributes: {a: {to: B, why: c}}}", "why is no word of an attribute"),
        ("aws_x: {type: A, read: 'https://x', attributes: {a: {to: B, as: tags, map: {}}}}", "more than one of as"),
        ("aws_x: {type: A, read: 'https://x', attributes: {'a[].b': B}}", "it has more lists than what it goes to"),
        ("aws_x: {type: A, read: 'https://x', attributes: {a: 'B-C'}}", "B-C is no canonical path"),
        ("aws_x: {type: A, read: 'https://x', attributes: {a: B, b: B.C}}", "B is of two shapes"),
        ("aws_x: {type: A, read: 'https://x', splits: [{type: B}]}", "it has a type and splits"),
        ("aws_x: {read: 'https://x', splits: {in: {type: B}}}", "splits lack by"),
        ("aws_x: {read: 'https://x', splits: {by: a, in: {}}}", "a split has a type"),
        ("aws_x: {read: 'https://x', folds: {by: a}}", "a fold lacks into"),
        ("aws_x: {read: 'https://x', folds: {by: a, into: aws_y, onto: b}}", "onto is no section of a fold"),
    ],
)
def test_what_is_wrong_with_a_document_is_told(text: str, fault: str) -> None:
    assert any(fault in said for said in faults(read_document(text) or []))


def test_the_words_on_and_off_are_texts() -> None:
    assert read_document("{a: on, b: true, on: c, false: d}") == {"a": "on", "b": True, "on": "c", "false": "d"}
