"""Two apps of the AWS CDK, synthesized once for all tests: by their own Node.js, without the CDK's command line."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import TOP

if TYPE_CHECKING:
    from collections.abc import Iterator

APPS = Path(__file__).parent / "apps"
PACKAGES = TOP / ".venv" / "cdk"
CONTEXT: dict[str, object] = {
    "aws:cdk:enable-path-metadata": True,
    "aws:cdk:enable-asset-metadata": True,
    "aws:cdk:version-reporting": True,
}
"""What `cdk synth` tells an app beside the context in its cdk.json."""


@contextmanager
def alone(name: str) -> Iterator[None]:
    """Hold a lock that all workers of all test runs of this clone share."""
    key = hashlib.sha256(f"{APPS}{name}".encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"buttress-{os.getuid()}-{key}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def packages() -> Path:
    """The folder of the apps' packages, installed once beside those of Python, as the lock file has them."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("node and npm, which make the assemblies of CDK apps, are not installed")
    locked = hashlib.sha256((APPS / "package-lock.json").read_bytes()).hexdigest()
    stamp = PACKAGES / "installed"
    with alone("packages"):
        if not stamp.is_file() or stamp.read_text() != locked:
            PACKAGES.mkdir(parents=True, exist_ok=True)
            for name in ("package.json", "package-lock.json"):
                shutil.copy(APPS / name, PACKAGES)
            subprocess.run(
                ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],  # noqa: S607 - npm is where PATH has it
                cwd=PACKAGES,
                check=True,
            )
            stamp.write_text(locked)
    return PACKAGES / "node_modules"


@pytest.fixture(scope="session")
def synthesized(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both apps and their `cdk.out`; it is the same one for all workers of a run."""
    mine = tmp_path_factory.getbasetemp()
    folder = (mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine) / "cdk"
    with alone("synthesis"):
        for name, context in (("shop", CONTEXT), ("fleet", {})):
            if not (folder / name / "done").is_file():
                shutil.copytree(APPS / name, folder / name, dirs_exist_ok=True)
                synthesize(folder / name, packages, context)
                (folder / name / "done").touch()
    return folder


def synthesize(app: Path, packages: Path, context: dict[str, object]) -> None:
    """Run an app as `cdk synth` does."""
    settings = json.loads((app / "cdk.json").read_text())
    subprocess.run(
        settings["app"].split(),
        cwd=app,
        check=True,
        capture_output=True,
        env={
            **os.environ,
            "NODE_PATH": str(packages),
            "CDK_OUTDIR": "cdk.out",
            "CDK_VALIDATION": "false",  # five sixths of the time, and no part of the assembly
            "CDK_CONTEXT_JSON": json.dumps({**settings["context"], **context}),
        },
    )


@pytest.fixture
def shop(synthesized: Path) -> Path:
    """The folder of an app of one stack, synthesized with all that the command line adds."""
    return synthesized / "shop"


@pytest.fixture
def fleet(synthesized: Path) -> Path:
    """The folder of an app of two stages, each of two stacks, one of which nests a third; without what the command
    line adds.
    """
    return synthesized / "fleet"
