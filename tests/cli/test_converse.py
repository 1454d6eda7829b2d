from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from buttress.application.workload import Workload
from buttress.cli import answer as answer_command
from buttress.cli import converse as converse_command
from buttress.cli import prepare as prepare_command
from buttress.cli.main import group
from buttress.wiring import open_store
from tests.conftest import TOP

ORDERS = TOP / "examples" / "orders"
COMMAND = (sys.executable, "-c", "from buttress.cli.main import main; main()")


@pytest.fixture(scope="session")
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the example in it, to be copied."""
    place = tmp_path_factory.mktemp("reviewed") / "store.db"
    done = CliRunner().invoke(
        converse_command.command, [str(ORDERS), "--store", str(place), "--export", str(place.with_name("answers.yaml"))]
    )
    assert (done.exit_code, done.output) == (0, "")
    return place


@pytest.fixture
def place(reviewed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(reviewed, tmp_path / "store.db"))


def converse(place: Path, *words: str | Path, said: str = "") -> Result:
    arguments = [*map(str, words), "--store", str(place), "--by", "Jane"]
    return CliRunner().invoke(converse_command.command, arguments, input=said)


def answer(place: Path, *words: str) -> Result:
    return CliRunner().invoke(answer_command.command, [*words, "--store", str(place), "--by", "Jane"])


def test_plain_prompts_lead_through_a_pipe_in_a_process_of_its_own(place: Path, tmp_path: Path) -> None:
    said = "jump REL5\nn\n- one call only\nnote since spring\nby Ben\ny\nu\ne\n?\nwhat\npark until Kim is back\nq\n"
    summary = tmp_path / "summary.md"
    done = subprocess.run(
        [*COMMAND, "converse", "orders", "--plain", "--store", place, "--with", "Jane:owner", "--summary", summary],
        input=said,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "REL05-BP01 (y, n, - reason, Enter leaves it open, h helps): n\n" in done.stdout
    assert "Taken back: REL05-BP04: we do." in done.stdout
    assert "'what' is none of these:" in done.stdout
    assert "Ben speaks from now on." in done.stdout
    kept = open_store(str(place)).answers("orders")
    assert {code: (a.decision, a.reason) for code, a in kept.items() if not a.withdrawn} == {
        "REL05-BP01": ("absent", ""),
        "REL05-BP03": ("not_applicable", "one call only"),
    }
    assert "- REL5: until Kim is back (Ben)" in summary.read_text()
    assert "REL05-BP01" in done.stdout.rpartition("Decided in this session")[2]


def test_every_line_of_a_plain_conversation_does_what_the_help_says(place: Path) -> None:
    lines = ["h", "c", "o", "- ", "by", "jump nowhere at all", "note ", "back", "next", "a", "x", "j SUS1", "", ""]
    done = converse(place, "orders", "--plain", said="\n".join(lines))
    assert done.exit_code == 0
    for sentence in (
        "park TEXT    park the question, and what it waits for",
        "Nothing from earlier or from a template is there for this choice.",
        "say why it does not apply, so that others can follow it later.",
        "Say who: by NAME.",
        "Nothing here is called 'nowhere at all'.",
        "There is nothing to keep without a text.",
        "This is the first question.",
    ):
        assert sentence in done.output
    origins = {answer.origin for answer in open_store(str(place)).answers("orders").values()}
    assert origins == {"evidence", "person"}


def test_a_conversation_goes_on_where_it_was_left(place: Path) -> None:
    first = converse(place, "orders", "--plain", said="x\nq\n").output.splitlines()
    second = converse(place, "orders", "--plain", said="q\n").output.splitlines()
    assert first[0].endswith("more come after them.")
    assert first[1].startswith("The evidence is of ")
    assert first[4].startswith("OPS4: ")
    assert second[4].startswith("OPS6: ")


def test_the_full_screen_needs_a_terminal_and_says_what_to_do(place: Path) -> None:
    done = converse(place, "orders")
    assert done.exit_code == 2
    assert "Use --plain for prompts line by line" in done.output


def test_answers_come_from_a_file_and_are_written_in_the_same_form(place: Path, tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    people = "by: Kim\nwith: {Kim: [owner], Jane: [developer]}\n"
    file.write_text(people + "answers:\n  REL05-BP04: yes\n  REL13-BP01: no\nparked: {SEC1: waits}\n")
    exported = tmp_path / "exported.yaml"
    done = converse(place, "orders", "--answers", file, "--export", exported)
    assert done.exit_code == 0
    assert "REL13-BP02 is answered no as well: it cannot be in place without REL13-BP01." in done.output
    assert "With Kim (owner), Jane (developer). 0 of 90 minutes, 4 answers; 0 answers from before." in done.output
    again = yaml.safe_load(exported.read_text())
    assert again["answers"]["REL05-BP04"] == {"answer": "yes", "by": "Kim", "revision": 1}
    assert again["parked"] == {"SEC1": "waits"}
    assert "0 answers; 4 answers from before." in converse(place, "orders", "--answers", exported).output
    piped = converse(place, "orders", "--answers", "-", said=json.dumps({"answers": {"REL05-BP04": False}}))
    assert 'REL05-BP04 said "we do" before, by Kim' in piped.output


@pytest.mark.parametrize(
    ("text", "message"),
    [("answers: {REL99: yes}", "answers.yaml:1: no practice has the code or id 'REL99'"), ("a: [", "neither YAML nor")],
)
def test_a_file_that_is_wrong_changes_nothing(place: Path, tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(text)
    done = converse(place, "orders", "--answers", file)
    assert done.exit_code == 2
    assert message in done.output
    assert open_store(str(place)).answers("orders") == {}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("order",), "there is no workload and no path 'order'. Did you mean orders?"),
        (("zzz",), "there is no workload and no path 'zzz'. Kept are: orders. Name a folder"),
        (("orders", "--answers", "nowhere.yaml"), "nowhere.yaml cannot be read: No such file or directory."),
        (("orders", "--with", "Jane:boss"), "'boss' is no role. Write \"Jane:owner,developer\""),
        (("orders", "--with", ":owner"), "there is no name before the colon"),
        (("orders", "--answers", "-"), "standard input cannot give the answers of a file and of --plain"),
    ],
)
def test_what_cannot_be_opened_says_what_to_do(place: Path, words: tuple[str, ...], message: str) -> None:
    done = converse(place, *words, "--plain")
    assert done.exit_code == 2
    assert message in done.output


def test_a_path_is_reviewed_first_and_belongs_to_the_workload_of_its_name(place: Path, tmp_path: Path) -> None:
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders" / "template.yaml").write_text("Resources: {Orders: {Type: AWS::SQS::Queue}}\n")
    done = converse(place, tmp_path / "orders", "--plain", said="q\n")
    assert done.exit_code == 2
    assert f"orders is read from {ORDERS}, and this review is of {tmp_path / 'orders'}." in done.output
    (tmp_path / "orders").rename(tmp_path / "queues")
    assert converse(place, tmp_path / "queues", "--plain", said="q\n").exit_code == 0
    assert open_store(str(place)).workload("queues").paths == (str(tmp_path / "queues"),)


def test_answers_from_a_script_are_kept_all_or_none(place: Path) -> None:
    done = answer(
        place, "orders", "REL05-BP04", "yes", "rel_fault_isolation_multiaz_region_system", "no", "--note", "x"
    )
    assert done.output.splitlines() == [
        "REL05-BP04 we do · by Jane · x (revision 1)",
        "REL10-BP01 we don't · by Jane · x (revision 1)",
        "REL11-BP05 is answered no as well: it cannot be in place without REL10-BP01.",
    ]
    refused = answer(place, "orders", "REL05-BP06", "yes", "REL05-BP07", "n/a")
    assert refused.exit_code == 2
    assert "REL05-BP06" not in open_store(str(place)).answers("orders")
    done = answer(place, "orders", "REL05-BP07", "n/a", "--reason", "nothing like it here")
    assert "does not apply · by Jane · because nothing like it here" in done.output


def test_an_answer_names_the_revision_that_it_replaces(place: Path) -> None:
    assert answer(place, "orders", "REL05-BP04", "yes", "--expect", "0").exit_code == 0
    late = answer(place, "orders", "REL05-BP04", "no", "--expect", "0")
    assert late.exit_code == 1
    assert "REL05-BP04 is not at revision 0: we do · by Jane (revision 1). Nothing was kept." in late.output
    assert "there is no answer yet" in answer(place, "orders", "REL05-BP06", "no", "--expect", "3").output
    assert answer(place, "orders", "REL05-BP04", "no", "--expect", "1").exit_code == 0
    assert (
        "goes with one code" in answer(place, "orders", "REL05-BP04", "yes", "REL05-BP06", "no", "--expect", "1").output
    )


def test_an_answer_is_withdrawn_and_its_history_stays(place: Path) -> None:
    answer(place, "orders", "REL05-BP04", "yes")
    assert "withdrawn" in answer(place, "orders", "REL05-BP04", "--withdraw").output
    assert "has no answer that could be withdrawn" in answer(place, "orders", "REL05-BP04", "--withdraw").output
    lines = answer(place, "orders", "--history", "REL05-BP04").output.splitlines()
    assert [line.split("  ")[2] for line in lines] == ["we do · by Jane", "we do, withdrawn · by Jane"]
    assert answer(place, "orders", "--history", "REL05-BP06").output == "REL05-BP06 was never answered.\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("orders",), "Say a code and yes, no or n/a after it"),
        (("orders", "REL05-BP04"), "Say a code and yes, no or n/a after it"),
        (("orders", "REL05-BP04", "maybe"), "REL05-BP04 is answered 'maybe'; write yes, no or n/a."),
        (("orders", "REL05-BP04", "yes", "REL05-BP04", "no"), "REL05-BP04 is answered twice."),
        (("orders", "REL05-BP44", "yes"), "no practice has the code or id 'REL05-BP44'. Did you mean"),
        (("nowhere", "REL05-BP04", "yes"), "nowhere"),
    ],
)
def test_what_cannot_be_answered_says_what_to_do(place: Path, words: tuple[str, ...], message: str) -> None:
    done = answer(place, *words)
    assert done.exit_code == 2
    assert message in done.output


def prepare(*words: str | Path) -> Result:
    return CliRunner().invoke(prepare_command.command, [str(word) for word in words])


def test_preparing_a_path_uses_no_store(tmp_path: Path) -> None:
    done = prepare(ORDERS, "--store", tmp_path / "none" / "store.db")
    assert done.exit_code == 0
    assert done.output.startswith("Before the conversation about orders. ")
    assert not (tmp_path / "none").exists()


def test_preparing_a_kept_workload_leaves_out_what_is_answered(place: Path, tmp_path: Path) -> None:
    answer(place, "orders", "SUS01-BP01", "no")
    page = tmp_path / "page.md"
    done = prepare("orders", "--store", place, "--format", "markdown", "-o", page, "--minutes", "1000")
    assert (done.exit_code, done.output) == (0, "")
    assert "## Whom to invite" in page.read_text()
    assert "SUS1 " not in page.read_text()
    assert "SUS2 " in page.read_text()


def test_what_cannot_be_prepared_says_what_to_do(place: Path, tmp_path: Path) -> None:
    store = open_store(str(place))
    store.create(Workload("bare", store.workload("orders").at))
    assert "bare was not reviewed yet." in prepare("bare", "--store", place).output
    assert prepare("nowhere", "--store", place).exit_code == 2
    assert prepare(tmp_path / "nowhere").exit_code == 2
    refused = prepare("orders", "--store", place, "-o", tmp_path / "none" / "page.md")
    assert (refused.exit_code, "the report cannot be written to" in refused.output) == (2, True)


def test_a_name_that_is_kept_comes_before_a_folder_that_is_called_so(
    place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "orders").mkdir()
    (tmp_path / "orders" / "template.yaml").write_text("Resources: {Queue: {Type: AWS::SQS::Queue}}\n")
    monkeypatch.chdir(tmp_path)
    answer(place, "orders", "SUS01-BP01", "no")
    assert "SUS1 " not in prepare("orders", "--store", place, "--minutes", "1000").output
    assert "SUS1 " in prepare("./orders", "--store", place, "--minutes", "1000").output


def test_a_path_that_is_kept_is_read_with_the_values_that_were_given_for_it(tmp_path: Path) -> None:
    folder, store = tmp_path / "shop", str(tmp_path / "store.db")
    folder.mkdir()
    (folder / "template.yaml").write_text(
        "Parameters: {Env: {Type: String}}\nConditions: {Prod: !Equals [!Ref Env, prod]}\n"
        "Resources:\n  Orders: {Type: AWS::SQS::Queue, Condition: Prod}\n"
    )
    run = CliRunner()
    kept = ["review", str(folder), "--parameter", "Env=dev", "--keep", "--store", store]
    assert run.invoke(group(), kept).exit_code == 0
    done = run.invoke(group(), ["converse", str(folder), "--answers", "-", "--store", store], input="answers: {}\n")
    assert done.exit_code == 0
    opened = open_store(store)
    assert opened.workload("shop").given == (("Env", "dev"),)
    assert len(opened.snapshots("shop")) == 1
    opened.close()


@pytest.mark.parametrize("command", ["converse", "prepare"])
def test_a_folder_without_a_template_is_nothing_to_talk_about(tmp_path: Path, command: str) -> None:
    (tmp_path / "empty").mkdir()
    words = [command, str(tmp_path / "empty"), "--store", str(tmp_path / "store.db")]
    done = CliRunner().invoke(group(), [*words, *(["--plain"] if command == "converse" else [])])
    assert done.exit_code == 2
    assert "there is no architecture here" in done.output


@pytest.mark.parametrize(
    ("package", "words"), [("sqlalchemy", ("workload", "list")), ("textual", ("converse", "orders"))]
)
def test_a_package_that_is_not_installed_is_named_with_how_to_get_it(
    place: Path, package: str, words: tuple[str, ...]
) -> None:
    code = (
        f"import sys; sys.modules[{package!r}] = None; sys.stdin.isatty = sys.stdout.isatty = lambda: True\n"
        "from buttress.cli.main import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words, "--store", place],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "TERM": "xterm"},
    )
    assert done.returncode == 2
    assert f"needs {package}, which is not installed: pip install 'buttress[conversation]'." in done.stderr
