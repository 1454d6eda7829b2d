"""A git repository in a temporary folder, made with the real git."""

from __future__ import annotations

import os
import subprocess
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

WHO = {
    "GIT_AUTHOR_NAME": "Jane",
    "GIT_AUTHOR_EMAIL": "jane@example.com",
    "GIT_COMMITTER_NAME": "Jane",
    "GIT_COMMITTER_EMAIL": "jane@example.com",
    "GIT_AUTHOR_DATE": "2026-11-23T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-11-23T12:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}

QUEUE = """\
    Resources:
      Orders:
        Type: AWS::SQS::Queue
"""
GUARDED = """\
    Resources:
      Orders:
        Type: AWS::SQS::Queue
        Properties:
          RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5}
      Dead:
        Type: AWS::SQS::Queue
        Properties: {MessageRetentionPeriod: 1209600}
"""


@dataclass(frozen=True, slots=True)
class Work:
    """Holds a work tree; each method runs git in it."""

    top: Path

    def git(self, *words: str | Path) -> str:
        """Run git and give what it prints."""
        done = subprocess.run(
            ["git", "-c", "protocol.file.allow=always", *map(str, words)],  # noqa: S607 - the git of this machine
            cwd=self.top,
            env={**os.environ, **WHO},
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def write(self, **files: str) -> None:
        """Write files; `__` stands for a slash and `_yaml` for the ending."""
        for name, text in files.items():
            path = self.top / name.replace("__", "/").replace("_yaml", ".yaml").replace("_json", ".json")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(textwrap.dedent(text), encoding="utf-8")

    def commit(self, message: str = "work", **files: str) -> str:
        """Write files and commit everything; gives the commit."""
        self.write(**files)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)
        return self.git("rev-parse", "HEAD")


def repository(folder: Path) -> Work:
    """Make an empty repository with the branch main."""
    folder.mkdir(parents=True, exist_ok=True)
    work = Work(folder)
    work.git("init", "-q", "-b", "main")
    return work
