"""Makes fixes in the files that declare resources."""

from __future__ import annotations

import contextlib
import tempfile
from dataclasses import field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final, Protocol

from buttress.application.fixing import Edited
from buttress.plan.patch import FileChange
from buttress.records import dataclass
from buttress.sources.cloudformation.text import MOST_BYTES
from buttress.sources.editing.configurations import (
    ConfigurationDraft,
    configuration_draft,
    is_configuration,
    module_of,
)
from buttress.sources.editing.edit import RefusedError, applied
from buttress.sources.editing.templates import template_draft

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buttress.evidence.fix import Fix
    from buttress.graph.resource import Resource
    from buttress.sources.discovery import Workplace
    from buttress.sources.editing.edit import Edit

GENERATED: Final = {
    ".tfstate": "it stands in a state; change the configuration",
    ".drawio": "it is drawn, and nothing is built yet",
    ".xml": "it is drawn, and nothing is built yet",
    ".mmd": "it is drawn, and nothing is built yet",
    ".md": "it is drawn, and nothing is built yet",
    **dict.fromkeys(
        (".cs", ".go", ".java", ".js", ".mjs", ".py", ".ts", ".tsx"), "a program makes it; change it there"
    ),
}
"""What to do instead, by how files end that are not changed."""


class Draft(Protocol):
    """Collects what is to be set in one file."""

    def take(self, resource: Resource, fix: Fix) -> tuple[str, ...]:
        """Take the settings of a fix, and give the files that change; raises `RefusedError`, and takes none, where one
        cannot be set.
        """
        ...

    def edits(self) -> Iterator[Edit]:
        """Give the changes of the text."""
        ...


@dataclass(slots=True)
class FileEditor:
    """Changes the files of a workplace; each is read once, and stays as it was read."""

    workplace: Workplace
    _read: dict[str, bytes | None] = field(default_factory=dict)

    def edited(self, fixes: Sequence[tuple[Resource, Fix]]) -> Edited:
        """Make the fixes of some resources, all that can be made together."""
        drafts = Drafts(self)
        touched: dict[int, tuple[str, ...]] = {}
        refused: dict[int, str] = {}
        for number, (resource, fix) in enumerate(fixes):
            try:
                touched[number] = drafts.of(resource.location.file).take(resource, fix)
            except RefusedError as error:
                refused[number] = str(error)
        return Edited(tuple(drafts.changes()), touched, refused)

    @contextlib.contextmanager
    def files(self, changes: Sequence[FileChange]) -> Iterator[Mapping[str, Path]]:
        """Give files that hold what changes make of others, under the same names in a temporary folder."""
        with tempfile.TemporaryDirectory(prefix="buttress-") as folder:
            instead: dict[str, Path] = {}
            for number, change in enumerate(changes):
                path = Path(folder) / str(number) / PurePosixPath(change.file).name
                path.parent.mkdir()
                path.write_bytes(self.encoded(change))
                instead[change.file] = path
            yield instead

    def encoded(self, change: FileChange) -> bytes:
        """Give the bytes of a changed file, with the byte order mark that it had."""
        mark = b"\xef\xbb\xbf" if (self.bytes_of(change.file) or b"").startswith(b"\xef\xbb\xbf") else b""
        return mark + change.after.encode()

    def bytes_of(self, shown: str) -> bytes | None:
        """Give what a file of the workplace held when it was read first, None where there is no such file."""
        if shown not in self._read:
            found = next((one for one in self.workplace.files if one.shown == shown), None)
            try:
                self._read[shown] = None if found is None else found.path.read_bytes()
            except OSError:
                self._read[shown] = None
        return self._read[shown]

    def path_of(self, shown: str) -> Path:
        """Give where a file of the workplace is."""
        return next(found.path for found in self.workplace.files if found.shown == shown)

    def text_of(self, shown: str) -> str:
        """Give the text of a file that may be changed; raises `RefusedError` for any other."""
        why = self._not_ours(shown)
        if why:
            raise RefusedError(why)
        try:
            return (self.bytes_of(shown) or b"").decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise RefusedError("the file is not UTF-8 text") from error

    def _not_ours(self, shown: str) -> str:
        if ".terraform" in PurePosixPath(shown).parts:
            return "its module was fetched from elsewhere; give the module an argument, or change it at its source"
        data = self.bytes_of(shown)
        if data is None or len(data) > MOST_BYTES:
            return "its file is not among those that are read"
        parts = PurePosixPath(shown).parts
        if "cdk.out" in parts:
            return "the CDK makes this file; change the app"
        if PurePosixPath(shown).stem == "serverless":
            return "the Serverless Framework makes a template of this file; change it by hand"
        return GENERATED.get(PurePosixPath(shown).suffix, "")


@dataclass(slots=True)
class Drafts:
    """Begins the drafts of files, each once."""

    editor: FileEditor
    _kept: dict[str, Draft | str] = field(default_factory=dict)

    def of(self, shown: str) -> Draft:
        """Give the draft of a file; raises `RefusedError` where it is not changed."""
        if shown not in self._kept:
            try:
                self._kept[shown] = self._begun(shown)
            except RefusedError as error:
                self._kept[shown] = str(error)
        kept = self._kept[shown]
        if isinstance(kept, str):
            raise RefusedError(kept)
        return kept

    def changes(self) -> Iterator[FileChange]:
        """Give the files that change, in order."""
        for shown, draft in sorted(self._kept.items()):
            before = "" if isinstance(draft, str) else self.editor.text_of(shown)
            after = "" if isinstance(draft, str) else applied(before, draft.edits())
            if before != after:
                yield FileChange(shown, before, after)

    def _begun(self, shown: str) -> Draft:
        text = self.editor.text_of(shown)
        if is_configuration(shown):
            return configuration_draft(text, shown, lambda: self._beside(shown))
        return template_draft(text, shown)

    def _beside(self, shown: str) -> list[ConfigurationDraft]:
        """Give the drafts of the files of a module; raises `RefusedError` where one cannot be changed."""
        folder = module_of(shown)
        files = [found.shown for found in self.editor.workplace.files]
        drafts = [self.of(file) for file in files if is_configuration(file) and module_of(file) == folder]
        return [draft for draft in drafts if isinstance(draft, ConfigurationDraft)]
