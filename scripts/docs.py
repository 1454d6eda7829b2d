"""Writes the pages of docs/ that are made from code and from real templates; run by `make docs`."""

from __future__ import annotations

import csv
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import buttress
from buttress import wiring
from buttress.evidence.severity import severity_of
from buttress.report.guide_pages import guide_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from buttress.application.review import Review

TOP = Path(__file__).resolve().parent.parent
ARCHITECTURES = TOP.parent / "shared" / "architectures"
DOCS = TOP / "docs"
KINDS = {
    "sam-yaml": "SAM, YAML",
    "sam-json": "SAM, JSON",
    "cfn-yaml": "CloudFormation, YAML",
    "cfn-json": "CloudFormation, JSON",
    "cdk-json": "made by the CDK",
    "cdk-jest-converted": "made by the CDK (snapshots of tests)",
}
STATES = ("met", "gap", "not_applicable", "unknown")


@dataclass(slots=True)
class Row:
    """Adds up what the reviews of one kind of template say."""

    templates: int = 0
    resources: int = 0
    judged: int = 0
    states: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, review: Review) -> None:
        """Add one review."""
        self.templates += 1
        self.resources += len(review.graph.resources)
        self.judged += len({found.resource for found in review.evidence if found.resource != "workload"})
        self.states.update(found.state for found in review.evidence)
        self.reasons.update(
            family(found.reason, bool(found.when)) for found in review.evidence if found.state == "unknown"
        )

    def merge(self, other: Row) -> None:
        """Add another row."""
        self.templates += other.templates
        self.resources += other.resources
        self.judged += other.judged
        self.states.update(other.states)
        self.reasons.update(other.reasons)


def family(reason: str, depends: bool) -> str:  # noqa: FBT001 - two kinds of reason
    """Give the kind of a reason for not knowing."""
    families = (
        ("has no value here", "a parameter has no value"),
        ("is imported", "a value is imported from another stack"),
        ("known only after deployment", "a value is known only after deployment"),
        ("is looked up at deployment", "a value is looked up at deployment"),
        ("a live source would tell", "it may be set up elsewhere in the account"),
        ("is not read", "a part of the workload is not read"),
        ("is NoEcho", "a parameter is hidden"),
        ("which is not known here", "what a relation points at is not known"),
    )
    if depends:
        return "it depends on a parameter"
    return next((name for words, name in families if words in reason), "other")


def corpus_page() -> str:
    """Make the page that tells how real templates fare."""
    rows = {kind: Row() for kind in KINDS}
    for kind, path in templates():
        rows[kind].add(buttress.review(path))
    whole = Row()
    for row in rows.values():
        whole.merge(row)
    return "\n".join([*_corpus_head(), *_corpus_table(rows, whole), "", *_reasons(whole)]) + "\n"


