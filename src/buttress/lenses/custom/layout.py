"""How the texts of a guide stand in the display texts of a custom lens, so that people can read them there, and we
can read them back.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Fields = dict[str, "str | list[str]"]
"""Texts of a guide under their keys."""

DEEPER: Final = "Dig deeper:"
HEADINGS: Final[Mapping[str, str]] = {"good_looks_like": "Good looks like: ", "if_absent": "If absent: "}
DONE, EFFORT = "Done when: ", "Effort: "
GAP: Final = "\n\n"


def question_text(fields: Fields) -> str:
    """Give the description of a question: what to ask, then the probes."""
    return GAP.join((str(fields["ask"]), _probes(fields["dig_deeper"])))


def choice_text(fields: Fields) -> str:
    """Give the helpful text of a choice: what to ask, the probes, what good looks like and what its absence does."""
    headed = (f"{heading}{fields[key]}" for key, heading in HEADINGS.items())
    probes = (_probes(fields["dig_deeper"]),) if fields["dig_deeper"] else ()
    return GAP.join((str(fields["ask"]), *probes, *headed))


def plan_text(fields: Fields) -> str:
    """Give the improvement plan of a choice: the steps, how to tell that it is done, and how much work it is."""
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(fields["steps"], 1))
    effort = (f"{EFFORT}{fields['size']}, because {fields['because']}",) if "size" in fields else ()
    return GAP.join((steps, f"{DONE}{fields['done_when']}", *effort))


def question_fields(text: str) -> Fields | None:
    """Read what `question_text` gave; None where the text has another layout."""
    parts = text.split(GAP)
    return _same({"ask": parts[0], "dig_deeper": _listed(parts[1])}, text) if len(parts) == 2 else None  # noqa: PLR2004


def choice_fields(text: str) -> Fields | None:
    """Read what `choice_text` gave; None where the text has another layout."""
    parts = text.split(GAP)
    if len(parts) != 2 + len(HEADINGS):
        return None
    headed = zip(HEADINGS.items(), parts[2:], strict=True)
    fields: Fields = {key: part.removeprefix(heading) for (key, heading), part in headed}
    fields |= {"ask": parts[0], "dig_deeper": _listed(parts[1])}
    return fields if choice_text(fields) == text else None


def plan_fields(text: str) -> Fields | None:
    """Read what `plan_text` gave; None where the text has another layout."""
    found = re.fullmatch(rf"(.*){GAP}{DONE}(.*){GAP}{EFFORT}([SML]), because (.*)", text, re.DOTALL)
    if found is None:
        return None
    steps = [re.sub(r"^\d+\. ", "", line) for line in found[1].split("\n")]
    fields: Fields = {"steps": steps, "done_when": found[2], "size": found[3], "because": found[4]}
    return fields if plan_text(fields) == text else None


def _same(fields: Fields, text: str) -> Fields | None:
    return fields if question_text(fields) == text else None


def _probes(probes: Iterable[str]) -> str:
    return "\n".join((DEEPER, *(f"- {probe}" for probe in probes)))


def _listed(text: str) -> list[str]:
    return [line.removeprefix("- ") for line in text.split("\n")[1:]]
