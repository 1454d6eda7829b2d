"""Custom lenses of the AWS WA Tool (JSON, `schemaVersion` 2021-11-01), and our format turned into them and back."""

from __future__ import annotations

from buttress.lenses.custom.model import Additional, Choice, CustomLens, Pillar, Question, Resource, RiskRule

__all__ = ["Additional", "Choice", "CustomLens", "Pillar", "Question", "Resource", "RiskRule"]
