"""Finds what the files beside the templates tell about how a workload is made: its tests, pipelines, lock files."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from buttress.graph.graph import Sign
from buttress.graph.location import Location
from buttress.records import dataclass
from buttress.sources.stage_settings import stages_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.sources.discovery import Found, Workplace

MOST_BYTES: Final = 200_000
"""A file larger than this is not opened: no script or pipeline that a person writes is."""

LOAD_TEST: Final = "load test"
PIPELINE: Final = "pipeline"
TEST: Final = "test"
VERSION_CONTROL: Final = "version control"
LOCK_FILE: Final = "lock file"
DEPENDENCY_AUTOMATION: Final = "dependency automation"
CODE_OWNERS: Final = "code owners"
INFRASTRUCTURE_AS_CODE: Final = "infrastructure as code"
STAGE: Final = "stage"
KINDS: Final = (
    CODE_OWNERS, DEPENDENCY_AUTOMATION, INFRASTRUCTURE_AS_CODE, LOAD_TEST, LOCK_FILE, PIPELINE, STAGE, TEST,
    VERSION_CONTROL,
)  # fmt: skip
"""The kinds of signs."""

EACH: Final = frozenset({LOAD_TEST, PIPELINE})
"""Kinds of which every file is a sign; of the others, the first file of each tool is."""


@dataclass(frozen=True, slots=True)
class Named:
    """Takes a file for a sign by its path alone."""

    kind: str
    tool: str
    path: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Worded:
    """Takes a file for a sign by its path and then by its words, which all occur; the first pattern gives the place."""

    kind: str
    tool: str
    path: re.Pattern[str]
    words: tuple[re.Pattern[bytes], ...]


def _path(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:^|.*/)(?:{pattern})$", re.IGNORECASE)


def _word(pattern: bytes) -> re.Pattern[bytes]:
    return re.compile(pattern, re.MULTILINE)


NAMED: Final = (
    Named(PIPELINE, "GitHub Actions", _path(r"\.github/workflows/[^/]+\.ya?ml")),
    Named(PIPELINE, "GitLab CI", _path(r"\.gitlab-ci\.ya?ml")),
    Named(PIPELINE, "Jenkins", _path(r"Jenkinsfile(?:\.[\w-]+)?")),
    Named(PIPELINE, "CodeBuild", _path(r"buildspec[^/]*\.ya?ml")),
    Named(PIPELINE, "Azure Pipelines", _path(r"azure-pipelines[^/]*\.ya?ml")),
    Named(PIPELINE, "Bitbucket Pipelines", _path(r"bitbucket-pipelines\.ya?ml")),
    Named(PIPELINE, "CircleCI", _path(r"\.circleci/config\.ya?ml")),
    Named(LOAD_TEST, "Locust", _path(r"locustfile[^/]*\.py")),
    Named(LOAD_TEST, "JMeter", _path(r"[^/]+\.jmx")),
    Named(TEST, "Python", _path(r"test_[^/]+\.py|[^/]+_test\.py")),
    Named(TEST, "JavaScript", _path(r"[^/]+\.(?:test|spec)\.[cm]?[jt]sx?|__tests__/.+\.[cm]?[jt]sx?")),
    Named(TEST, "Go", _path(r"[^/]+_test\.go")),
    Named(TEST, "Java", _path(r"src/test/.+\.(?:java|kt|scala)")),
    Named(TEST, ".NET", _path(r"[^/]+Tests?\.(?:cs|fs)")),
    Named(TEST, "Ruby", _path(r"[^/]+_(?:spec|test)\.rb")),
    Named(TEST, "Rust", _path(r"tests/[^/]+\.rs")),
    Named(LOCK_FILE, "npm", _path(r"package-lock\.json|npm-shrinkwrap\.json")),
    Named(LOCK_FILE, "Yarn", _path(r"yarn\.lock")),
    Named(LOCK_FILE, "pnpm", _path(r"pnpm-lock\.yaml")),
    Named(LOCK_FILE, "Poetry", _path(r"poetry\.lock")),
    Named(LOCK_FILE, "Pipenv", _path(r"Pipfile\.lock")),
    Named(LOCK_FILE, "uv", _path(r"uv\.lock")),
    Named(LOCK_FILE, "Bundler", _path(r"Gemfile\.lock")),
    Named(LOCK_FILE, "Cargo", _path(r"Cargo\.lock")),
    Named(LOCK_FILE, "Go", _path(r"go\.sum")),
    Named(LOCK_FILE, "Gradle", _path(r"gradle\.lockfile")),
    Named(LOCK_FILE, "NuGet", _path(r"packages\.lock\.json")),
    Named(LOCK_FILE, "Composer", _path(r"composer\.lock")),
    Named(DEPENDENCY_AUTOMATION, "Dependabot", _path(r"\.github/dependabot\.ya?ml")),
    Named(DEPENDENCY_AUTOMATION, "Renovate", _path(r"renovate\.json5?|\.renovaterc(?:\.json5?)?")),
    Named(CODE_OWNERS, "GitHub", re.compile(r"(?:\.github/|docs/)?CODEOWNERS$")),
    Named(CODE_OWNERS, "GitLab", re.compile(r"\.gitlab/CODEOWNERS$")),
    Named(INFRASTRUCTURE_AS_CODE, "SAM", _path(r"samconfig\.(?:toml|ya?ml)")),
    Named(INFRASTRUCTURE_AS_CODE, "CDK", _path(r"cdk\.json")),
    Named(INFRASTRUCTURE_AS_CODE, "Serverless Framework", _path(r"serverless\.(?:ya?ml|ts|js)")),
    Named(INFRASTRUCTURE_AS_CODE, "Pulumi", _path(r"Pulumi\.ya?ml")),
    Named(INFRASTRUCTURE_AS_CODE, "Terraform", _path(r"[^/]+\.tf")),
)
"""Names that the tools themselves prescribe or look for."""

_LOAD: Final = "load|perf|performance|stress|soak|spike|bench|benchmark|k6|artillery|locust|gatling|tests?"
_HINT: Final = rf"(?:.*[/_.-])?(?:{_LOAD})(?:[/_.-]?(?:tests?|testing))?(?:[/_.-].*)?"
"""A path that speaks of load or tests; only such scripts are opened."""

WORDED: Final = (
    Worded(
        LOAD_TEST,
        "k6",
        _path(rf"{_HINT}\.[cm]?[jt]s"),
        (_word(rb"""(?:from|import|require\()\s*['"]k6(?:/[\w/-]+)?['"]"""),),
    ),
    Worded(
        LOAD_TEST,
        "Artillery",
        _path(rf"{_HINT}\.(?:ya?ml|json)"),
        (_word(rb"""^\s*"?scenarios"?:"""), _word(rb"""^\s*"?config"?:""")),
    ),
    Worded(LOAD_TEST, "Locust", _path(rf"{_HINT}\.py"), (_word(rb"^(?:from locust\b|import locust\b)"),)),
    Worded(
        LOAD_TEST,
        "Gatling",
        _path(r"[^/]*Simulation\.(?:scala|java|kt)"),
        (_word(rb"^\s*import (?:static )?io\.gatling\."),),
    ),
)
"""Names that say little until a line of the file confirms them."""


