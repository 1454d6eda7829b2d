"""Measures the budgets of the design, with peers beside us where they do comparable work, in CPU seconds and ratios.

Every figure is the CPU time (user and system) of a whole process: the best of several runs for our own work, one run
for each peer, which takes longer. Bytecode is there for both sides: `make bench` compiles it, as an installation does.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOP = Path(__file__).resolve().parent.parent
SHARED = TOP.parent / "shared" / "architectures"
OURS = TOP / ".venv" / "bin"
PEERS = TOP / ".venv-bench" / "bin"
ONE_BY_ONE = """
import gc, sys, buttress
from buttress.report.terminal import as_text
gc.disable()
for path in sys.argv[1:]:
    as_text(buttress.review(path))
    gc.collect(0)
"""
TEMPLATE_KINDS = ("cfn", "sam", "cdk")
ONE_WORKLOAD = "300 real templates as one workload"
TERRAFORM = "300 real files of Terraform"


@dataclass(frozen=True, slots=True)
class Measured:
    """Gives the best CPU seconds of a command, its peak memory in megabytes, and its exit status."""

    seconds: float
    megabytes: float
    status: int


@dataclass(frozen=True, slots=True)
class Line:
    """Names one measurement: what is done, our figure, and the budget in CPU seconds (None where there is none)."""

    what: str
    ours: Measured
    budget: float | None


def measured(command: Sequence[str], runs: int = 3) -> Measured:
    """Run a command several times and give the best."""
    return min((_once(command) for _ in range(runs)), key=lambda one: one.seconds)


def _once(command: Sequence[str]) -> Measured:
    script = textwrap.dedent(
        """
        import json, resource, subprocess, sys
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        status = subprocess.run(json.loads(sys.argv[1]), **quiet).returncode
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(json.dumps([used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, status]))
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", script, json.dumps(list(command))], check=True, capture_output=True, text=True
    )
    return Measured(*json.loads(done.stdout))


def corpus() -> list[Path]:
    """Give the real templates beside the clone, in order; empty when there are none."""
    manifest = SHARED / "manifest.tsv"
    if not manifest.is_file():
        return []
    with manifest.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return [SHARED / row["path"] for row in rows if row["kind"].split("-")[0] in TEMPLATE_KINDS]


def collected(templates: Sequence[Path], count: int, folder: Path) -> Path:
    """Copy templates into a folder until there are `count`, each of them an architecture of its own."""
    for number in range(count):
        source = templates[number % len(templates)]
        shutil.copy(source, folder / f"{number:04}-{source.name}")
    return folder


def terraform_files() -> list[Path]:
    """Give the real files of Terraform beside the clone, in order; empty when there are none."""
    return sorted(SHARED.rglob("*.tf"))


def configured(files: Sequence[Path], count: int, folder: Path) -> Path:
    """Copy files of Terraform into a folder, repository by repository and each whole, again and again while `count`
    files are not exceeded.
    """
    repositories: dict[str, list[Path]] = {}
    for path in files:
        repositories.setdefault(path.relative_to(SHARED).parts[0], []).append(path)
    copied, fitting, turn = 0, True, 0
    while fitting:
        fitting = False
        for members in repositories.values():
            if copied + len(members) <= count:
                fitting, copied = True, copied + len(members)
                for path in members:
                    target = folder / f"{turn}" / path.relative_to(SHARED)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(path, target)
        turn += 1
    return folder


