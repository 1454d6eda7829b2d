"""Custom lenses as plain JSON values, read and given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from buttress.lenses.custom.model import Additional, Choice, CustomLens, Pillar, Question, Resource, RiskRule
from buttress.records import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from buttress.lenses.custom.model import Extra

Part = TypeVar("Part")
Path = tuple[str | int, ...]
"""Where something stands in the JSON: keys and list positions from the top."""


class ValueRefused(ValueError):  # noqa: N818 - it is said of a value, at a path
    """A value cannot be part of a lens; `path` says which."""

    def __init__(self, message: str, path: Path) -> None:
        super().__init__(message)
        self.path = path


def lens_of(value: object) -> CustomLens:
    """Read a lens from JSON values; raises ValueRefused where something is missing or of another kind.

    Limits are not looked at here: a lens that breaks one is still a lens, and `linting` says so.
    """
    top = _Map.of(value, ())
    return CustomLens(
        name=top.text("name"),
        pillars=top.needed("pillars", _pillar),
        description=top.optional_text("description"),
        schema_version=top.text("schemaVersion"),
        extra=top.others("schemaVersion", "name", "description", "pillars"),
    )


def value_of(lens: CustomLens) -> dict[str, Any]:
    """Give a lens as JSON values; `lens_of` gives the same lens again."""
    known = {
        "schemaVersion": lens.schema_version,
        "name": lens.name,
        "description": lens.description,
        "pillars": [_pillar_value(pillar) for pillar in lens.pillars],
    }
    return _present(known, lens.extra)


def _pillar(entry: _Map) -> Pillar:
    return Pillar(
        entry.text("id"),
        entry.text("name"),
        entry.needed("questions", _question),
        entry.others("id", "name", "questions"),
    )


def _question(entry: _Map) -> Question:
    return Question(
        id=entry.text("id"),
        title=entry.text("title"),
        choices=entry.needed("choices", _choice),
        description=entry.optional_text("description"),
        helpful=entry.optional("helpfulResource", resource_of),
        rules=entry.optional_list("riskRules", _rule),
        extra=entry.others("id", "title", "description", "helpfulResource", "choices", "riskRules"),
    )


def _choice(entry: _Map) -> Choice:
    return Choice(
        id=entry.text("id"),
        title=entry.text("title"),
        helpful=entry.optional("helpfulResource", resource_of),
        plan=entry.optional("improvementPlan", resource_of),
        additional=entry.optional_list("additionalResources", _additional),
        extra=entry.others("id", "title", "helpfulResource", "improvementPlan", "additionalResources"),
    )


def resource_of(entry: _Map) -> Resource:
    """Read something to read."""
    return Resource(entry.optional_text("displayText"), entry.optional_text("url"), entry.others("displayText", "url"))


def _additional(entry: _Map) -> Additional:
    return Additional(entry.text("type"), entry.needed("content", resource_of), entry.others("type", "content"))


def _rule(entry: _Map) -> RiskRule:
    return RiskRule(entry.text("condition"), entry.text("risk"), entry.others("condition", "risk"))


def _pillar_value(pillar: Pillar) -> dict[str, Any]:
    questions = [_question_value(question) for question in pillar.questions]
    return _present({"id": pillar.id, "name": pillar.name, "questions": questions}, pillar.extra)


def _question_value(question: Question) -> dict[str, Any]:
    known = {
        "id": question.id,
        "title": question.title,
        "description": question.description,
        "helpfulResource": _resource_value(question.helpful),
        "choices": [_choice_value(choice) for choice in question.choices],
        "riskRules": None if question.rules is None else [_rule_value(rule) for rule in question.rules],
    }
    return _present(known, question.extra)


def _choice_value(choice: Choice) -> dict[str, Any]:
    more = choice.additional
    known = {
        "id": choice.id,
        "title": choice.title,
        "helpfulResource": _resource_value(choice.helpful),
        "improvementPlan": _resource_value(choice.plan),
        "additionalResources": None if more is None else [_additional_value(one) for one in more],
    }
    return _present(known, choice.extra)


def _additional_value(more: Additional) -> dict[str, Any]:
    return _present({"type": more.kind, "content": [_resource_value(one) for one in more.content]}, more.extra)


def _rule_value(rule: RiskRule) -> dict[str, Any]:
    return _present({"condition": rule.condition, "risk": rule.risk}, rule.extra)


def _resource_value(resource: Resource | None) -> dict[str, Any] | None:
    if resource is None:
        return None
    return _present({"displayText": resource.text, "url": resource.url}, resource.extra)


def _present(known: Mapping[str, Any], extra: Extra) -> dict[str, Any]:
    return {**{key: value for key, value in known.items() if value is not None}, **extra}


@dataclass(frozen=True, slots=True)
class _Map:
    """Reads one JSON object; a `null` under a known key is refused, because nothing would say it again."""

    value: Mapping[str, Any]
    path: Path

    @staticmethod
    def of(value: object, path: Path) -> _Map:
        if not isinstance(value, dict):
            raise ValueRefused(f"this must be an object, and is {_kind(value)}", path)
        return _Map(value, path)

    def text(self, key: str) -> str:
        value = self.optional_text(key)
        if value is None:
            raise ValueRefused(f"{key} is missing", self.path)
        return value

    def optional_text(self, key: str) -> str | None:
        if key not in self.value:
            return None
        value = self.value[key]
        if not isinstance(value, str):
            self._refuse(key, "text", value)
        return value

    def optional(self, key: str, read: Callable[[_Map], Part]) -> Part | None:
        return read(_Map.of(self.value[key], (*self.path, key))) if key in self.value else None

    def needed(self, key: str, read: Callable[[_Map], Part]) -> tuple[Part, ...]:
        found = self.optional_list(key, read)
        if found is None:
            raise ValueRefused(f"{key} is missing", self.path)
        return found

    def optional_list(self, key: str, read: Callable[[_Map], Part]) -> tuple[Part, ...] | None:
        if key not in self.value:
            return None
        value = self.value[key]
        if not isinstance(value, list):
            self._refuse(key, "a list", value)
        return tuple(read(_Map.of(item, (*self.path, key, number))) for number, item in enumerate(value))

    def others(self, *known: str) -> Extra:
        return {key: value for key, value in self.value.items() if key not in known}

    def _refuse(self, key: str, wanted: str, value: object) -> NoReturn:
        raise ValueRefused(f"{key} must be {wanted}, and is {_kind(value)}", (*self.path, key))


def _kind(value: object) -> str:
    kinds = {dict: "an object", list: "a list", str: "text", bool: "true or false", type(None): "null"}
    return kinds.get(type(value), "a number")
