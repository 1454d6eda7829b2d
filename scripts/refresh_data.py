"""Renews the facts that installed packages carry, and prints what changed.

Run it after a package was upgraded (`make refresh-data`). On locked versions it changes nothing. A row that says what
it said before keeps its date; a row that changed gets the date of `--as-of`.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from buttress.facts.dates import AS_OF
from buttress.facts.runtimes import COLUMNS
from buttress.facts.table import ATTRIBUTION
from buttress.sources.terraform.mapping.awscc import camel_case, snake_case

PACKAGE: Final = Path("src/buttress")
RUNTIMES: Final = PACKAGE / "facts/data/lambda_runtimes.tsv"
SAM: Final = PACKAGE / "sources/cloudformation/sam/data"
AWSCC: Final = PACKAGE / "sources/terraform/mapping/awscc.json"

Renewal = Callable[[str, date], str]
"""Gives the new text of a file from its old text and the date of today."""


def lambda_runtimes(old: str, today: date) -> str:
    """Write the table of Lambda's runtimes from AWS's dates in cfn-lint."""
    lifecycle: Mapping[str, Mapping[str, str | None]] = _data(
        "cfnlint", "data/AdditionalSpecs/LmbdRuntimeLifecycle.json"
    )
    source = (
        f"cfn-lint@{version('cfn-lint')} (dates of https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html)"
    )
    rows = [(*_runtime(name, dates), source) for name, dates in lifecycle.items()]
    return _table((*COLUMNS, *ATTRIBUTION), rows, _dates(old), today)


def policy_templates(_old: str, _today: date) -> str:
    """Write SAM's policy templates, as aws-sam-translator carries them."""
    return _attributed(_data("samtranslator", "policy_templates_data/policy_templates.json"))


def managed_policies(_old: str, _today: date) -> str:
    """Write the paths of those managed policies whose ARN holds more than their name, as aws-sam-translator carries
    them.
    """
    arns: Mapping[str, str] = _data("samtranslator", "internal/data/aws_managed_policies.json")["aws"]
    paths = {name: arn.partition(":policy/")[2] for name, arn in arns.items()}
    return _attributed(
        {"Paths": {name: path for name, path in paths.items() if path != name}},
        "theirs: the names of managed policies whose ARN has a path, and what follows `policy/` there.",
    )


def connector_profiles(_old: str, _today: date) -> str:
    """Write SAM's connector profiles, as aws-sam-translator carries them."""
    return _attributed(_data("samtranslator", "model/connector_profiles/profiles.json"))


def awscc_names(_old: str, _today: date) -> str:
    """Write the types of CloudFormation, and the names of properties that do not follow from those of the awscc
    provider: most common ones for all types, others by type, and the properties whose keys people choose.
    """
    named: Mapping[str, str] = _data("cfnlint", "data/schemas/providers/us-east-1.json")
    types = {kind: _data("cfnlint", f"data/schemas/resources/{file}.json") for kind, file in sorted(named.items())}
    names = {kind: _names_of(schema) for kind, schema in types.items()}
    counts = Counter(name for several in names.values() for name in several)
    common: dict[str, str] = {}
    for name in sorted(counts, key=lambda name: (-counts[name], name)):
        common.setdefault(snake_case(name), name)
    data = {
        "source": f"cfn-lint@{version('cfn-lint')}",
        "types": list(types),
        "names": {snake: name for snake, name in sorted(common.items()) if camel_case(snake) != name},
        "own": {
            kind: own
            for kind, several in names.items()
            if (own := _uncommon({snake_case(name): name for name in several}, common))
        },
        "free": {kind: free for kind, schema in types.items() if (free := sorted(set(_free_maps(schema, schema))))},
    }
    return json.dumps(data, indent=0, ensure_ascii=False, separators=(",", ":")) + "\n"


def _names_of(schema: Mapping[str, Any]) -> list[str]:
    """Give the names of all properties of a type, those of the type itself last: of two that the provider would call
    the same, these count.
    """
    top = list(schema.get("properties", {}))
    return [*sorted(set(_property_names(schema)) - set(top)), *top]