def grown(resources: int, folder: Path) -> Path:
    """Write a template of that many resources: queues with dead-letter queues, functions with roles, and alarms."""
    parts = "\n  ".join(["Resources:", *(_five(number) for number in range(resources // 5))])
    path = folder / f"grown-{resources}.yaml"
    path.write_text(parts + "\n", encoding="utf-8")
    return path


def _five(number: int) -> str:
    """Give five resources that belong together, indented to stand below `Resources`."""
    return (
        textwrap.dedent(
            f"""\
              Queue{number}:
                Type: AWS::SQS::Queue
                Properties:
                  RedrivePolicy: {{deadLetterTargetArn: !GetAtt Dead{number}.Arn, maxReceiveCount: 5}}
              Dead{number}:
                Type: AWS::SQS::Queue
              Role{number}:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: {{Statement: []}}
                  Policies:
                    - PolicyName: own
                      PolicyDocument:
                        Statement: [{{Effect: Allow, Action: sqs:SendMessage, Resource: !GetAtt Queue{number}.Arn}}]
              Function{number}:
                Type: AWS::Lambda::Function
                Properties: {{Role: !GetAtt Role{number}.Arn, Runtime: python3.13, Timeout: 10, MemorySize: 512}}
              Alarm{number}:
                Type: AWS::CloudWatch::Alarm
                Properties:
                  Namespace: AWS/Lambda
                  MetricName: Errors
                  Dimensions: [{{Name: FunctionName, Value: !Ref Function{number}}}]
                  AlarmActions: [arn:aws:sns:eu-west-1:123456789012:pager]
            """
        )
        .replace("\n", "\n  ")
        .rstrip()
    )


def main() -> int:
    """Print the table of budgets, then the growth, then the peers; exits 1 when a budget is not kept."""
    templates = corpus()
    review = [str(OURS / "buttress"), "review"]
    lines = [
        Line("buttress --version", measured([str(OURS / "buttress"), "--version"], 5), 0.05),
        Line("a trivial command (buttress --help)", measured([str(OURS / "buttress"), "--help"], 5), 0.12),
        Line("one SAM template (examples/orders)", measured([*review, str(TOP / "examples/orders")]), 0.4),
    ]
    kept = True
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        if templates:
            largest = max(templates, key=lambda path: path.stat().st_size)
            lines.append(Line(f"the largest real template ({largest.name})", measured([*review, str(largest)]), 0.8))
            (folder / "many").mkdir()
            many = collected(templates, 300, folder / "many")
            each = [str(OURS / "python"), "-c", ONE_BY_ONE, *sorted(str(path) for path in many.iterdir())]
            lines.append(Line("300 real templates, one by one in one process", measured(each), 2.5))
            lines.append(Line(ONE_WORKLOAD, measured([*review, str(many)]), 2.5))
            own = configured(terraform_files(), len(terraform_files()), folder / "terraform")
            lines.append(Line(f"{len(terraform_files())} real files of Terraform", measured([*review, str(own)]), None))
            tripled = configured(terraform_files(), 300, folder / "terraform-300")
            lines.append(Line(TERRAFORM, measured([*review, str(tripled)]), 2.5))
        else:
            print("The folder shared/architectures is not beside this clone: no real templates are measured.")
        kept = _print_budgets(lines)
        _print_growth(review, folder)
        if templates:
            by_name = {line.what: line.ours for line in lines}
            _print_peers("the same 300 templates", _template_peers(folder / "many"), by_name[ONE_WORKLOAD])
            _print_peers(
                "the same 300 files of Terraform", _terraform_peers(folder / "terraform-300"), by_name[TERRAFORM]
            )
    return 0 if kept else 1


def _print_budgets(lines: Sequence[Line]) -> bool:
    print(f"{'work':<60} {'CPU s':>8} {'budget':>8} {'MB':>6}")
    for line in lines:
        mark = "" if line.budget is None or line.ours.seconds <= line.budget else "  over budget"
        budget = "" if line.budget is None else f"{line.budget:8.2f}"
        print(f"{line.what:<60} {line.ours.seconds:8.2f} {budget:>8} {line.ours.megabytes:6.0f}{mark}")
    return all(line.budget is None or line.ours.seconds <= line.budget for line in lines)


def _print_growth(review: Sequence[str], folder: Path) -> None:
    print(f"\n{'growth: resources in one template':<60} {'CPU s':>8} {'ratio':>8} {'MB':>6}")
    before: float | None = None
    for resources in (6_250, 12_500, 25_000, 50_000, 100_000):
        path = grown(resources, folder)
        if path.stat().st_size > 10 * 1024 * 1024:
            print(f"{resources:>10,}: the template is above 10 MB and is split over several files")
        one = measured([*review, str(_split(path, folder, resources))], 1)
        ratio = f"{one.seconds / before:8.2f}" if before else ""
        print(f"{resources:<60,} {one.seconds:8.2f} {ratio:>8} {one.megabytes:6.0f}")
        before = one.seconds


def _split(path: Path, folder: Path, resources: int) -> Path:
    """Give the template itself, or a folder of several when it is larger than the reader takes."""
    if path.stat().st_size <= 10 * 1024 * 1024:
        return path
    inside = folder / f"split-{resources}"
    inside.mkdir()
    for part in range(4):
        shutil.move(grown(resources // 4, folder), inside / f"part-{part}.yaml")
    return inside


def _template_peers(many: Path) -> dict[str, list[str]]:
    files = sorted(str(path) for path in many.iterdir())
    return {
        "checkov": [str(PEERS / "checkov"), "--quiet", "--compact", "--framework", "cloudformation", "-d", str(many)],
        "cfn-lint": [str(PEERS / "cfn-lint"), *files],
        "cloudformation-validate": [str(PEERS / "python"), str(TOP / "bench" / "validate_peer.py"), str(many)],
    }


def _terraform_peers(many: Path) -> dict[str, list[str]]:
    apart = f"PYTHONPATH={PEERS.parent / 'hcl2'}"
    return {
        "checkov": [str(PEERS / "checkov"), "--quiet", "--compact", "--framework", "terraform", "-d", str(many)],
        "python-hcl2, which only parses": [
            "/usr/bin/env", apart, str(PEERS / "python"), str(TOP / "bench" / "hcl2_peer.py"), str(many),
        ],
    }  # fmt: skip


def _print_peers(work: str, commands: Mapping[str, Sequence[str]], ours: Measured) -> None:
    print(f"\n{'peers on ' + work:<60} {'CPU s':>8} {'times':>8} {'MB':>6}")
    for name, command in commands.items():
        if not PEERS.is_dir():
            print(f"{name:<60} is not installed here; make bench installs it")
            continue
        one = measured(command, 1)
        times = one.seconds / ours.seconds
        print(f"{name + f' (exit {one.status})':<60} {one.seconds:8.2f} {times:8.1f} {one.megabytes:6.0f}")


if __name__ == "__main__":
    os.environ.setdefault("PYTHONHASHSEED", "0")
    raise SystemExit(main())
