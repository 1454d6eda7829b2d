"""A patch is tried before it is shown, and withheld where it does not do what it should."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from buttress import checks, wiring
from buttress.application.fixing import NO_SET, Chosen, Edited, fix
from buttress.application.review import Request
from buttress.plan.patch import FileChange, Fixing
from buttress.sources.architecture import read_architecture
from buttress.sources.discovery import discover
from buttress.sources.editing.editor import FileEditor
from tests.fixing import fixed, fixes_of, lines
from tests.reading import DAY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from buttress.evidence.fix import Fix
    from buttress.graph.resource import Resource

TEMPLATE = lines("""
    Resources:
      Orders: {Type: AWS::SQS::Queue, Properties: {SqsManagedSseEnabled: false}}
      Bills: {Type: AWS::SQS::Queue, Properties: {SqsManagedSseEnabled: false}}
""")
QUEUE = "sqs-encryption-at-rest"


@dataclass
class Careless:
    """Edits as the real editor does, and spoils what it made."""

    editor: FileEditor
    spoil: Callable[[str, Sequence[Resource]], str]

    def edited(self, fixes: Sequence[tuple[Resource, Fix]]) -> Edited:
        found = self.editor.edited(fixes)
        resources = [resource for resource, _ in fixes]
        return replace(
            found, changes=tuple(replace(one, after=self.spoil(one.after, resources)) for one in found.changes)
        )

    @contextlib.contextmanager
    def files(self, changes: Sequence[FileChange]) -> Iterator[Mapping[str, Path]]:
        with self.editor.files(changes) as files:
            yield files


def tried(folder: Path, spoil: Callable[[str, Sequence[Resource]], str], text: str = TEMPLATE) -> Fixing:
    path = folder / "template.yaml"
    path.write_text(text)
    editor = Careless(FileEditor(discover([path])), spoil)
    return fix(Request((path,), DAY, {}), read_architecture, checks, editor, Chosen((QUEUE,)))


def test_a_patch_that_leaves_the_gap_is_withheld(tmp_path: Path) -> None:
    found = tried(tmp_path, lambda text, _: text.replace("true", "false", 1))
    assert [patch.evidence.resource for patch in found.patches] == []
    assert {left.why.partition(":")[0] for left in found.left} == {"it would still be a gap"}


def test_a_patch_that_opens_a_gap_on_its_resource_is_withheld_and_others_are_not(tmp_path: Path) -> None:
    def spoil(text: str, resources: Sequence[Resource]) -> str:
        harmed = any(resource.logical_id == "Bills" for resource in resources)
        head, bills, tail = text.partition("Bills: {")
        worse = tail.replace("{Sqs", "{RedrivePolicy: {deadLetterTargetArn: a, maxReceiveCount: 1}, Sqs")
        return head + bills + worse if harmed else text

    found = tried(tmp_path, spoil)
    assert [patch.evidence.resource for patch in found.patches] == ["template.yaml#Orders"]
    assert [left.why for left in found.left] == ["sqs-receive-count would become a gap on Bills"]


def test_patches_after_which_the_file_cannot_be_read_are_withheld(tmp_path: Path) -> None:
    found = tried(tmp_path, lambda text, _: text + "\n\t- [")
    assert (found.patches, found.files) == ((), ())
    assert {left.why for left in found.left} == {"something could not be read any more"}


def test_harm_without_end_ends(tmp_path: Path) -> None:
    text = "Resources:\n" + "".join(
        f"  Q{number}: {{Type: AWS::SQS::Queue, Properties: {{SqsManagedSseEnabled: false}}}}\n" for number in range(40)
    )

    def spoil(text: str, resources: Sequence[Resource]) -> str:
        head, first, tail = text.partition(f"{resources[0].logical_id}:")
        return head + first + tail.replace("true", "false", 1)

    found = tried(tmp_path, spoil, text)
    assert (found.patches, found.files) == ((), ())
    assert NO_SET in {left.why for left in found.left}


def test_what_is_unsafe_is_left_with_what_it_may_do(tmp_path: Path) -> None:
    text = "Resources:\n  D: {Type: AWS::RDS::DBInstance, Properties: {Engine: mysql, DeletionProtection: true}}\n"
    after = fixed(tmp_path, text, "rds-multi-zone", unsafe=False)
    assert (after.text, after.why) == (text, ["the standby costs as much as the database"])
    assert fixed(tmp_path, text, "rds-multi-zone").text == text.replace("true}", "true, MultiAZ: true}")


def test_what_somebody_accepts_is_not_fixed(tmp_path: Path) -> None:
    said = f"  # buttress: accept {QUEUE} until 2099-01-01 by ops: it goes soon\n"
    text = TEMPLATE.replace("  Bills", said + "  Bills")
    assert fixed(tmp_path, text, QUEUE).text == text.replace("false", "true", 1)


def test_only_the_resources_that_are_named_are_fixed(tmp_path: Path) -> None:
    path = tmp_path / "template.yaml"
    path.write_text(TEMPLATE)
    found, _ = wiring.fixes([path], Chosen((QUEUE,), ("Bills",)), wiring.Settings())
    (change,) = found.files
    assert change.after == "false".join(TEMPLATE.split("false")[:2]) + "true" + TEMPLATE.split("false")[2]


@pytest.mark.parametrize("name", ["serverless.yml", "a.json"])
def test_a_file_of_another_kind_is_no_template(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("{}")
    assert fixes_of(tmp_path) == Fixing((), (), ())
