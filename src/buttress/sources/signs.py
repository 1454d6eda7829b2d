"""Finds what the files beside the templates tell about how a workload is made: its tests, pipelines, lock files."""

from __future__ import annotations

import functools
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
    """Takes a file for a sign by its path alone.

    One of `pieces` stands in every path that the pattern matches, in lower case: the pattern is not even compiled for a
    workplace where none does.
    """

    kind: str
    tool: str
    pieces: tuple[str, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Worded:
    """Takes a file for a sign by its path and then by its words, which all occur; the first pattern gives the place."""

    kind: str
    tool: str
    pieces: tuple[str, ...]
    path: str
    words: tuple[bytes, ...]


def _matches(rule: Named | Worded, path: str) -> bool:
    lower = path.lower()
    return any(piece in lower for piece in rule.pieces) and _compiled(rule.path).match(path) is not None


@functools.cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _at_end(pattern: str) -> str:
    """Give the pattern of paths that end so, in whatever case."""
    return rf"(?i:(?:^|.*/)(?:{pattern})$)"


NAMED: Final = (
    Named(PIPELINE, "GitHub Actions", (".github/workflows/",), _at_end(r"\.github/workflows/[^/]+\.ya?ml")),
    Named(PIPELINE, "GitLab CI", (".gitlab-ci.",), _at_end(r"\.gitlab-ci\.ya?ml")),
    Named(PIPELINE, "Jenkins", ("jenkinsfile",), _at_end(r"Jenkinsfile(?:\.[\w-]+)?")),
    Named(PIPELINE, "CodeBuild", ("buildspec",), _at_end(r"buildspec[^/]*\.ya?ml")),
    Named(PIPELINE, "Azure Pipelines", ("azure-pipelines",), _at_end(r"azure-pipelines[^/]*\.ya?ml")),
    Named(PIPELINE, "Bitbucket Pipelines", ("bitbucket-pipelines.",), _at_end(r"bitbucket-pipelines\.ya?ml")),
    Named(PIPELINE, "CircleCI", (".circleci/",), _at_end(r"\.circleci/config\.ya?ml")),
    Named(LOAD_TEST, "Locust", ("locustfile",), _at_end(r"locustfile[^/]*\.py")),
    Named(LOAD_TEST, "JMeter", (".jmx",), _at_end(r"[^/]+\.jmx")),
    Named(TEST, "Python", (".py",), _at_end(r"test_[^/]+\.py|[^/]+_test\.py")),
    Named(
        TEST,
        "JavaScript",
        (".test.", ".spec.", "__tests__/"),
        _at_end(r"[^/]+\.(?:test|spec)\.[cm]?[jt]sx?|__tests__/.+\.[cm]?[jt]sx?"),
    ),
    Named(TEST, "Go", ("_test.go",), _at_end(r"[^/]+_test\.go")),
    Named(TEST, "Java", ("src/test/",), _at_end(r"src/test/.+\.(?:java|kt|scala)")),
    Named(TEST, ".NET", ("test.", "tests."), _at_end(r"[^/]+Tests?\.(?:cs|fs)")),
    Named(TEST, "Ruby", (".rb",), _at_end(r"[^/]+_(?:spec|test)\.rb")),
    Named(TEST, "Rust", ("tests/",), _at_end(r"tests/[^/]+\.rs")),
    Named(
        LOCK_FILE,
        "npm",
        ("package-lock.json", "npm-shrinkwrap.json"),
        _at_end(r"package-lock\.json|npm-shrinkwrap\.json"),
    ),
    Named(LOCK_FILE, "Yarn", ("yarn.lock",), _at_end(r"yarn\.lock")),
    Named(LOCK_FILE, "pnpm", ("pnpm-lock.yaml",), _at_end(r"pnpm-lock\.yaml")),
    Named(LOCK_FILE, "Poetry", ("poetry.lock",), _at_end(r"poetry\.lock")),
    Named(LOCK_FILE, "Pipenv", ("pipfile.lock",), _at_end(r"Pipfile\.lock")),
    Named(LOCK_FILE, "uv", ("uv.lock",), _at_end(r"uv\.lock")),
    Named(LOCK_FILE, "Bundler", ("gemfile.lock",), _at_end(r"Gemfile\.lock")),
    Named(LOCK_FILE, "Cargo", ("cargo.lock",), _at_end(r"Cargo\.lock")),
    Named(LOCK_FILE, "Go", ("go.sum",), _at_end(r"go\.sum")),
    Named(LOCK_FILE, "Gradle", ("gradle.lockfile",), _at_end(r"gradle\.lockfile")),
    Named(LOCK_FILE, "NuGet", ("packages.lock.json",), _at_end(r"packages\.lock\.json")),
    Named(LOCK_FILE, "Composer", ("composer.lock",), _at_end(r"composer\.lock")),
    Named(DEPENDENCY_AUTOMATION, "Dependabot", (".github/dependabot.",), _at_end(r"\.github/dependabot\.ya?ml")),
    Named(DEPENDENCY_AUTOMATION, "Renovate", ("renovate",), _at_end(r"renovate\.json5?|\.renovaterc(?:\.json5?)?")),
    Named(CODE_OWNERS, "GitHub", ("codeowners",), r"(?:\.github/|docs/)?CODEOWNERS$"),
    Named(CODE_OWNERS, "GitLab", ("codeowners",), r"\.gitlab/CODEOWNERS$"),
    Named(INFRASTRUCTURE_AS_CODE, "SAM", ("samconfig.",), _at_end(r"samconfig\.(?:toml|ya?ml)")),
    Named(INFRASTRUCTURE_AS_CODE, "CDK", ("cdk.json",), _at_end(r"cdk\.json")),
    Named(INFRASTRUCTURE_AS_CODE, "Serverless Framework", ("serverless.",), _at_end(r"serverless\.(?:ya?ml|ts|js)")),
    Named(INFRASTRUCTURE_AS_CODE, "Pulumi", ("pulumi.",), _at_end(r"Pulumi\.ya?ml")),
    Named(INFRASTRUCTURE_AS_CODE, "Terraform", (".tf",), _at_end(r"[^/]+\.tf")),
)
"""Names that the tools themselves prescribe or look for."""

_LOAD: Final = "load|perf|performance|stress|soak|spike|bench|benchmark|k6|artillery|locust|gatling|tests?"
_HINT: Final = rf"(?:.*[/_.-])?(?:{_LOAD})(?:[/_.-]?(?:tests?|testing))?(?:[/_.-].*)?"
"""A path that speaks of load or tests; only such scripts are opened."""

WORDED: Final = (
    Worded(
        LOAD_TEST,
        "k6",
        (".js", ".ts", ".cjs", ".cts", ".mjs", ".mts"),
        _at_end(rf"{_HINT}\.[cm]?[jt]s"),
        (rb"""(?:from|import|require\()\s*['"]k6(?:/[\w/-]+)?['"]""",),
    ),
    Worded(
        LOAD_TEST,
        "Artillery",
        (".yaml", ".yml", ".json"),
        _at_end(rf"{_HINT}\.(?:ya?ml|json)"),
        (rb"""^\s*"?scenarios"?:""", rb"""^\s*"?config"?:"""),
    ),
    Worded(LOAD_TEST, "Locust", (".py",), _at_end(rf"{_HINT}\.py"), (rb"^(?:from locust\b|import locust\b)",)),
    Worded(
        LOAD_TEST,
        "Gatling",
        ("simulation.",),
        _at_end(r"[^/]*Simulation\.(?:scala|java|kt)"),
        (rb"^\s*import (?:static )?io\.gatling\.",),
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
        if _matches(rule, file.shown):
            yield Sign(rule.kind, rule.tool, Location(file.shown, 1))
    if PurePosixPath(file.shown).name == "samconfig.toml":
        for name, line in stages_in(_content(file).decode("utf-8", "replace")):
            yield Sign(STAGE, name, Location(file.shown, line))
    likely = [rule for rule in WORDED if _matches(rule, file.shown)]
    if likely and not any(_matches(rule, file.shown) for rule in NAMED if rule.kind in EACH):
        text = _content(file)
        for worded in likely:
            places = [re.search(words, text, re.MULTILINE) for words in worded.words]
            first = places[0]
            if first is not None and None not in places:
                yield Sign(worded.kind, worded.tool, Location(file.shown, text.count(b"\n", 0, first.start(0) + 1) + 1))


def _content(file: Found) -> bytes:
    """Give the bytes of a file, none where it is large or cannot be opened: a sign less is less harm than no review."""
    try:
        return file.path.read_bytes() if file.path.stat().st_size <= MOST_BYTES else b""
    except OSError:
        return b""
