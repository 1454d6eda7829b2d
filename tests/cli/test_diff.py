"""`buttress diff` as a person runs it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repository import GUARDED, QUEUE, Work, repository

EXAMPLES = Path(__file__).resolve().parent.parent.parent / "examples"
COMMAND = (sys.executable, "-c", "from buttress.cli.main import main; main()")


def run(*words: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *map(str, words)], capture_output=True, text=True, check=False, cwd=folder)


def told(*words: str | Path, folder: Path | None = None) -> dict[str, dict[str, str]]:
    """Give what became of each check on each resource."""
    done = run("diff", *words, "--format", "json", folder=folder)
    assert (done.returncode, done.stderr) == (0, "")
    found: dict[str, dict[str, str]] = {}
    for one in json.loads(done.stdout)["findings"]:
        found.setdefault(one["check"], {})[one["resource"]] = one["kind"]
    return found


@pytest.fixture
def shop(tmp_path: Path) -> Work:
    work = repository(tmp_path / "shop")
    work.commit(api__template_yaml=QUEUE, other__template_yaml=QUEUE)
    work.git("branch", "before")
    work.commit(api__template_yaml=GUARDED)
    return work


def test_two_commits_are_compared_without_touching_the_work_tree(shop: Work) -> None:
    shop.write(api__template_yaml="no template any more")
    before = shop.git("status", "--porcelain"), (shop.top / ".git" / "index").read_bytes()
    found = told("before..main", "--path", "api", folder=shop.top)
    assert found["sqs-dead-letter-queue"] == {"template.yaml#Orders": "closed"}
    assert (shop.git("status", "--porcelain"), (shop.top / ".git" / "index").read_bytes()) == before
    back = told("main", "before", "--path", "api", folder=shop.top)
    assert back["sqs-dead-letter-queue"] == {"template.yaml#Orders": "opened"}


def test_a_branch_is_compared_with_what_lies_here(shop: Work) -> None:
    assert told("main", folder=shop.top) == {}
    assert told("main", "api", folder=shop.top) == {}
    assert told("before", folder=shop.top / "api")["sqs-dead-letter-queue"] == {"template.yaml#Orders": "closed"}
    assert "api/template.yaml#Orders" in told("before", folder=shop.top)["sqs-dead-letter-queue"]


def test_three_dots_compare_with_where_the_two_parted(shop: Work) -> None:
    shop.git("checkout", "-q", "-b", "topic", "before")
    shop.commit(other__template_yaml=GUARDED)
    assert list(told("main...topic", folder=shop.top)["sqs-dead-letter-queue"]) == ["other/template.yaml#Orders"]
    assert set(told("main..topic", folder=shop.top)["sqs-dead-letter-queue"].values()) == {"opened", "closed"}


def test_a_report_is_compared_with_what_lies_here(shop: Work, tmp_path: Path) -> None:
    run("review", "api", "--format", "json", "-o", tmp_path / "old.json", folder=shop.top)
    shop.write(api__template_yaml=QUEUE)
    found = told(tmp_path / "old.json", "api", folder=shop.top)
    assert found["sqs-dead-letter-queue"] == {"template.yaml#Orders": "opened"}


def test_a_path_that_came_later_is_new_as_a_whole(shop: Work) -> None:
    shop.commit(new__template_yaml=QUEUE)
    done = run("diff", "before", "main", "--path", "new", folder=shop.top)
    assert "has nothing at this path: all of the other side is new." in " ".join(done.stdout.split())
    assert "Orders is new: failing messages are retried until they expire" in " ".join(done.stdout.split())
    gone = run("diff", "before", "main", "--path", "nowhere", folder=shop.top)
    assert gone.returncode == 2
    assert "nowhere: neither before (" in gone.stderr


def test_a_template_that_moved_is_the_same(shop: Work) -> None:
    shop.git("mv", "api/template.yaml", "api/queues.yaml")
    done = run("diff", "main", "--path", "api", folder=shop.top)
    assert "template.yaml is queues.yaml now; its resources are compared." in done.stdout
    assert "Opened" not in done.stdout


@pytest.mark.parametrize("form", ["markdown", "terminal"])
def test_the_examples_are_told_in_sentences(form: str) -> None:
    done = run("diff", EXAMPLES / "orders-good", EXAMPLES / "orders", "--format", form, "--all")
    text = " ".join(done.stdout.split())
    assert "gaps opened, 4 closed, 9 verdicts can no longer be known; 14 gaps are in both." in text
    assert "Payment: it may do whatever Refund may: they share a role (it was met:" in text
    assert "Security: high risks 0 certain, 11 possible → 5 certain, 6 possible." in text
    assert "SEC03-BP02" in text
    assert all(len(line) <= 100 for line in done.stdout.splitlines()) or form == "markdown"


def test_the_report_is_written_to_a_file(shop: Work, tmp_path: Path) -> None:
    done = run("diff", "before..main", "--path", "api", "-o", tmp_path / "change.txt", folder=shop.top)
    assert (done.returncode, done.stdout) == (0, "")
    assert (tmp_path / "change.txt").read_text().startswith("Between before (")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("main", "nowhere"), "nowhere is no branch, tag or commit of"),
        (("old.json", "."), "old.json: there is no such file."),
        (("broken.json", "."), "broken.json:1:2: this is not JSON"),
        (("orders@design", "."), "orders@design is no branch, tag or commit"),
        (("main", "--parameter", "Env"), "'Env' is not of the form NAME=VALUE"),
        (("main...nowhere",), "nowhere is no branch"),
    ],
)
def test_wrong_use_is_told_and_exits_2(shop: Work, words: tuple[str, ...], message: str) -> None:
    (shop.top / "broken.json").write_text("{")
    done = run("diff", *words, folder=shop.top)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_nothing_temporary_is_left_when_it_is_stopped(shop: Work, tmp_path: Path, number: int) -> None:
    code = (
        "import signal, sys, time, pathlib\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a shell's background jobs ignore it
        "from buttress.cli.ending import tidy\n"
        "from buttress.sources.checkout import checked_out\n"
        "with tidy(), checked_out('main', [pathlib.Path()]) as checkout:\n"
        "    print('ready', flush=True)\n"
        "    time.sleep(60)\n"
    )
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    environment = {**os.environ, "TMPDIR": str(scratch)}
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=shop.top, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        assert len(list(scratch.iterdir())) == 1
        process.send_signal(number)
        assert process.wait(30) != 0
    assert list(scratch.iterdir()) == []
