"""Asks a real Terraform what configuration comes to, and keeps what it said for the tests to read.

    make record-terraform

The Terraform is the one of the wheels in `requirements/oracle.in`: 0.15.0-rc2, built to go on after an expression that
is in error, which it then names on standard error; with version 3.39.0 of the AWS provider. Both run offline. The
wheels carry no licence, so that they stand in an environment of their own: no test needs them, and nothing of them is
kept but what they said.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from scripts import terraform_spaces as spaces

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

HERE: Final = Path(__file__).resolve().parent.parent
RECORDED: Final = HERE / "tests" / "sources" / "terraform" / "recorded"
PACKAGES: Final = next((HERE / ".venv-oracle" / "lib").glob("python3*/site-packages"), Path("nowhere"))
PROVIDER_VERSION: Final = "3.39.0"
PROVIDER: Final = f"terraform-provider-aws_{PROVIDER_VERSION}_linux_amd64.zip"
SAID_BY: Final = {"terraform": "0.15.0-rc2", "hashicorp/aws": PROVIDER_VERSION}
AWS: Final = """provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "none"
  secret_key                  = "none"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
"""
IGNORED: Final = re.compile(r"cloudrail ignored error: (?:[\w./]*/)?([\w.-]+):\d+,\d+-[\d,]+: ([^;]*; )?([^\n]*)")
STOPPED: Final = re.compile(r"\n  on ([\w.-]+) line \d+")
INFINITE: Final = re.compile(r'serializing\s+output\s+value\s+"(\w+)": cannot serialize infinity')
LETTERS: Final = re.compile(r"\x1b\[\d*m|│ ?|[╷╵]")
MOST_ROUNDS: Final = 40


class Terraform:
    """Runs Terraform in a folder; `plugins` is the mirror of providers that it may use."""

    def __init__(self, plugins: Path) -> None:
        self.binary = PACKAGES / "cloudrail" / "terraform_0_15" / "terraform"
        self.plugins = plugins
        aws = plugins / "registry.terraform.io" / "hashicorp" / "aws"
        aws.mkdir(parents=True)
        (aws / PROVIDER).symlink_to(PACKAGES / "cloudrail" / "terraform_plugins" / PROVIDER)
        self.binary.chmod(0o755)

    def run(self, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
        """Run one command."""
        settings = {"CHECKPOINT_DISABLE": "1", "TF_LOG": "", "TF_IN_AUTOMATION": "1", "HOME": str(folder)}
        return subprocess.run(
            [str(self.binary), *words],
            cwd=folder, env={**os.environ, **settings}, capture_output=True, check=False, encoding="utf-8",
            errors="replace",
        )  # fmt: skip

    def plan(self, folder: Path) -> tuple[dict[str, Any], str]:
        """Plan a folder: the plan as JSON, empty where there is none, and what was said on standard error."""
        started = self.run(folder, "init", "-no-color", f"-plugin-dir={self.plugins}")
        if started.returncode:
            return {}, started.stdout + started.stderr
        planned = self.run(folder, "plan", "-no-color", "-input=false", "-out=p.bin")
        if planned.returncode:
            return {}, planned.stdout + planned.stderr
        shown = self.run(folder, "show", "-json", "p.bin").stdout.removeprefix("o:")
        plan: dict[str, Any] = json.loads(shown)
        return plan, planned.stderr


def refused_in(said: str) -> dict[str, str]:
    """Give the files of which Terraform said that they are in error, each with what it said."""
    plain = LETTERS.sub("", said)
    found = {match[1]: f"{match[2] or ''}{match[3]}".strip() for match in IGNORED.finditer(plain)}
    found |= {f"{match[1]}.tf": "infinity cannot be serialized" for match in INFINITE.finditer(plain)}
    for part in plain.split("Error: ")[1:]:
        match = STOPPED.search(part)
        if match is not None:
            found[match[1]] = part.partition("\n")[0]
    return found


def planned_one_by_one(terraform: Terraform, folder: Path, texts: Mapping[str, str]) -> tuple[Any, dict[str, str]]:
    """Plan files together, without those that stop it: the plan, and by file what Terraform had against it."""
    against: dict[str, str] = {}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    for _ in range(MOST_ROUNDS):
        plan, said = terraform.plan(folder)
        news = {name: why for name, why in refused_in(said).items() if name in texts}
        against.update(news)
        if plan:
            return plan, against
        if not news:
            sys.exit(f"Terraform refuses {folder.name}, and names no file:\n{LETTERS.sub('', said)[-3000:]}")
        for name in news:
            (folder / name).unlink(missing_ok=True)
    sys.exit(f"Terraform refuses {folder.name} after {MOST_ROUNDS} rounds.")


def record_expressions(terraform: Terraform, folder: Path) -> None:
    """Record what each expression comes to, inside a list so that null is seen."""
    shutil.copytree(RECORDED / "inputs", folder, dirs_exist_ok=True)
    written = (RECORDED / "expressions.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n---\n")
    listed = list(dict.fromkeys([*written, *spaces.expressions()]))
    texts = {f"e{n}.tf": f'output "e{n}" {{\n  value = [\n{one}\n]\n}}\n' for n, one in enumerate(listed)}
    plan, against = planned_one_by_one(terraform, folder, texts)
    outputs: dict[str, Any] = plan["planned_values"]["outputs"]
    changes: dict[str, Any] = plan["output_changes"]
    results: dict[str, Any] = {}
    for n, one in enumerate(listed):
        value = outputs.get(f"e{n}", {}).get("value")
        if f"e{n}.tf" in against:
            results[one] = {"error": against[f"e{n}.tf"]}
        elif value is not None and changes[f"e{n}"]["after_unknown"] is False:
            results[one] = {"value": value[0]}
        else:
            results[one] = {"unknown": True}
    keep(RECORDED / "expressions.json", {"said_by": SAID_BY, "results": results}, "results")


def record_policies(terraform: Terraform, folder: Path) -> None:
    """Record the document of each block of `aws_iam_policy_document`."""
    (folder / "provider.tf").write_text(AWS, encoding="utf-8")
    bodies = list(dict.fromkeys(spaces.policies()))
    texts = {f"p{n}.tf": f'data "aws_iam_policy_document" "p{n}" {{\n{one}}}\n' for n, one in enumerate(bodies)}
    plan, against = planned_one_by_one(terraform, folder, texts)
    resources = plan["prior_state"]["values"]["root_module"]["resources"]
    documents = {one["name"]: json.loads(one["values"]["json"]) for one in resources}
    results = {
        f"p{n}": {"body": body, **({"error": against[f"p{n}.tf"]} if f"p{n}.tf" in against else {})}
        for n, body in enumerate(bodies)
    }
    for name, document in documents.items():
        results[name]["document"] = document
    keep(RECORDED / "policies.json", {"said_by": SAID_BY, "results": results}, "results")


def record_roots(terraform: Terraform, folder: Path, names: Iterable[str]) -> None:
    """Record the plan of each root beside it, and what provider attributes need no configuration."""
    for name in names:
        here = folder / name
        shutil.copytree(RECORDED / "roots" / name, here)
        (here / "plan.json").unlink(missing_ok=True)
        plan, said = terraform.plan(here)
        if not plan:
            sys.exit(f"Terraform refuses {name}:\n{LETTERS.sub('', said)[-3000:]}")
        for file, why in refused_in(said).items():
            sys.exit(f"{name}/{file}: {why}")
        for key in ("prior_state", "output_changes"):
            plan.pop(key, None)
        keep(RECORDED / "roots" / name / "plan.json", plan)


def keep(file: Path, content: Mapping[str, Any], by_line: str = "") -> None:
    """Write JSON, sorted; the members of `by_line` each on a line."""
    if not by_line:
        file.write_text(json.dumps(content, sort_keys=True, separators=(",", ":")) + "\n", encoding="utf-8")
        return
    rest = {key: value for key, value in content.items() if key != by_line}
    lines = [
        f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False, sort_keys=True)}"
        for key, value in content[by_line].items()
    ]
    head = json.dumps(rest, sort_keys=True).removesuffix("}")
    file.write_text(f'{head}, "{by_line}": {{\n' + ",\n".join(lines) + "\n}}\n", encoding="utf-8")
    print(f"{file.relative_to(HERE)}: {len(lines)}")


def main() -> None:
    """Record everything, or only what the arguments name: `expressions`, `policies`, or roots."""
    asked = sys.argv[1:]
    roots = sorted(one.name for one in (RECORDED / "roots").iterdir() if one.is_dir())
    with tempfile.TemporaryDirectory() as place:
        top = Path(place)
        terraform = Terraform(top / "plugins")
        for name, record in (("expressions", record_expressions), ("policies", record_policies)):
            if not asked or name in asked:
                (top / name).mkdir()
                record(terraform, top / name)
        record_roots(terraform, top, [name for name in roots if not asked or name in asked])


if __name__ == "__main__":
    main()
