"""What a custom lens of the AWS WA Tool is; everything that its JSON says is here, so that it can be said again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any, Final

from buttress.lenses.rules import Rule, parse
from buttress.lenses.rules.evaluation import NONE_OF_THESE, WORDS
from buttress.records import dataclass

SCHEMA_VERSION: Final = "2021-11-01"
"""The only version of the format that AWS has published."""

DEFAULT: Final = "default"
"""What stands for a condition in the rule that holds where no other does."""

Extra = Mapping[str, Any]
"""Keys that the format does not know, with their JSON values; real lenses carry some, and they are kept."""


@dataclass(frozen=True, slots=True)
class Resource:
    """Points to something to read: a text, an address, or both."""

    text: str | None = None
    url: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Additional:
    """Holds further things to read, of one kind: `HELPFUL_RESOURCE` or `IMPROVEMENT_PLAN`."""

    kind: str
    content: tuple[Resource, ...]
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """Describes a choice; `None` stands for a key that is not there."""

    id: str
    title: str
    helpful: Resource | None = None
    plan: Resource | None = None
    additional: tuple[Additional, ...] | None = None
    extra: Extra = field(default_factory=dict)

    @property
    def none_of_these(self) -> bool:
        """Say whether it is the choice "None of these"."""
        return self.id.endswith(NONE_OF_THESE)


@dataclass(frozen=True, slots=True)
class RiskRule:
    """Gives a risk (`HIGH_RISK`, `MEDIUM_RISK`, `NO_RISK`) where its condition holds."""

    condition: str
    risk: str
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """Describes a question with its choices and risk rules; `None` stands for a key that is not there."""

    id: str
    title: str
    choices: tuple[Choice, ...]
    description: str | None = None
    helpful: Resource | None = None
    rules: tuple[RiskRule, ...] | None = None
    extra: Extra = field(default_factory=dict)

    def parsed_rules(self) -> tuple[Rule, ...]:
        """Read the rules; raises ConditionError or KeyError where linting finds an error in them."""
        return tuple(
            Rule(None if rule.condition.strip() == DEFAULT else parse(rule.condition), WORDS[rule.risk])
            for rule in self.rules or ()
        )


@dataclass(frozen=True, slots=True)
class Pillar:
    """Describes a pillar."""

    id: str
    name: str
    questions: tuple[Question, ...]
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CustomLens:
    """Describes a custom lens."""

    name: str
    pillars: tuple[Pillar, ...]
    description: str | None = None
    schema_version: str = SCHEMA_VERSION
    extra: Extra = field(default_factory=dict)

    def questions(self) -> tuple[Question, ...]:
        """Give the questions of all pillars, in their order."""
        return tuple(question for pillar in self.pillars for question in pillar.questions)
