"""The keys of the full screen: what each is bound to, and what it does in words."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

BINDINGS: Final[list[BindingType]] = [
    Binding("up,k", "choose(-1)"),
    Binding("down", "choose(1)"),
    Binding("y", "say('present')"),
    Binding("x", "say('absent')"),
    Binding("space", "turn_over"),
    Binding("c", "confirm"),
    Binding("n", "not_applicable"),
    Binding("0", "none_of_the_rest"),
    Binding("r", "reopen"),
    Binding("o", "take"),
    Binding("a", "accept"),
    Binding("enter,right", "onward"),
    Binding("b,left", "previous"),
    Binding("m", "note"),
    Binding("M", "note_question"),
    Binding("s", "said_by"),
    Binding("p", "park"),
    Binding("j,slash", "jump"),
    Binding("e", "evidence"),
    Binding("question_mark", "why"),
    Binding("d", "deeper"),
    Binding("u", "undo"),
    Binding("h,f1", "keys"),
    Binding("q,ctrl+c,ctrl+q", "leave"),
]
KEYS: Final = (
    ("x", "we don't, and on to the next choice"),
    ("y", "we do, and on to the next choice"),
    ("space", "we do, or we don't where we did"),
    ("c", "confirm what evidence suggests, as your answer"),
    ("n", "it does not apply, for a reason"),
    ("0", "we do none of the rest of this question"),
    ("r", "open the answer again"),
    ("o", "take the answer from earlier or from a template"),
    ("a", "accept all that evidence decides in this question"),
    ("enter →", "on to the next open question"),
    ("b ←", "back to the question before"),
    ("↑ ↓", "choose"),
    ("m M", "note on the choice, on the question"),
    ("s", "who says it, from now on; an answer under the mark becomes theirs"),
    ("p", "park the question, and what it waits for"),
    ("j /", "jump to a question or practice"),
    ("e", "the evidence behind a choice"),
    ("?", "why we ask, what good looks like"),
    ("d", "show or hide what to dig for"),
    ("u", "undo the last"),
    ("q", "leave; everything is kept, and a summary follows"),
)
"""Keys and what they do, in the order of the help."""
