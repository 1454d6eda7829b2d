"""What the full screen asks and tells beside the question: a text, a person, a place to go, a conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from buttress.report.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult

    from buttress.application.moving import Match

CSS = """
ModalScreen { align: center middle; }
ModalScreen > Vertical { width: 92%; max-width: 96; height: auto; max-height: 90%; border: round $primary;
  background: $surface; padding: 0 1; }
ModalScreen OptionList { height: auto; max-height: 14; border: none; padding: 0; }
ModalScreen VerticalScroll { height: auto; max-height: 22; }
ModalScreen Input { border: tall $primary; }
ModalScreen .hint { color: $text-muted; }
"""


class TextDialog(ModalScreen[str | None]):
    """Asks for a text; gives None where somebody thinks better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel")]

    def __init__(self, title: str, text: str = "", *, needed: str = "") -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._needed = needed

    def compose(self) -> ComposeResult:
        """Put the title, the line to write in, and what the keys do on the screen."""
        with Vertical():
            yield Static(Content.styled(self._title, "bold"))
            yield Input(self._text, id="text")
            yield Static("enter keeps it · esc leaves it", classes="hint", id="hint")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the text; one that is needed and missing is asked for."""
        if self._needed and not event.value.strip():
            self.query_one("#hint", Static).update(f"{self._needed} · esc leaves it")
            return
        self.dismiss(event.value)

    def action_cancel(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)


class ChoiceDialog(ModalScreen[str | None]):
    """Asks for one of some names, or another that is written; gives None where somebody thinks better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "cancel", "Cancel")]

    def __init__(self, title: str, names: Sequence[str]) -> None:
        super().__init__()
        self._title = title
        self._names = names

    def compose(self) -> ComposeResult:
        """Put the names and a line for another on the screen."""
        with Vertical():
            yield Static(Content.styled(self._title, "bold"))
            yield OptionList(*(Option(Content(f"{n}  {name}"), id=str(n)) for n, name in enumerate(self._names, 1)))
            yield Input(placeholder="somebody else", id="text")
            yield Static("number or enter chooses · tab to write a name · esc leaves it", classes="hint")

    def on_mount(self) -> None:
        """Begin with the names, or with the line where there are none."""
        self.query_one(OptionList if self._names else Input).focus()

    def on_key(self, event: object) -> None:
        """Choose a name by its number."""
        key = getattr(event, "key", "")
        on_list = self.focused is self.query_one(OptionList)
        if on_list and key.isdigit() and 1 <= int(key) <= len(self._names):
            self.dismiss(self._names[int(key) - 1])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the name that was chosen."""
        self.dismiss(self._names[event.option_index])

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Give the name that was written."""
        self.dismiss(event.value.strip() or None)

    def action_cancel(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)


class JumpDialog(ModalScreen[str | None]):
    """Finds a question or practice while one types; gives its code, a practice's where one was chosen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel"),
        Binding("down", "move(1)", "Down", priority=True),
        Binding("up", "move(-1)", "Up", priority=True),
    ]

    def __init__(self, search: Callable[[str], tuple[Match, ...]]) -> None:
        super().__init__()
        self._search = search
        self._found: tuple[Match, ...] = ()

    def compose(self) -> ComposeResult:
        """Put the line to search in and what it finds on the screen."""
        with Vertical():
            yield Static(Content.styled("Jump to a question or practice", "bold"))
            yield Input(placeholder="a code (REL5, SEC03-BP02), or words", id="text")
            yield OptionList()
            yield Static("enter goes there · ↑ ↓ choose · esc stays here", classes="hint")

    def on_mount(self) -> None:
        """Show all questions until something is typed."""
        self._show("")
        self.query_one(Input).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search again."""
        self._show(event.value)

    def on_input_submitted(self) -> None:
        """Go to what is marked."""
        marked = self.query_one(OptionList).highlighted
        self._go(marked if marked is not None else 0)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to what was chosen."""
        self._go(event.option_index)

    def action_move(self, by: int) -> None:
        """Move the mark while the line keeps what is typed."""
        options = self.query_one(OptionList)
        if self._found:
            options.highlighted = ((options.highlighted or 0) + by) % len(self._found)

    def action_cancel(self) -> None:
        """Stay here."""
        self.dismiss(None)

    def _show(self, text: str) -> None:
        self._found = tuple(match for match in self._search(text) if text.strip() or not match.practice)
        options = self.query_one(OptionList)
        options.clear_options()
        options.add_options([Content(_line(match)) for match in self._found])
        if self._found:
            options.highlighted = 0

    def _go(self, number: int) -> None:
        if number < len(self._found):
            match = self._found[number]
            self.dismiss(match.practice or match.question)


class ToldDialog(ModalScreen[None]):
    """Tells something at length; any of a few keys closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,q,e,h,question_mark,space", "close", "Close", priority=True),
    ]

    def __init__(self, title: str, parts: Iterable[Content]) -> None:
        super().__init__()
        self._title = title
        self._parts = tuple(parts)

    def compose(self) -> ComposeResult:
        """Put the text on the screen; it scrolls where it is long."""
        with Vertical():
            yield Static(Content.styled(self._title, "bold"))
            with VerticalScroll():
                yield Static(Content("\n").join(self._parts), id="told")
            yield Static("↑ ↓ scroll · esc closes", classes="hint")

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(VerticalScroll).focus()

    def action_close(self) -> None:
        """Go back."""
        self.dismiss(None)


class ConflictDialog(ModalScreen[str]):
    """Shows what somebody else answered meanwhile; gives `ours` or `theirs`, and nothing else closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("t", "keep('theirs')", "Theirs"),
        Binding("o", "keep('ours')", "Ours"),
    ]

    def __init__(self, sentence: str) -> None:
        super().__init__()
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        """Put both answers on the screen."""
        with Vertical():
            yield Static(Content.styled("Somebody else was faster", "bold"))
            yield Static(Content(plain(self._sentence)), id="told")
            yield Static("t keep theirs · o keep yours over it; both stay in the history", classes="hint")

    def action_keep(self, whose: str) -> None:
        """Give the decision."""
        self.dismiss(whose)


def _line(match: Match) -> str:
    left = f"{match.open} open" if match.open else "decided"
    return f"{match.practice or match.question:<28} {match.title} ({left})"