def _uncommon(own: Mapping[str, str], common: Mapping[str, str]) -> dict[str, str]:
    return {snake: name for snake, name in sorted(own.items()) if common[snake] != name}


def _property_names(node: object) -> Iterable[str]:
    if isinstance(node, dict):
        properties = node.get("properties")
        yield from (name for name, value in properties.items() if isinstance(value, dict)) if properties else ()
    for member in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _property_names(member)


def _free_maps(root: Mapping[str, Any], node: object) -> Iterable[str]:
    """Give the properties that are maps without properties of their own, such as tags, variables and documents."""
    if isinstance(node, dict):
        for name, value in (node.get("properties") or {}).items():
            if isinstance(value, dict) and _is_free(root, value):
                yield name
    for member in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _free_maps(root, member)


def _is_free(root: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    pointer = value.get("$ref", "")
    if pointer.startswith("#/definitions/"):
        value = root["definitions"].get(pointer.rsplit("/", 1)[-1], {})
    kinds = value.get("type", ())
    is_map = "object" in ([kinds] if isinstance(kinds, str) else kinds)
    return is_map and not any(word in value for word in ("properties", "oneOf", "anyOf", "allOf"))


RENEWALS: Final[Mapping[Path, Renewal]] = {
    AWSCC: awscc_names,
    RUNTIMES: lambda_runtimes,
    SAM / "connector_profiles.json": connector_profiles,
    SAM / "managed_policies.json": managed_policies,
    SAM / "policy_templates.json": policy_templates,
}


def changes(old: str, new: str) -> list[str]:
    """List the lines that went, with a minus sign, and those that came, with a plus sign."""
    before, after = old.splitlines(), new.splitlines()
    gone, come = set(before) - set(after), set(after) - set(before)
    return [f"- {line}" for line in before if line in gone] + [f"+ {line}" for line in after if line in come]


def refresh(root: Path, today: date) -> list[str]:
    """Renew every file below a clone of the repository; gives what to print, nothing when nothing changed."""
    report: list[str] = []
    for name, renew in sorted(RENEWALS.items()):
        path = root / name
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        new = renew(old, today)
        if new != old:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(new, encoding="utf-8")
            report += [f"{name.as_posix()} changed:", *changes(old, new)]
    return report


def main(arguments: Sequence[str] | None = None) -> None:
    """Renew the files of this clone."""
    parser = argparse.ArgumentParser(description="Renew the facts that installed packages carry.")
    parser.add_argument(
        "--as-of", type=date.fromisoformat, default=AS_OF, help="the date of rows that change (YYYY-MM-DD)"
    )
    parser.add_argument("--root", type=Path, default=Path(__file__).parents[1], help="the clone to renew")
    given = parser.parse_args(arguments)
    print("\n".join(refresh(given.root, given.as_of)) or "Nothing changed.")


def _data(package: str, name: str) -> Any:  # noqa: ANN401 - JSON of another package, shaped by its caller
    return json.loads(files(package).joinpath(name).read_text(encoding="utf-8"))


def _runtime(name: str, dates: Mapping[str, str | None]) -> tuple[str, ...]:
    family = re.sub(r"core|[\d.].*", "", name)
    return name, family, *(dates[key] or "" for key in ("deprecated", "create-block", "update-block"))


def _dates(table: str) -> Mapping[tuple[str, ...], str]:
    rows = [tuple(line.split("\t")) for line in table.splitlines()]
    return {row[:-1]: row[-1] for row in rows}


def _table(
    columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], dates: Mapping[tuple[str, ...], str], today: date
) -> str:
    dated = [(*row, dates.get(row, today.isoformat())) for row in sorted(rows)]
    return "".join("\t".join(row) + "\n" for row in (columns, *dated))


def _attributed(data: Mapping[str, Any], whose: str = "theirs, unchanged.") -> str:
    attribution = {
        "source": f"aws-sam-translator@{version('aws-sam-translator')}",
        "project": "https://github.com/aws/serverless-application-model",
        "licence": "Apache-2.0",
        "notice": f"Copyright Amazon.com, Inc. or its affiliates. The data below is {whose}",
    }
    return json.dumps({"Attribution": attribution, **data}, indent=1) + "\n"


if __name__ == "__main__":
    main()