def templates() -> Iterator[tuple[str, Path]]:
    """Give kind and path of each CloudFormation, SAM and CDK template of the manifest."""
    with (ARCHITECTURES / "manifest.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["kind"] in KINDS:
                yield row["kind"], ARCHITECTURES / row["path"]


def _corpus_head() -> Iterator[str]:
    yield "# How real templates fare"
    yield ""
    yield "Made by `make docs` from the real templates of `../shared/architectures`, each reviewed alone and without"
    yield "parameters. A resource is judged when at least one check has it in its scope."
    yield ""


def _corpus_table(rows: dict[str, Row], whole: Row) -> Iterator[str]:
    yield "| kind | templates | resources | judged | met | gap | not applicable | unknown | share unknown |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for name, row in [*((KINDS[kind], row) for kind, row in rows.items()), ("all", whole)]:
        states = " | ".join(f"{row.states[state]:,}" for state in STATES)
        total = sum(row.states.values())
        share = f"{100 * row.states['unknown'] / total:.1f} %" if total else "–"
        judged = f"{row.judged:,} ({100 * row.judged / max(row.resources, 1):.0f} %)"
        yield f"| {name} | {row.templates} | {row.resources:,} | {judged} | {states} | {share} |"


def _reasons(whole: Row) -> Iterator[str]:
    total = sum(whole.reasons.values())
    yield f"Why {total:,} verdicts are unknown:"
    yield ""
    yield "| reason | verdicts | share |"
    yield "|---|---:|---:|"
    for reason, number in sorted(whole.reasons.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"| {reason} | {number:,} | {100 * number / total:.0f} % |"


def catalogue_page() -> str:
    """Make the page that lists every check."""
    lines = [
        "# The catalogue of checks",
        "",
        "Made by `make docs`. `buttress explain ID` tells why each matters and how to mend it.",
        "",
    ]
    lines += ["| check | severity | what is true when it is met | practices |", "|---|---|---|---|"]
    checks = wiring.catalogue()
    for check in checks:
        page = check.page.relative_to(TOP).as_posix()
        practices = ", ".join(f"{link.practice} ({link.bearing})" for link in check.bears_on)
        lines.append(f"| [{check.id}](../{page}) | {severity_of(check)} | {check.title} | {practices} |")
    return "\n".join([*lines, "", f"{len(checks)} checks.", ""])


def by_hand_page() -> str:
    """Make the page of verdicts that were read by hand, from the tables beside it."""
    lines = [
        "# Verdicts read by hand",
        "",
        "A hundred gaps and a hundred mets on real templates, drawn by chance and spread over the checks, each read",
        "at its file and line with AWS's documentation open. What was wrong was mended, with a template on the check's",
        "page that shows the case. The tables",
        "`read-by-hand-gaps.tsv` and `read-by-hand-mets.tsv` hold the notes; `make docs` makes this page of them.",
        "",
        *_read_by_hand("read-by-hand"),
        "",
        "## Terraform and the Serverless Framework",
        "",
        "Sixty gaps and sixty mets, one of a check in each table of a kind: 45 of each on roots of Terraform, 15 on",
        "services of the Serverless Framework (`read-by-hand-terraform-gaps.tsv`, `read-by-hand-terraform-mets.tsv`).",
        "Modules, defaults of variables, separate resources, `count` and `for_each` were followed by eye. Four of the",
        "mets that were wrong took a default of a module or a framework for somebody's choice.",
        "",
        *_read_by_hand("read-by-hand-terraform"),
    ]
    return "\n".join([*lines, ""])


def _read_by_hand(name: str) -> list[str]:
    """Make the counts and the table of two files of notes."""
    rows = [row for state in ("gaps", "mets") for row in _rows(DOCS / f"{name}-{state}.tsv", state[:-1])]
    lines = ["| state | read | right | wrong, and mended |", "|---|---:|---:|---:|"]
    for state in ("gap", "met"):
        mine = [row for row in rows if row["state"] == state]
        right = sum(row["verdict"] == "right" for row in mine)
        lines.append(f"| {state} | {len(mine)} | {right} | {len(mine) - right} |")
    lines += ["", "| # | state | check | where | said | verdict | why |", "|---:|---|---|---|---|---|---|"]
    lines += [
        f"| {row['number']} | {row['state']} | {row['check']} | {row['template']}:{row['line']} {row['resource']} "
        f"| {_cell(row['said'])} | {row['verdict']} | {_cell(row['why'])} |"
        for row in rows
    ]
    return lines


def _rows(path: Path, state: str) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            yield {**row, "state": state, "verdict": row["right|wrong"]}


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def write(pages: Iterable[tuple[str, str]]) -> None:
    """Write pages and say which."""
    DOCS.mkdir(exist_ok=True)
    for name, text in pages:
        (DOCS / name).write_text(text, encoding="utf-8")
        print(f"docs/{name}")


def write_guide() -> None:
    """Write the pages of the lenses anew; a page whose question or practice is gone goes too."""
    folder, pages = DOCS / "lenses", guide_pages(wiring.catalogue())
    for path in folder.glob("*/*.md"):
        if path.relative_to(folder).as_posix() not in pages:
            path.unlink()
    for name, text in pages.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    print(f"docs/lenses: {len(pages)} pages")


def main() -> int:
    """Write the pages; those on real templates only where these are beside the clone."""
    write([("catalogue.md", catalogue_page()), ("read-by-hand.md", by_hand_page())])
    write_guide()
    if not ARCHITECTURES.is_dir():
        print("../shared/architectures is not beside this clone: docs/corpus.md is left as it is.")
        return 0
    write([("corpus.md", corpus_page())])
    return 0


if __name__ == "__main__":
    sys.exit(main())
