"""What all tests share: real templates, golden files, and a run that does not pass over skipped tests."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

TOP = Path(__file__).resolve().parent.parent
SHARED = TOP.parent / "shared"
GOLDEN = TOP / "tests" / "golden"
SHARED_IS_ABSENT = "../shared is not beside this clone"
NO_REASON = ("", "unconditional skip")

# Derandomised, so that equal code gives an equal run; without deadlines, because tests are never timed.
settings.register_profile(
    "buttress",
    derandomize=True,
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("buttress")


class Golden(Protocol):
    """Compares a text with the file of that path under tests/golden."""

    def __call__(self, path: str, text: str) -> None:
        """Passes when the committed file holds exactly `text`; under --update-golden, writes it."""
        ...


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `../shared` beside the clone, with real templates; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(SHARED_IS_ABSENT)
    return SHARED


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """A function that compares a text with its golden file, or rewrites the file under --update-golden."""
    return _rewrite if request.config.getoption("--update-golden") else _compare


def _rewrite(path: str, text: str) -> None:
    target = GOLDEN / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(text.encode())


def _compare(path: str, text: str) -> None:
    target = GOLDEN / path
    name = target.relative_to(TOP).as_posix()
    if not target.is_file():
        pytest.fail(f"{name} does not exist yet; `make golden` writes it", pytrace=False)
    committed = target.read_bytes().decode()
    if committed != text:
        pytest.fail(_difference(name, committed, text), pytrace=False)


def _difference(name: str, committed: str, text: str) -> str:
    before, after = (part.splitlines(keepends=True) for part in (committed, text))
    lines = unified_diff(before, after, f"{name} (committed)", f"{name} (this run)")
    shown = "".join(line if line.endswith("\n") else f"{line}\n\\ no newline at the end\n" for line in lines)
    return f"{shown}\nIf this run is right, `make golden` rewrites the file; read the change before you commit it."


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the files under tests/golden")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Under --update-golden, leaves only the tests that have a golden file to write."""
    if not config.getoption("--update-golden"):
        return
    others = [item for item in items if "golden" not in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=others)
    items[:] = [item for item in items if item not in others]


class SkipWatch:
    """Collects the skips that a passing run must not contain; under xdist, every worker's reports arrive here."""

    def __init__(self) -> None:
        self.refused: list[str] = []

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._look_at(report)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._look_at(report)

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self.refused and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        for line in self.refused:
            terminalreporter.write_line(f"This run does not pass: {line}", red=True)

    def _look_at(self, report: pytest.CollectReport | pytest.TestReport) -> None:
        for reason in _skip_reasons(report):
            if reason == SHARED_IS_ABSENT and SHARED.is_dir():
                self.refused.append(f"{report.nodeid} was skipped because {reason}, but it is")
            elif reason in NO_REASON:
                self.refused.append(f"{report.nodeid} was skipped without a reason")


def _skip_reasons(report: pytest.CollectReport | pytest.TestReport) -> Iterator[str]:
    expected_failure = hasattr(report, "wasxfail")
    if report.skipped and not expected_failure and isinstance(report.longrepr, tuple):
        yield report.longrepr[2].removeprefix("Skipped").removeprefix(":").strip()


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(SkipWatch(), "skip-watch")
