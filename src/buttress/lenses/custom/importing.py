"""Turns the JSON values of a custom lens into documents of our format; compiling those gives the same values again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from buttress.lenses.custom import layout
from buttress.lenses.custom.compiling import CHOICE_META, CHOICE_TEXTS, EXTRA, META, QUESTION_META, QUESTION_TEXTS
from buttress.lenses.custom.model import SCHEMA_VERSION
from buttress.lenses.custom.values import lens_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

WIDTH: Final = 116
KNOWN_TOP: Final = ("schemaVersion", "name", "description", "pillars", META)


def documents(value: Mapping[str, Any]) -> dict[str, str]:
    """Give the documents of a lens by their file names; raises ValueRefused where the values are no lens."""
    lens_of(value)
    meta = value.get(META, {})
    files = meta.get("pillars") or _file_names(value["pillars"])
    lens_id = meta.get("id") or _slug(value["name"]) or "lens"
    head = {"id": lens_id, "name": value["name"]}
    head |= {key: value[key] for key in ("description",) if key in value}
    head |= {key: meta[key] for key in ("applies_to",) if key in meta} if meta else {"foreign": True}
    if value["schemaVersion"] != SCHEMA_VERSION:
        head["schemaVersion"] = value["schemaVersion"]
    head["pillars"] = list(files)
    others = {key: part for key, part in value.items() if key not in KNOWN_TOP}
    written = {"lens.yaml": _dumped({**head, **({EXTRA: others} if others else {})})}
    for name, pillar in zip(files, value["pillars"], strict=True):
        written[f"{name}.yaml"] = _dumped(_pillar(pillar, lens_id))
    return written


def _pillar(pillar: Mapping[str, Any], lens_id: str) -> dict[str, Any]:
    others = {key: part for key, part in pillar.items() if key not in {"id", "name", "questions"}}
    head = {"id": pillar["id"], "name": pillar["name"], **({EXTRA: others} if others else {})}
    return {"lens": lens_id, "pillar": head, "questions": [_question(question) for question in pillar["questions"]]}


def _question(question: Mapping[str, Any]) -> dict[str, Any]:
    meta = dict(question.get(META, {}))
    ours = META in question
    value = {"id": meta.pop("id", question["id"]), **_taken(meta, ("code",)), "title": question["title"]}
    rest = _rest(question, ("id", "title", "choices"), (*QUESTION_TEXTS, *QUESTION_META))
    fields = layout.question_fields(question.get("description", "")) if ours else None
    helpful = question.get("helpfulResource", {})
    if fields is not None and set(helpful) == {"displayText", "url"}:
        value |= {"why": helpful["displayText"], **fields, "who": meta.pop("who"), "read": helpful["url"]}
        rest = {key: part for key, part in rest.items() if key not in {"description", "helpfulResource"}}
    choices = [_choice(choice) for choice in question["choices"]]
    if ours and choices and all("risk" in choice for choice in choices[:-1]):
        choices, rest = choices[:-1], {key: part for key, part in rest.items() if key != "riskRules"}
    return {**value, **rest, "choices": choices}


def _choice(choice: Mapping[str, Any]) -> dict[str, Any]:
    meta = dict(choice.get(META, {}))
    value = {"id": choice["id"], **_taken(meta, ("code",)), "title": choice["title"]}
    rest = _rest(choice, ("id", "title"), (*CHOICE_TEXTS, *CHOICE_META))
    value |= _taken(meta, ("risk", "class", "sources", "concerns"))
    helpful, plan = choice.get("helpfulResource", {}), choice.get("improvementPlan", {})
    led = layout.choice_fields(helpful.get("displayText", "")) if META in choice else None
    planned = layout.plan_fields(plan.get("displayText", "")) if led is not None else None
    if led is not None and planned is not None and "url" in helpful and set(plan) == {"displayText"}:
        effort = {"size": planned.pop("size"), "because": planned.pop("because")}
        value |= {**led, **planned, "effort": effort, "read": helpful["url"]}
        rest = {key: part for key, part in rest.items() if key not in {"helpfulResource", "improvementPlan"}}
    return {**value, **meta, **rest}


def _taken(meta: dict[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: meta.pop(key) for key in keys if key in meta}


def _rest(value: Mapping[str, Any], said: tuple[str, ...], ours: tuple[str, ...]) -> dict[str, Any]:
    """Give what passes as it is; what is called like a key of ours is kept apart."""
    rest = {key: part for key, part in value.items() if key not in {*said, *ours, META, EXTRA}}
    alike = {key: part for key, part in value.items() if key in {*ours, EXTRA} or (key == META and key not in said)}
    alike.pop(META, None)
    return {**rest, **({EXTRA: alike} if alike else {})}


def _file_names(pillars: Iterable[Mapping[str, Any]]) -> list[str]:
    """Name the files of pillars by their ids, each once."""
    names: list[str] = []
    for pillar in pillars:
        name = _slug(pillar["id"]) or "pillar"
        names.append(name if name not in {*names, "lens"} else f"{name}_{len(names) + 1}")
    return names


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")


class _Dumper(yaml.CSafeDumper):
    """Writes texts of several lines as such."""


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def _dumped(value: Mapping[str, Any]) -> str:
    # PyYAML types what it writes as Any.
    return str(yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH))
