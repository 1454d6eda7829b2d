"""Writes docs/terraform.md: how much of real Terraform is evaluated, and which types are mapped; run by `make docs`."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Final

from buttress.graph.worlds import Worlds
from buttress.sources.discovery import discover
from buttress.sources.terraform.mapping.catalogue import catalogue
from buttress.sources.terraform.reader import terraform_reading
from buttress.sources.terraform.statistics import OPAQUE, Statistic, statistics_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOP: Final = Path(__file__).resolve().parent.parent
ARCHITECTURES: Final = TOP.parent / "shared" / "architectures"
PAGE: Final = TOP / "docs" / "terraform.md"
MOST_REASONS: Final = 3
"""How many reasons a row names."""
MOST_TYPES: Final = 30
"""How many types without a mapping are named."""


def page(architectures: Path) -> str:
    """Make the page of the roots below a folder."""
    rows: list[tuple[str, Statistic]] = []
    opaque: Counter[str] = Counter()
    for folder in sorted({path.relative_to(architectures).parts[0] for path in architectures.rglob("*.tf")}):
        reading = terraform_reading(discover([architectures / folder]), Worlds(), {})
        rows += [(_named(folder, one.root), one) for one in statistics_of(reading)]
        opaque.update(one.type.removeprefix(OPAQUE) for one in reading.resources if one.type.startswith(OPAQUE))
    lines = [*_head(), *_table(rows), "", *_reasons([one for _, one in rows]), "", *_without(opaque), "", *_mapped()]
    return "\n".join([*lines, ""])


def _named(folder: str, root: str) -> str:
    return folder.replace("+", "/") if root == "." else f"{folder.replace('+', '/')}: {root}"


def _head() -> Iterator[str]:
    yield "# How real Terraform is read"
    yield ""
    yield "Made by `make docs` from every root of Terraform below `../shared/architectures`, without variables given."
    yield "A block counts as declared where it stands for a resource of its own; what CloudFormation has as a"
    yield "property of another (the versioning of a bucket, the rule of a security group) is a part of that one."
    yield "Instances count as evaluated: those of `count` and `for_each`, and of modules called several times. A"
    yield "resource of a type without a mapping is opaque: it is in the graph, and no check judges it. A value is"
    yield "known where it is a literal, a reference to a resource, or a text with a known part; one that depends on a"
    yield "variable is counted apart."
    yield ""


def _table(rows: Sequence[tuple[str, Statistic]]) -> Iterator[str]:
    yield "| root | declared | evaluated | opaque | values known | depend on a variable | unknown, by reason |"
    yield "|---|---:|---:|---:|---:|---:|---|"
    for name, one in rows:
        yield _row(name, one)
    whole = Statistic("")
    for _, one in rows:
        whole.declared += one.declared
        whole.evaluated += one.evaluated
        whole.opaque += one.opaque
        whole.known += one.known
        whole.by_world += one.by_world
        whole.unknown.update(one.unknown)
    yield _row(f"all {len(rows)} roots", whole)


def _row(name: str, one: Statistic) -> str:
    ordered = _ordered(one.unknown)
    named = [f"{number} {_cell(reason)}" for reason, number in ordered[:MOST_REASONS]]
    rest = sum(number for _, number in ordered[MOST_REASONS:])
    reasons = "; ".join([*named, *([f"{rest} others"] if rest else [])]) or "–"
    known = f"{one.known:,} ({100 * one.share_known:.0f} %)"
    return f"| {name} | {one.declared:,} | {one.evaluated:,} | {one.opaque} | {known} | {one.by_world} | {reasons} |"


def _ordered(counted: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _reasons(statistics: Sequence[Statistic]) -> Iterator[str]:
    whole: Counter[str] = Counter()
    for one in statistics:
        whole.update(one.unknown)
    yield f"Why {whole.total():,} values are unknown:"
    yield ""
    yield "| reason | values |"
    yield "|---|---:|"
    for reason, number in _ordered(whole):
        yield f"| {_cell(reason)} | {number:,} |"


def _without(opaque: Counter[str]) -> Iterator[str]:
    total = f"{opaque.total():,} resources of {len(opaque)} types"
    yield f"{total} are opaque. The types that stand there most often:"
    yield ""
    yield ", ".join(f"`{kind}` ({number})" for kind, number in _ordered(opaque)[:MOST_TYPES]) + "."


def _mapped() -> Iterator[str]:
    services = catalogue().services
    yield "## Types that are mapped"
    yield ""
    yield f"{len(services)} types of the provider `aws` are mapped. Those of `awscc` are CloudFormation's own."
    yield ""
    yield "| service | types | which |"
    yield "|---|---:|---|"
    for service in sorted(set(services.values())):
        names = sorted(name for name, of in services.items() if of == service)
        yield f"| {service} | {len(names)} | {', '.join(f'`{name}`' for name in names)} |"


def main() -> int:
    """Write the page, where the real templates are beside the clone."""
    if not ARCHITECTURES.is_dir():
        print("../shared/architectures is not beside this clone: docs/terraform.md is left as it is.")
        return 0
    PAGE.write_text(page(ARCHITECTURES), encoding="utf-8")
    print("docs/terraform.md")
    return 0


if __name__ == "__main__":
    sys.exit(main())
