"""How a lens document is read, and what is said of one that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from buttress.lenses import Concerns, Facet, LensError
from buttress.lenses.document import read_lens

if TYPE_CHECKING:
    from pathlib import Path

    from buttress.lenses import Lens, Practice

HEAD = "id: house\nname: House rules\napplies_to: [AWS::SQS::Queue]\npillars: [security]\n"
TOP = "lens: house\npillar: {id: security, name: Security}\nquestions:\n  - {id: q1, code: SEC1, title: Who, choices: ["
CHOICE = "id: a1, title: Known, risk: high, class: A, sources: IL"


def read(folder: Path, pillar: str, head: str = HEAD) -> Lens:
    (folder / "lens.yaml").write_text(head, encoding="utf-8")
    (folder / "security.yaml").write_text(pillar, encoding="utf-8")
    return read_lens(folder)


def read_choice(folder: Path, choice: str) -> Practice:
    return next(read(folder, f"{TOP}\n{{{choice}}}\n]}}\n").practices())


def test_a_document_becomes_a_lens(tmp_path: Path) -> None:
    lens = read(tmp_path, f"{TOP}\n{{{CHOICE}, concerns: {{workload: true}}}}\n]}}\n")
    (question,) = lens.questions()
    (practice,) = question.practices
    assert (lens.id, lens.name, lens.applies_to) == ("house", "House rules", ("AWS::SQS::Queue",))
    assert (question.code, question.pillar, practice.code) == ("house:SEC1", "security", "house:a1")
    assert (practice.risk, practice.rank, practice.sources) == ("high", "high", "IL")


@pytest.mark.parametrize(
    ("concerns", "expected"),
    [
        ("{workload: true}", Concerns(True, (Facet("the workload", ("workload",), "every", ()),))),  # noqa: FBT003
        (
            "{workload: true, quantifier: any, checks: [x-y]}",
            Concerns(True, (Facet("the workload", ("workload",), "any", ("x-y",)),)),  # noqa: FBT003
        ),
        (
            "{facets: [{name: queues, types: [AWS::SQS::Queue], quantifier: share, checks: [sqs-x]}]}",
            Concerns(False, (Facet("queues", ("AWS::SQS::Queue",), "share", ("sqs-x",)),)),  # noqa: FBT003
        ),
        (
            "{workload: true, facets: [{name: queues, types: [AWS::SQS::Queue]}]}",
            Concerns(True, (Facet("queues", ("AWS::SQS::Queue",), "every", ()),)),  # noqa: FBT003
        ),
    ],
)
def test_what_a_practice_concerns_is_read(tmp_path: Path, concerns: str, expected: Concerns) -> None:
    assert read_choice(tmp_path, f"{CHOICE}, concerns: {concerns}").concerns == expected


def test_the_types_of_a_practice_leave_the_workload_out() -> None:
    facets = (Facet("a", ("workload", "AWS::SQS::Queue"), "every", ()), Facet("b", ("AWS::SNS::Topic",), "any", ()))
    assert Concerns(workload=True, facets=facets).types == {"AWS::SQS::Queue", "AWS::SNS::Topic"}


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ("title: Known", r"security.yaml:5:1: id is missing."),
        ("id: ''", r"security.yaml:5:6: id must be text that is not empty."),
        ("id: [a]", r"5:6: id must be text that is not empty."),
        ("id: a1, titel: Known", r"5:10: nothing here is called 'titel'; did you mean title\?"),
        ("id: a1, xyz: 1", r"5:10: nothing here is called 'xyz'; it can hold id, code, title, .*concerns."),
        ("id: a1, title: K, risk: grave, class: A", r"5:26: risk is 'grave'; write one of high, medium, low, required"),
        ("id: a1, title: K, risk: low, class: P, sources: IX", r"5:50: sources is 'IX'; write letters of ILRBG"),
        ("id: a1, title: K, risk: low, class: P, sources: II", r"5:50: sources is 'II'"),
        ("id: a1, title: K, risk: low, class: C, sources: I", r"class C is talked about, so it has no sources"),
        ("id: a1, title: K, risk: low, class: C, concerns: {workload: true}", r"5:51: .*it concerns no resources"),
        (CHOICE, r"5:1: a practice of class A is decided by configuration, so it must say what it concerns"),
        (
            "id: a1, title: K, risk: low, class: P, sources: I",
            r"5:1: a practice of class P is supported or contradicted by evidence, so it must say what it concerns: `w",
        ),
        (
            f"{CHOICE}, concerns: {{facets: [{{name: x, types: [A, workload]}}]}}",
            r"a facet is about the workload, so the practice always applies; write `workload: true` as well",
        ),
        (f"{CHOICE}, concerns: {{checks: [x-y]}}", r"a facet is about the workload, so the practice always applies"),
        (f"{CHOICE}, concerns: [x]", r"concerns must hold maps, each with its keys"),
        (f"{CHOICE}, concerns: {{}}", r"concerns needs workload, facets or both"),
        (f"{CHOICE}, concerns: {{workload: maybe}}", r"workload is 'maybe'; write one of true"),
        (f"{CHOICE}, concerns: {{facets: {{}}}}", r"facets must be a list"),
        (f"{CHOICE}, concerns: {{facets: [{{name: x}}]}}", r"a facet names at least one resource type"),
        (f"{CHOICE}, concerns: {{facets: [{{name: x, types: A}}]}}", r"types must be a list of texts"),
        (f"{CHOICE}, concerns: {{facets: [{{name: x, types: [[A]]}}]}}", r"types must be a list of texts"),
        (f"{CHOICE}, concerns: {{facets: [{{name: x, types: [A], quantifier: most}}]}}", r"every, any, share"),
    ],
)
def test_a_wrong_choice_is_named_with_its_place(tmp_path: Path, choice: str, message: str) -> None:
    with pytest.raises(LensError, match=message):
        read_choice(tmp_path, choice)


@pytest.mark.parametrize(
    ("document", "message"),
    [
        ("lens: other\npillar: {}\n", r"security.yaml:1:7: lens is 'other'; write one of house."),
        ("- a list\n", r"security.yaml:1:1: a lens document is a map"),
        ("lens: [\n", r"security.yaml:2:1: this is no YAML: "),
        ("lens: \x01", r"security.yaml: this is no YAML: .*character"),
    ],
)
def test_a_wrong_document_is_named_with_its_place(tmp_path: Path, document: str, message: str) -> None:
    with pytest.raises(LensError, match=message):
        read(tmp_path, document)


def test_a_document_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LensError, match=r"cost.yaml: .* names it, and it is not there"):
        read(tmp_path, "", "id: house\nname: House\npillars: [cost]\n")
