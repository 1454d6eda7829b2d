from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CONFTEST = Path(__file__).resolve().parent / "conftest.py"
SKIPS = """
import pytest

@pytest.mark.skip
def test_marked(): pass

def test_silent(): pytest.skip()

def test_mistaken(): pytest.skip("../shared is not beside this clone")

def test_reasoned(): pytest.skip("no database here")

def test_shared(shared): assert shared.name == "shared"
"""


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    tests = tmp_path / "clone" / "tests"
    tests.mkdir(parents=True)
    shutil.copy(CONFTEST, tests)
    (tests.parent / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    return tests.parent


def run(clone: Path, source: str, *options: str) -> subprocess.CompletedProcess[str]:
    (clone / "tests" / "test_one.py").write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *options]
    return subprocess.run(command, cwd=clone, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_run_does_not_pass_over_skips_without_a_true_reason(clone: Path, workers: str) -> None:
    (clone.parent / "shared").mkdir()
    (clone / "tests" / "test_two.py").write_text("import pytest\npytest.skip(allow_module_level=True)\n", "utf-8")
    finished = run(clone, SKIPS, "-n", workers)
    refused = [line for line in finished.stdout.splitlines() if line.startswith("This run does not pass: ")]
    assert finished.returncode == 1
    assert sorted(line.removeprefix("This run does not pass: ") for line in refused) == [
        "tests/test_one.py::test_marked was skipped without a reason",
        "tests/test_one.py::test_mistaken was skipped because ../shared is not beside this clone, but it is",
        "tests/test_one.py::test_silent was skipped without a reason",
        "tests/test_two.py was skipped without a reason",
    ]


def test_a_run_passes_with_skips_for_a_reason(clone: Path) -> None:
    source = "import pytest\ndef test_it(shared): pass\ndef test_reasoned(): pytest.skip('no database here')\n"
    finished = run(clone, source)
    assert "2 skipped" in finished.stdout
    assert finished.returncode == 0


def test_a_golden_file_is_written_on_request_and_compared_ever_after(clone: Path) -> None:
    source = "def test_it(golden): golden('a/report.txt', {!r})\ndef test_other(): pass\n"
    written = run(clone, source.format("one\n"), "--update-golden")
    unchanged = run(clone, source.format("one\n"))
    changed = run(clone, source.format("two\n"))
    assert "1 passed, 1 deselected" in written.stdout
    assert (clone / "tests" / "golden" / "a" / "report.txt").read_bytes() == b"one\n"
    assert unchanged.returncode == 0
    assert changed.returncode == 1
    assert "-one\n+two\n" in changed.stdout


def test_a_golden_file_that_is_missing_is_not_made_in_passing(clone: Path) -> None:
    finished = run(clone, "def test_it(golden): golden('new.txt', 'one')\n")
    assert finished.returncode == 1
    assert "tests/golden/new.txt does not exist yet" in finished.stdout
    assert not (clone / "tests" / "golden").exists()
