"""A review of a real workload from end to end, as a team runs it; its transcript is `docs/story.md`."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

from click.testing import CliRunner

from buttress.cli.main import group

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Golden

WORKLOAD = "govuk-one-login+di-account-management-backend"
ITEM = "sqs-dead-letter-queue"
DEAD = """
  ReviewDeadLetters:
    Type: AWS::SQS::Queue
    Properties:
      KmsMasterKeyId: !GetAtt QueueKmsKey.Arn
      MessageRetentionPeriod: 1209600
"""
REDRIVE = """      RedrivePolicy:
        deadLetterTargetArn: !GetAtt ReviewDeadLetters.Arn
        maxReceiveCount: 5
"""
ANSWERS = """\
by: Amara
with:
  Amara: [owner, developer]
  Piotr: [operator]
answers:
  REL13-BP01: {answer: yes, note: "an hour, agreed with support in spring"}
  REL12-BP04: no
  OPS07-BP02: {answer: yes, by: Piotr}
  SEC10-BP02: no
  COST05-BP04: {answer: not applicable, reason: "there is nothing here that is licensed"}
notes:
  REL12: The team would like a first game day in summer.
parked:
  SEC1: The platform team knows the accounts; ask them on Thursday.
"""


class Teller:
    """Runs commands in a folder, and writes down what a reader of the story sees."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.code = folder / "accounts"
        self.lines = ["# A review from design to go-live", ""]
        self.env = {"BUTTRESS_STORE": str(folder / "store.db"), "BUTTRESS_BY": "Amara"}

    def says(self, text: str) -> None:
        self.lines += [text, ""]

    def on(self, day: str) -> None:
        self.env["BUTTRESS_NOW"] = f"{day}T10:00:00+00:00"

    def run(self, *words: str, status: int = 0, most: int = 30) -> str:
        """Run a command that ends with a status, and write down the first lines that it prints."""
        done = CliRunner().invoke(group(), [word.replace("accounts/", f"{self.code}/") for word in words], env=self.env)
        assert done.exit_code == status, done.output
        shown = re.sub(r"\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b", "(hash)", done.output.replace(f"{self.folder}/", ""))
        lines = shown.rstrip().splitlines()
        cut = [*lines[:most], f"… {len(lines) - most} lines more"] if len(lines) > most else lines
        told = " ".join(words).replace(f"{self.folder}/", "")
        self.lines += ["```console", f"$ buttress {told}", *cut, "```", ""]
        return done.output

    def queues(self) -> tuple[str, ...]:
        """Give the queues of which failing messages are not set aside."""
        found = CliRunner().invoke(group(), ["review", str(self.code), "--format", "json"], env=self.env)
        evidence = json.loads(found.output)["evidence"]
        gaps = (each for each in evidence if each["check"] == ITEM and each["state"] == "gap")
        return tuple(each["resource"].split("#")[1] for each in gaps)


def with_dead_letters(template: str, queues: tuple[str, ...]) -> str:
    """Let every queue set failing messages aside."""
    for queue in queues:
        head, properties = f"\n  {queue}:\n    Type: AWS::SQS::Queue\n", "    Properties:\n"
        before, _, after = template.partition(head)
        inside, _, rest = after.partition(properties)
        template = before + head + inside + properties + REDRIVE + rest
    return template.replace("\nResources:\n", f"\nResources:{DEAD}", 1)


def test_a_real_workload_goes_from_its_first_review_to_go_live(shared: Path, tmp_path: Path, golden: Golden) -> None:
    story = Teller(tmp_path)
    shutil.copytree(shared / "architectures" / WORKLOAD, story.code)
    template = story.code / "template.yaml"
    subprocess.run(["git", "init", "--quiet", str(story.code)], check=True)  # noqa: S607 - git, wherever it is
    story.says(
        "The workload is real: the back end of account management of GOV.UK One Login, 404 resources in one SAM "
        f"template (`../shared/architectures/{WORKLOAD}`). The people, their answers and the fix are invented. A test "
        "runs these "
        "commands and writes this page; long outputs are cut."
    )

    story.says("## At design\n\nThe first review is kept, so that there is something to talk about.")
    story.on("2026-03-02")
    story.run("review", "accounts/", "--keep", most=24)
    story.run("prepare", "accounts", most=24)

    answers = tmp_path / "answers.yaml"
    answers.write_text(ANSWERS, encoding="utf-8")
    story.says(f"Amara and Piotr talk. Here their answers come from a file:\n\n```yaml\n{ANSWERS}```")
    story.run("converse", "accounts", "--answers", str(answers), most=40)
    story.says("Where they stand is marked, for good.")
    story.run("milestone", "create", "accounts", "design")

    story.says("## The plan")
    plan = story.run("plan", "accounts", most=44)
    assert ITEM in plan
    story.run("plan", "assign", "accounts", ITEM, "--owner", "Piotr", "--due", "2026-05-15")

    story.says("## A fix\n\nPiotr gives every queue a dead-letter queue, and the architecture is reviewed again.")
    before = template.read_text(encoding="utf-8")
    queues = story.queues()
    template.write_text(with_dead_letters(before, queues), encoding="utf-8")
    story.on("2026-05-11")
    story.run("review", "accounts/", "--keep", most=8)
    closed = story.run("plan", "history", "accounts", ITEM)
    assert "closed" in closed
    changed = story.run("diff", "accounts@design", "accounts@now", most=50)
    assert f"{len(queues)} closed" in changed

    story.says("## Go-live")
    story.run("milestone", "create", "accounts", "go-live")
    story.run("milestone", "list", "accounts")
    story.run("gate", "accounts/", "--baseline", "accounts@go-live")
    story.says("Somebody takes the dead-letter queues away again. The gate holds that back.")
    template.write_text(before, encoding="utf-8")
    held = story.run("gate", "accounts/", "--baseline", "accounts@go-live", status=1)
    assert "Messages that keep failing" in held
    story.says("And what was kept is what is there:")
    assert "all is as it was kept" in story.run("verify", "accounts")

    golden("../../docs/story.md", "\n".join(story.lines))