def signs_of(workplace: Workplace) -> tuple[Sign, ...]:
    """Give the signs among the files of a workplace, in order of kind, tool and place.

    Looks at names first, and opens only files whose name makes them likely, up to `MOST_BYTES` each.
    """
    found = [*_version_control(workplace), *(sign for file in workplace.files for sign in _signs(file))]
    return tuple(sorted(_first_of_each(found), key=lambda sign: (sign.kind, sign.tool, sign.location)))


def _first_of_each(signs: list[Sign]) -> Iterator[Sign]:
    seen: set[tuple[str, str]] = set()
    for sign in signs:
        if sign.kind in EACH or (sign.kind, sign.tool) not in seen:
            yield sign
        seen.add((sign.kind, sign.tool))


def _version_control(workplace: Workplace) -> Iterator[Sign]:
    """Look for the top of a git work tree, here or above."""
    if any((folder / ".git").exists() for folder in (workplace.base, *workplace.base.parents)):
        yield Sign(VERSION_CONTROL, "git", Location(".git", 1))


def _signs(file: Found) -> Iterator[Sign]:
    for rule in NAMED:
        if rule.path.match(file.shown):
            yield Sign(rule.kind, rule.tool, Location(file.shown, 1))
    if PurePosixPath(file.shown).name == "samconfig.toml":
        for name, line in stages_in(_content(file).decode("utf-8", "replace")):
            yield Sign(STAGE, name, Location(file.shown, line))
    likely = [rule for rule in WORDED if rule.path.match(file.shown)]
    if likely and not any(rule.path.match(file.shown) for rule in NAMED if rule.kind in EACH):
        text = _content(file)
        for worded in likely:
            places = [words.search(text) for words in worded.words]
            first = places[0]
            if first is not None and None not in places:
                yield Sign(worded.kind, worded.tool, Location(file.shown, text.count(b"\n", 0, first.start(0) + 1) + 1))


def _content(file: Found) -> bytes:
    """Give the bytes of a file, none where it is large or cannot be opened: a sign less is less harm than no review."""
    try:
        return file.path.read_bytes() if file.path.stat().st_size <= MOST_BYTES else b""
    except OSError:
        return b""
