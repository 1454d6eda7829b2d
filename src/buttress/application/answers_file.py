"""Reads answers from a file (YAML or JSON), whole and with the line of each, and writes them in the same form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import yaml

from buttress.application.session import ConversationError
from buttress.lenses.guide import ROLES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from buttress.answers.answer import Decision
    from buttress.application.session import Session
    from buttress.lenses.guide import Role

DECISIONS: Final[Mapping[str, Decision]] = {
    "yes": "present",
    "true": "present",
    "present": "present",
    "no": "absent",
    "false": "absent",
    "absent": "absent",
    "not applicable": "not_applicable",
    "not_applicable": "not_applicable",
    "n/a": "not_applicable",
}
"""What may stand as an answer, and what it means."""
WRITTEN: Final[Mapping[Decision, str]] = {"present": "yes", "absent": "no", "not_applicable": "not applicable"}
PARTS: Final = ("by", "with", "answers", "notes", "parked")
KEYS: Final = ("answer", "reason", "note", "by", "revision")
DEEP: Final = 6
"""How many levels such a file can have; deeper ones are refused before they are composed."""
LARGE: Final = 10_000_000
"""How many characters such a file can have."""


class AnswersFileError(ConversationError):
    """Lists all that is wrong with a file of answers, each with its line."""


@dataclass(frozen=True, slots=True)
class Filed:
    """Holds one answer of a file as it is written: under a code or an id of the WA Tool, with its line.

    `revision` is the one that the answer was exported with: a newer one in the store is not written over.
    """

    name: str
    line: int
    decision: Decision
    reason: str = ""
    note: str | None = None
    by: str = ""
    revision: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """Holds a note, or what is parked, about a question or practice, with its line."""

    about: str
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class AnswersFile:
    """Holds what a file says; `source` is its name as it is told."""

    source: str
    by: str = ""
    people: tuple[tuple[str, tuple[Role, ...]], ...] = ()
    answers: tuple[Filed, ...] = ()
    notes: tuple[Text, ...] = ()
    parked: tuple[Text, ...] = ()


def read_answers_file(text: str, source: str) -> AnswersFile:
    """Read a file of answers; raises AnswersFileError that lists everything whose form is wrong."""
    problems: list[str] = []
    root = _composed(text, source)
    parts = dict(_entries(root, source, problems))
    problems += [
        f"{_at(source, part)}: nothing here is called {name!r}; {_words(PARTS)} can be."
        for name, part in parts.items()
        if name not in PARTS
    ]
    found = AnswersFile(
        source,
        _scalar(parts.get("by")),
        tuple(_people(parts.get("with"), source, problems)),
        tuple(_filed(parts.get("answers"), source, problems)),
        tuple(_texts(parts.get("notes"), source, problems)),
        tuple(_texts(parts.get("parked"), source, problems)),
    )
    refuse(problems)
    return found


def refuse(problems: Sequence[str]) -> None:
    """Raise AnswersFileError where there are problems; nothing of the file is taken then."""
    if problems:
        raise AnswersFileError("\n".join([*problems, "Nothing of the file was taken."]))


def _composed(text: str, source: str) -> yaml.Node | None:
    """Compose the document; too large or too deep a one is refused first, as the composer would not survive it."""
    if len(text) > LARGE:
        raise AnswersFileError(f"{source}: this is larger than 10 MB, and no file of answers.")
    try:
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            opens = isinstance(event, yaml.CollectionStartEvent)
            depth += opens - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEP:
                raise AnswersFileError(f"{source}: this is nested deeper than answers can be.")
        return yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
        place = f"{source}:{mark.line + 1}" if mark is not None else source
        problem = getattr(error, "problem", None) or str(error)
        raise AnswersFileError(f"{place}: this is neither YAML nor JSON: {problem}.") from error


def _entries(node: yaml.Node | None, source: str, problems: list[str]) -> Iterator[tuple[str, yaml.Node]]:
    """Give the entries of a map; one that stands twice is a problem, and so is what is no map."""
    if node is None or _empty(node):
        return
    if not isinstance(node, yaml.MappingNode):
        problems.append(f"{_at(source, node)}: a map is needed here: names, each with a colon and a value.")
        return
    lines: dict[str, int] = {}
    for key, value in node.value:
        name, line = _scalar(key), key.start_mark.line + 1
        if name in lines:
            problems.append(f"{source}:{line}: {name} stands twice, on line {lines[name]} already.")
            continue
        lines[name] = line
        # The place of an entry is that of its key, also where the value begins on a later line.
        value.start_mark = key.start_mark
        yield name, value


def _filed(node: yaml.Node | None, source: str, problems: list[str]) -> Iterator[Filed]:
    for name, value in _entries(node, source, problems):
        plain = isinstance(value, yaml.ScalarNode)
        fields = {"answer": value} if plain else dict(_entries(value, source, problems))
        problems += [
            f"{_at(source, fields[key])}: an answer has no {key!r}; {_words(KEYS)} can be."
            for key in fields
            if key not in KEYS
        ]
        found = _one(name, value, {key: _scalar(field) for key, field in fields.items()}, source, problems)
        if found is not None:
            yield found


def _one(name: str, node: yaml.Node, fields: Mapping[str, str], source: str, problems: list[str]) -> Filed | None:
    place = _at(source, node)
    decision = DECISIONS.get(fields.get("answer", "").lower())
    if decision is None:
        said = fields.get("answer", "")
        problems.append(f"{place}: {name} is answered {said!r}; write yes, no or not applicable.")
        return None
    if decision == "not_applicable" and not fields.get("reason"):
        problems.append(f"{place}: {name} does not apply, and there is no reason; write why under `reason`.")
        return None
    revision = fields.get("revision")
    if revision is not None and not revision.isdigit():
        problems.append(f"{place}: the revision of {name} is {revision!r}, which is no number.")
        return None
    return Filed(
        name,
        node.start_mark.line + 1,
        decision,
        fields.get("reason", ""),
        fields.get("note"),
        fields.get("by", ""),
        int(revision) if revision is not None else None,
    )


def _people(node: yaml.Node | None, source: str, problems: list[str]) -> Iterator[tuple[str, tuple[Role, ...]]]:
    for name, value in _entries(node, source, problems):
        given = [_scalar(item) for item in value.value] if isinstance(value, yaml.SequenceNode) else [_scalar(value)]
        unknown = [role for role in given if role not in ROLES]
        if unknown:
            problems.append(f"{_at(source, value)}: {name} has the role {unknown[0]!r}; there are {_words(ROLES)}.")
        yield name, tuple(role for role in ROLES if role in given)


def _texts(node: yaml.Node | None, source: str, problems: list[str]) -> Iterator[Text]:
    for name, value in _entries(node, source, problems):
        if not _scalar(value):
            problems.append(f"{_at(source, value)}: there is no text about {name}.")
        yield Text(name, _scalar(value), value.start_mark.line + 1)


def _scalar(node: yaml.Node | None) -> str:
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else ""


def _empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _at(source: str, node: yaml.Node) -> str:
    return f"{source}:{node.start_mark.line + 1}"


def _words(words: Sequence[str]) -> str:
    return ", ".join(words[:-1]) + f" and {words[-1]}"


def written(session: Session) -> str:
    """Write the answers that count, notes and what is parked as YAML, in the order of the lenses."""
    codes = [practice.code for question in session.questions() for practice in question.practices]
    counting = {code: session.answers[code] for code in codes if code in session.answers}
    answers = {}
    for code, answer in counting.items():
        if answer.withdrawn:
            continue
        entry: dict[str, Any] = {"answer": WRITTEN[answer.decision]}
        entry |= {key: value for key in ("reason", "note", "by") if (value := getattr(answer, key))}
        answers[code] = {**entry, "revision": answer.revision}
    document: dict[str, Any] = {
        "with": {person.name: list(person.roles) for person in session.people},
        "answers": answers,
        "notes": _together(session, "note"),
        "parked": _together(session, "parked"),
    }
    filled = {name: part for name, part in document.items() if part}
    return yaml.dump(filled, Dumper=yaml.CSafeDumper, sort_keys=False, allow_unicode=True, width=100)


def _together(session: Session, kind: str) -> dict[str, str]:
    """Give the remarks of a kind that wait, those about the same thing as one text."""
    found: dict[str, list[str]] = {}
    for remark in session.remarks:
        if remark.kind == kind and not remark.settled and remark.about:
            found.setdefault(remark.about, []).append(remark.text)
    return {about: "\n".join(texts) for about, texts in sorted(found.items())}
