"""Files beside the templates tell how a workload is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.sources.discovery import discover
from buttress.sources.signs import KINDS, MOST_BYTES, signs_of

if TYPE_CHECKING:
    from pathlib import Path


def signs(folder: Path, files: dict[str, str]) -> list[tuple[str, str, str]]:
    for name, text in files.items():
        path = folder / "repository" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return [(sign.kind, sign.tool, str(sign.location)) for sign in signs_of(discover([folder / "repository"]))]


@pytest.mark.parametrize(
    ("name", "text", "tool", "line"),
    [
        ("load/orders.js", "// peak\nimport http from 'k6/http';\n", "k6", 2),
        ("tests/load.ts", "const http = require('k6/http')\n", "k6", 1),
        ("perf/flow.yml", "config:\n  target: x\nscenarios:\n  - flow: []\n", "Artillery", 3),
        ("perf/flow.json", '{\n"config": {},\n"scenarios": []}\n', "Artillery", 3),
        ("locustfile.py", "", "Locust", 1),
        ("load/shoppers.py", "import time\nfrom locust import HttpUser\n", "Locust", 2),
        ("plans/peak.jmx", "<jmeterTestPlan/>", "JMeter", 1),
        ("src/OrderSimulation.scala", "package x\nimport io.gatling.core.Predef._\n", "Gatling", 2),
    ],
)
def test_load_test_is_found(tmp_path: Path, name: str, text: str, tool: str, line: int) -> None:
    assert ("load test", tool, f"{name}:{line}") in signs(tmp_path, {name: text})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("load/orders.js", "import http from 'http';\n"),
        ("perf/flow.yml", "config: {}\n"),
        ("perf/values.yml", "scenarios: []\n"),
        ("src/orders.js", "import http from 'k6/http';\n"),
        ("load/huge.js", "import http from 'k6/http';\n" + " " * MOST_BYTES),
        ("src/payload/orders.js", "import http from 'k6/http';\n"),
    ],
)
def test_other_script_is_no_load_test(tmp_path: Path, name: str, text: str) -> None:
    assert [kind for kind, _, _ in signs(tmp_path, {name: text}) if kind == "load test"] == []


@pytest.mark.parametrize(
    ("name", "kind", "tool"),
    [
        (".github/workflows/deploy.yml", "pipeline", "GitHub Actions"),
        (".gitlab-ci.yml", "pipeline", "GitLab CI"),
        ("Jenkinsfile", "pipeline", "Jenkins"),
        ("ci/buildspec-test.yml", "pipeline", "CodeBuild"),
        ("azure-pipelines.yml", "pipeline", "Azure Pipelines"),
        ("bitbucket-pipelines.yml", "pipeline", "Bitbucket Pipelines"),
        (".circleci/config.yml", "pipeline", "CircleCI"),
        ("orders/test_total.py", "test", "Python"),
        ("src/total.spec.ts", "test", "JavaScript"),
        ("total_test.go", "test", "Go"),
        ("src/test/java/TotalTest.java", "test", "Java"),
        ("package-lock.json", "lock file", "npm"),
        ("orders/uv.lock", "lock file", "uv"),
        (".github/dependabot.yml", "dependency automation", "Dependabot"),
        ("renovate.json", "dependency automation", "Renovate"),
        (".github/CODEOWNERS", "code owners", "GitHub"),
        ("samconfig.toml", "infrastructure as code", "SAM"),
        ("network/main.tf", "infrastructure as code", "Terraform"),
    ],
)
def test_file_is_a_sign_by_its_name(tmp_path: Path, name: str, kind: str, tool: str) -> None:
    assert (kind, tool, f"{name}:1") in signs(tmp_path, {name: ""})
    assert kind in KINDS


def test_first_test_of_each_language_is_a_sign_and_every_pipeline(tmp_path: Path) -> None:
    found = signs(
        tmp_path,
        {
            "test_b.py": "",
            "test_a.py": "",
            ".github/workflows/b.yml": "",
            ".github/workflows/a.yml": "",
        },
    )
    assert [place for _, _, place in found] == [".github/workflows/a.yml:1", ".github/workflows/b.yml:1", "test_a.py:1"]


def test_work_tree_above_is_version_control(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    assert ("version control", "git", ".git:1") in signs(tmp_path, {"service/template.yaml": ""})


def test_file_that_is_gone_is_no_sign(tmp_path: Path) -> None:
    script = tmp_path / "load.js"
    script.write_text("import http from 'k6/http';")
    place = discover([tmp_path])
    script.unlink()
    assert signs_of(place) == ()
