"""A folder that holds several architectures, as a person reviews it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from xml.etree import ElementTree as Xml

import pytest

from tests.cli.test_commands import run

if TYPE_CHECKING:
    from pathlib import Path

QUEUE = "Resources: {Orders: {Type: AWS::SQS::Queue}}\n"


@pytest.fixture
def two(tmp_path: Path) -> Path:
    for name in ("orders", "stock"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "template.yaml").write_text(QUEUE)
    return tmp_path


def test_each_architecture_is_named_and_reviewed_by_itself(two: Path) -> None:
    done = run("review", two)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 architectures that do not refer to each other\n")
    for name in ("orders", "stock"):
        assert f"\n{name}/template.yaml · CloudFormation · 1 template · 1 resource · " in done.stdout


def test_joint_takes_all_for_one_workload(two: Path) -> None:
    done = run("review", two, "--joint")
    assert done.stdout.startswith(f"{two.name} · CloudFormation · 2 templates · 2 resources · ")


def test_separate_parts_even_what_refers_to_each_other(two: Path) -> None:
    (two / "stock" / "template.yaml").write_text(
        "Resources: {P: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !ImportValue q}}}"
    )
    (two / "orders" / "template.yaml").write_text(QUEUE + "Outputs: {Q: {Value: !Ref Orders, Export: {Name: q}}}")
    assert run("review", two).stdout.startswith(f"{two.name} · CloudFormation · 2 templates")
    assert run("review", two, "--separate").stdout.startswith("2 architectures")


def test_every_form_holds_each_review(two: Path) -> None:
    done = run(
        "review", two, "--json", two / "a.json", "--sarif", two / "a.sarif", "--junit", two / "a.xml", "--markdown",
        two / "a.md",
    )  # fmt: skip
    assert done.returncode == 0
    names = ["orders/template.yaml", "stock/template.yaml"]
    document = json.loads((two / "a.json").read_text())
    assert [review["name"] for review in document["reviews"]] == names
    assert [review["resources"][0]["id"] for review in document["reviews"]] == [f"{name}#Orders" for name in names]
    runs = json.loads((two / "a.sarif").read_text())["runs"]
    assert [one["automationDetails"]["id"] for one in runs] == [f"buttress/{name}/" for name in names]
    suites = {suite.get("name", "").partition(": ")[0] for suite in Xml.parse(two / "a.xml").getroot()}  # noqa: S314 - ours
    assert suites == set(names)
    page = (two / "a.md").read_text()
    assert page.startswith("# 2 architectures\n")
    assert page.count("# Review of ") == 2


def test_many_architectures_are_listed_with_what_matters_most_in_each(two: Path) -> None:
    for number in range(4):
        (two / f"more{number}.yaml").write_text(QUEUE)
    listed = run("review", two).stdout
    assert listed.startswith("6 architectures")
    assert listed.count("more3.yaml") == 3
    assert "What matters most" not in listed
    assert run("review", two, "--all").stdout.count("What to do, in this order") == 6


def test_what_is_kept_is_one_workload(two: Path) -> None:
    store = two / "store.db"
    done = run("review", two, "--keep", "--store", store)
    assert done.returncode == 0
    assert done.stdout.startswith(f"{two.name} · CloudFormation · 2 templates")
    refused = run("review", two, "--keep", "--separate", "--store", store)
    assert refused.returncode == 2
    assert "What is kept is one workload" in refused.stderr


def test_the_reviews_of_several_are_no_baseline(two: Path) -> None:
    run("review", two, "--json", two / "a.json")
    done = run("gate", two, "--baseline", two / "a.json")
    assert done.returncode == 2
    assert "holds the reviews of several architectures" in done.stderr


def test_init_writes_settings_that_name_what_is_there(two: Path) -> None:
    done = run("init", two)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Wrote {two / 'buttress.toml'}: 2 architectures.")
    (two / "orders" / "further.yaml").write_text(QUEUE)
    again = run("review", two)
    assert again.stdout.startswith("2 architectures")
    assert "\nstock · CloudFormation · 1 template" in again.stdout
    assert "further.yaml" not in again.stdout


def test_init_replaces_nothing_unless_it_is_told_to(two: Path) -> None:
    (two / "buttress.toml").write_text("# mine\n")
    refused = run("init", two)
    assert refused.returncode == 2
    assert "is there already" in refused.stderr
    assert (two / "buttress.toml").read_text() == "# mine\n"
    assert run("init", two, "--force").returncode == 0
