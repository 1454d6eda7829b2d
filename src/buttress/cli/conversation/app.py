"""The conversation on the full screen, by keyboard alone: the board, and what is asked and told beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from buttress.application import answering, moving
from buttress.application.remarking import parked
from buttress.application.session import Given
from buttress.cli.conversation import dialogs, words
from buttress.cli.conversation.board import Board
from buttress.cli.conversation.keys import KEYS
from buttress.report.plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable


class Conversation(Board):
    """Leads a conversation."""

    def action_not_applicable(self) -> None:
        """Ask why the choice does not apply."""
        choice = self._choice()
        held = choice.standing.answer
        reason = held.reason if held is not None and held.decision == "not_applicable" else ""
        only_if = f"it is not so that {choice.guide.only_if}" if choice.guide.only_if else ""
        title = f"{choice.code} does not apply, because…"
        needed = "A reason is needed, so that others can follow it later"
        self.push_screen(dialogs.TextDialog(title, reason or only_if, needed=needed), self._not_applicable)

    def _not_applicable(self, reason: str | None) -> None:
        if reason is not None:
            given = (Given(self._chosen, "not_applicable", reason),)
            self._change(lambda session, now: answering.answered(session, self._store, given, now), on=True)

    def action_note(self) -> None:
        """Ask for a note on the choice."""
        held = self._choice().standing.answer
        text = held.note if held is not None else ""
        self.push_screen(dialogs.TextDialog(f"Note on {self._chosen}", text), self._note(self._chosen))

    def action_note_question(self) -> None:
        """Ask for a note on the question."""
        self.push_screen(dialogs.TextDialog(f"Note on {self.session.at}"), self._note(self.session.at))

    def _note(self, about: str) -> Callable[[str | None], None]:
        def keep(text: str | None) -> None:
            if text is not None:
                self._change(lambda session, now: answering.noted(session, self._store, about, text, now))

        return keep

    def action_said_by(self) -> None:
        """Ask who says it."""
        names = [person.name for person in self.session.people]
        held = self._choice().standing.answer
        what = f"{self._chosen}, and what follows" if held is not None else "what follows"
        self.push_screen(dialogs.ChoiceDialog(f"Who says {what}? Now: {self.session.speaker}", names), self._said_by)

    def _said_by(self, name: str | None) -> None:
        if name is not None:
            code = self._chosen
            self._change(lambda session, now: answering.reattributed(session, self._store, code, name, now))

    def action_park(self) -> None:
        """Ask what the question waits for."""
        title = f"Park {self.session.at}: what does it wait for?"
        needed = "Say what it waits for, or who"
        self.push_screen(dialogs.TextDialog(title, needed=needed), self._park)

    def _park(self, text: str | None) -> None:
        if text is not None:
            self._change(
                lambda session, now: moving.onward(parked(session, self._store, text, now)),
            )

    def action_jump(self) -> None:
        """Ask where to go."""
        self.push_screen(dialogs.JumpDialog(lambda text: moving.search(self.session, text)), self._jump)

    def _jump(self, code: str | None) -> None:
        if code is not None:
            self._go_to(code)

    def action_evidence(self) -> None:
        """Tell what evidence says of the choice."""
        choice = self._choice()
        parts = [Content(plain(line)) for line in words.evidence(choice)]
        self.push_screen(dialogs.ToldDialog(f"{choice.code} {choice.standing.practice.title}", parts))

    def action_why(self) -> None:
        """Tell why we ask, and what good looks like."""
        choice = self._choice()
        parts = [Content.assemble((f"{name}  ", "bold"), text) for name, text in words.why(choice) if text]
        self.push_screen(dialogs.ToldDialog(f"{choice.code} {choice.standing.practice.title}", parts))

    def action_keys(self) -> None:
        """Tell what all keys do."""
        parts = [Content.assemble((f"{key:<8}", "bold"), what) for key, what in KEYS]
        self.push_screen(dialogs.ToldDialog("Keys", parts))
