import json
from datetime import date
from pathlib import Path
from shutil import copyfile

import pytest

from buttress.facts.dates import AS_OF
from scripts.refresh_data import RENEWALS, RUNTIMES, SAM, changes, main, refresh

TOP = Path(__file__).resolve().parents[2]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    for name in RENEWALS:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        copyfile(TOP / name, tmp_path / name)
    return tmp_path


def test_on_locked_versions_nothing_changes(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--root", str(clone), "--as-of", "2027-01-01"])
    assert capsys.readouterr().out == "Nothing changed.\n"
    assert {name: (clone / name).read_bytes() for name in RENEWALS} == {
        name: (TOP / name).read_bytes() for name in RENEWALS
    }


def test_a_row_that_changed_is_reported_and_gets_the_new_date(clone: Path) -> None:
    path = clone / RUNTIMES
    original = path.read_text(encoding="utf-8")
    path.write_text(
        original.replace("nodejs22.x\tnodejs\t2027-04-30", "nodejs22.x\tnodejs\t2027-03-30"), encoding="utf-8"
    )
    report = refresh(clone, date(2027, 1, 1))
    assert report[0] == f"{RUNTIMES.as_posix()} changed:"
    assert [line[:12] for line in report[1:]] == ["- nodejs22.x", "+ nodejs22.x"]
    assert path.read_text(encoding="utf-8").count("2027-01-01") == 1


def test_files_that_are_absent_are_made_and_then_stay(tmp_path: Path) -> None:
    assert refresh(tmp_path, AS_OF)
    assert refresh(tmp_path, date(2027, 1, 1)) == []


@pytest.mark.parametrize(
    ("name", "member"),
    [
        ("policy_templates.json", "Templates"),
        ("connector_profiles.json", "Permissions"),
        ("managed_policies.json", "Paths"),
    ],
)
def test_what_came_from_sam_says_so(name: str, member: str) -> None:
    data = json.loads((TOP / SAM / name).read_text(encoding="utf-8"))
    assert data["Attribution"]["source"].startswith("aws-sam-translator@")
    assert data["Attribution"]["licence"] == "Apache-2.0"
    assert len(data[member]) > 10


def test_managed_policies_are_those_whose_arn_has_a_path() -> None:
    paths = json.loads((TOP / SAM / "managed_policies.json").read_text(encoding="utf-8"))["Paths"]
    assert len(paths) == 459
    assert paths["AWSLambdaBasicExecutionRole"] == "service-role/AWSLambdaBasicExecutionRole"
    assert "AmazonS3ReadOnlyAccess" not in paths


def test_a_managed_policy_that_lost_its_path_is_renewed(clone: Path) -> None:
    path = clone / SAM / "managed_policies.json"
    path.write_text(
        path.read_text(encoding="utf-8").replace('"service-role/AWSBatchServiceRole"', '"AWSBatchServiceRole"'),
        encoding="utf-8",
    )
    report = refresh(clone, AS_OF)
    assert [line.strip() for line in report] == [
        f"{(SAM / 'managed_policies.json').as_posix()} changed:",
        '-   "AWSBatchServiceRole": "AWSBatchServiceRole",',
        '+   "AWSBatchServiceRole": "service-role/AWSBatchServiceRole",',
    ]


def test_the_command_that_renews_the_facts_compiles_the_lenses_too() -> None:
    recipe = (TOP / "Makefile").read_text(encoding="utf-8").partition("\nrefresh-data:")[2].partition("\n\n")[0]
    assert "scripts/refresh_data.py" in recipe
    assert "scripts/compile_lenses.py" in recipe


def test_changes_are_lines_that_went_and_lines_that_came() -> None:
    assert changes("a\nb\n", "a\nc\n") == ["- b", "+ c"]
