"""The full screen: what it shows of a conversation, and the keys that answer at once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

from textual.app import App
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region
from textual.widgets import Rule, Static

from buttress.application import answering, moving
from buttress.application.choices import choices_of
from buttress.application.session import ConversationError, Given
from buttress.application.store import StoreError
from buttress.cli.conversation import dialogs, rendering, words
from buttress.cli.conversation.keys import BINDINGS
from buttress.report.plain import plain

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.screen import Screen

    from buttress.application.choices import Choice
    from buttress.application.session import Session
    from buttress.application.store import Store

    Change = Callable[[Session, datetime.datetime], Session]

ROOMY = 28
"""From how many lines on the probes of a question are shown without being asked for."""


class Board(App[None]):
    """Shows a conversation and takes answers; what is said is in the store before the screen shows it."""

    ENABLE_COMMAND_PALETTE = False
    CSS = (
        """
    Screen { layout: vertical; padding: 0 1; }
    #header, #question, #told, #keys { height: auto; }
    Rule { margin: 0; color: $primary; height: 1; }
    #choices { height: 1fr; margin-top: 1; scrollbar-size-vertical: 1; }
    #told { color: $text-accent; }
    #keys { color: $text-muted; }
    """
        + dialogs.CSS
    )
    BINDINGS: ClassVar[list[BindingType]] = BINDINGS

    def __init__(self, session: Session, store: Store, clock: Callable[[], datetime.datetime]) -> None:
        super().__init__()
        self.session = session
        self._store = store
        self._clock = clock
        self._chosen = ""
        self._deeper: bool | None = None
        self._over = False

    def compose(self) -> ComposeResult:
        """Put the parts of the screen in their places."""
        yield Static(id="header")
        yield Rule()
        yield Static(id="question")
        with VerticalScroll(id="choices", can_focus=False):
            yield Static(id="list")
        yield Static(id="told")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """Show the first question, and let the clock run."""
        self._chosen = self._first()
        self._show()
        self.set_interval(1, self._second)

    def on_resize(self) -> None:
        """Wrap everything anew."""
        if self._chosen:
            self._show()

    # what is shown

    def _choices(self) -> tuple[Choice, ...]:
        return choices_of(self.session, self.session.at)

    def _choice(self) -> Choice:
        return next(choice for choice in self._choices() if choice.code == self._chosen)

    def _first(self) -> str:
        choices = self._choices()
        return next((choice.code for choice in choices if not choice.standing.decided), choices[0].code)

    def _second(self) -> None:
        """Let the clock go on, and say once that the time is up."""
        self._tick()
        up = "" if self._over else words.time_is_up(self.session, self._clock())
        if up:
            self._over = True
            self.session = replace(self.session, told=(*self.session.told, up))
            self._show()

    def _tick(self) -> None:
        base = self._base()
        if base is not None:
            text = rendering.header_text(self.session, self._clock(), self.size.width - 2)
            base.query_one("#header", Static).update(text)

    def _show(self) -> None:
        """Bring the screen up to the session."""
        base = self._base()
        if base is None:
            return
        width = self.size.width - 2
        choices = self._choices()
        deeper = self._deeper if self._deeper is not None else self.size.height >= ROOMY
        self._tick()
        base.query_one("#question", Static).update(rendering.question_text(self.session, width, deeper=deeper))
        offers = any(choice.offers for choice in choices)
        base.query_one("#keys", Static).update(rendering.keys_text(self.session, width, offers=offers))
        base.query_one("#told", Static).update(Content(plain("\n".join(self.session.told[-3:]))))
        self._show_choices(base, choices, width - 1)

    def _show_choices(self, base: Screen[object], choices: tuple[Choice, ...], width: int) -> None:
        """Show the choices as one text, and scroll so that the chosen one is in sight."""
        texts = [rendering.choice_text(choice, width, chosen=choice.code == self._chosen) for choice in choices]
        base.query_one("#list", Static).update(Content("\n").join(texts))
        heights = [len(text.split()) for text in texts]
        chosen = [choice.code for choice in choices].index(self._chosen)
        region = Region(0, sum(heights[:chosen]), width, heights[chosen])
        scroll = base.query_one("#choices", VerticalScroll)
        self.call_after_refresh(scroll.scroll_to_region, region, animate=False)

    def _base(self) -> Screen[object] | None:
        """Give the screen below the dialogs; None where the clock goes on a little longer than the screen."""
        return self.screen_stack[0] if self.screen_stack else None

    # what changes it

    def _change(self, change: Change, *, on: bool = False) -> None:
        """Do something to the session; what cannot be is told, and what somebody else was faster with is asked."""
        before = self.session
        try:
            self.session = change(self.session, self._clock())
        except (ConversationError, StoreError) as error:
            self.session = replace(self.session, told=(str(error),))
        if self.session.at != before.at:
            self._chosen = self._first()
        elif on and self.session.conflict is None and self.session.answers is not before.answers:
            self._advance()
        self._show()
        if self.session.conflict is not None:
            sentence = words.conflict(self.session)
            self.push_screen(dialogs.ConflictDialog(sentence), self._resolve)

    def _advance(self) -> None:
        """Go on to the next choice that is open; where there is none, say how to go on."""
        choices = self._choices()
        codes = [choice.code for choice in choices]
        here = codes.index(self._chosen)
        later = (choice.code for choice in (*choices[here + 1 :], *choices[:here]) if not choice.standing.decided)
        self._chosen = next(later, self._chosen)
        if all(choice.standing.decided for choice in choices):
            self.session = replace(self.session, told=(*self.session.told, "All of it is decided: enter goes on."))

    def _resolve(self, whose: str | None) -> None:
        keep: Literal["ours", "theirs"] = "ours" if whose == "ours" else "theirs"
        self._change(lambda session, now: answering.resolved(session, self._store, keep, now), on=True)

    def action_choose(self, by: int) -> None:
        """Move the mark."""
        codes = [choice.code for choice in self._choices()]
        self._chosen = codes[(codes.index(self._chosen) + by) % len(codes)]
        self.session = replace(self.session, told=())
        self._show()

    def action_say(self, decision: Literal["present", "absent"]) -> None:
        """Answer the choice."""
        given = (Given(self._chosen, decision),)
        self._change(lambda session, now: answering.answered(session, self._store, given, now), on=True)

    def action_turn_over(self) -> None:
        """Turn the answer over."""
        code = self._chosen
        self._change(lambda session, now: answering.toggled(session, self._store, code, now))

    def action_confirm(self) -> None:
        """Answer what evidence suggests."""
        code = self._chosen
        self._change(lambda session, now: answering.confirmed(session, self._store, code, now), on=True)

    def action_none_of_the_rest(self) -> None:
        """Answer "we don't" to all that is open here."""
        self._change(lambda session, now: answering.none_of_the_rest(session, self._store, now), on=True)

    def action_reopen(self) -> None:
        """Take the answer to the choice away."""
        code = self._chosen
        self._change(lambda session, now: answering.withdrawn(session, self._store, [code], now))

    def action_accept(self) -> None:
        """Accept what evidence decides."""
        self._change(lambda session, now: answering.accepted(session, self._store, now), on=True)

    def action_take(self) -> None:
        """Take the first answer that is offered."""
        offers = self._choice().offers
        if not offers:
            self.session = replace(self.session, told=("Nothing from earlier or from a template is there for this.",))
            self._show()
            return
        self._change(lambda session, now: answering.taken(session, self._store, offers[0], now), on=True)

    def action_undo(self) -> None:
        """Take the last action back, and go to what it was about."""
        steps = self.session.steps
        self._change(lambda session, now: answering.undone(session, self._store, now))
        if steps and steps[-1].answers:
            self._go_to(steps[-1].answers[0][1].practice)

    def _go_to(self, code: str) -> None:
        """Go to a question, or to a practice in its question."""
        told = self.session.told
        question = code if self.session.practice(code) is None else self.session.question_of(code).code
        self.session = replace(self.session, at=question, told=told)
        self._chosen = code if question != code else self._first()
        self._show()

    def action_onward(self) -> None:
        """Go on to the next open question."""
        self._change(lambda session, _now: moving.onward(session))

    def action_previous(self) -> None:
        """Go back to the question before."""
        self._change(lambda session, _now: moving.back(session))

    def action_deeper(self) -> None:
        """Show or hide what to dig for."""
        shown = self._deeper if self._deeper is not None else self.size.height >= ROOMY
        self._deeper = not shown
        self._show()

    def action_leave(self) -> None:
        """Leave; everything is kept."""
        self.exit()
