from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buttress.answers.answer import Answer
from buttress.application.answers_file import AnswersFileError, read_answers_file, written
from buttress.application.filing import codes_of, filed
from tests.application.talk import LATER, NOON, store_with, talk

if TYPE_CHECKING:
    from buttress.application.session import Session
    from tests.application.memory import MemoryStore

FILE = """\
by: Jane
with:
  Jane: [owner, developer]
  Ben: operator
answers:
  REL05-BP04: yes
  REL05-BP06: {answer: no, note: "never tried", by: Ben}
  rel_fault_isolation_multiaz_region_system:
    answer: not applicable
    reason: one Region is enough for us
notes:
  REL5: asked twice
parked:
  SEC1: waits for Kim
"""


def take(session: Session, store: MemoryStore, text: str) -> Session:
    return filed(session, store, read_answers_file(text, "answers.yaml"), LATER)


def refused(text: str) -> list[str]:
    store = store_with()
    with pytest.raises(AnswersFileError) as raised:
        take(talk(store), store, text)
    assert store.answers("orders") == {}
    assert store.remarks("orders") == ()
    *problems, last = str(raised.value).splitlines()
    assert last == "Nothing of the file was taken."
    return problems


def test_a_file_is_read_whole_and_kept_with_its_name() -> None:
    store = store_with()
    session = take(talk(store), store, FILE)
    kept = store.answers("orders")
    assert {code: (a.decision, a.by, a.note, a.reason, a.origin, a.source) for code, a in kept.items()} == {
        "REL05-BP04": ("present", "Jane", "", "", "imported", "answers.yaml"),
        "REL05-BP06": ("absent", "Ben", "never tried", "", "imported", "answers.yaml"),
        "REL10-BP01": ("not_applicable", "Jane", "", "one Region is enough for us", "imported", "answers.yaml"),
    } | {code: (a.decision, a.by, a.note, a.reason, a.origin, a.source) for code, a in kept.items() if a.source in kept}
    assert [(r.kind, r.about, r.text) for r in session.remarks] == [
        ("note", "REL5", "asked twice"),
        ("parked", "SEC1", "waits for Kim"),
    ]
    assert read_answers_file(FILE, "x").people == (("Jane", ("owner", "developer")), ("Ben", ("operator",)))


def test_a_file_taken_twice_changes_nothing() -> None:
    store = store_with()
    session = take(take(talk(store), store, FILE), store, FILE)
    assert {answer.revision for answer in store.answers("orders").values()} == {1}
    assert (len(store.remarks("orders")), session.told) == (2, ())


def test_json_is_read_as_well() -> None:
    store = store_with()
    take(talk(store), store, json.dumps({"answers": {"REL05-BP04": True, "REL05-BP06": {"answer": "no"}}}, indent="\t"))
    assert {code: a.decision for code, a in store.answers("orders").items()} == {
        "REL05-BP04": "present",
        "REL05-BP06": "absent",
    }


def test_what_is_exported_is_read_back_and_an_answer_given_since_is_not_written_over() -> None:
    store = store_with()
    session = take(talk(store), store, FILE)
    text = written(session)
    assert "revision: 1" in text
    assert take(talk(store), store, text).answers == session.answers
    theirs = replace(store.answers("orders")["REL05-BP04"], by="Kim", decision="absent")
    store.answer("orders", [theirs])
    with pytest.raises(AnswersFileError, match='REL05-BP04 was exported as revision 1, and Kim says "we don\'t" now'):
        take(talk(store), store, text)
    session = take(talk(store), store, "answers: {REL05-BP04: yes}")
    assert session.told == ('REL05-BP04 said "we don\'t" before, by Kim on 2026-03-02.',)


def test_an_export_leaves_out_what_was_withdrawn() -> None:
    store = store_with()
    store.answer("orders", [Answer("REL05-BP04", "present", "Jane", NOON, withdrawn=True)])
    assert written(talk(store)).startswith("with:\n  Jane:\n  - owner\n")
    assert "answers" not in written(talk(store))
    with pytest.raises(AnswersFileError, match=r"exported as revision 3, and there is no answer now \(revision 1\)"):
        take(talk(store), store, "answers: {REL05-BP04: {answer: yes, revision: 3}}")
    with pytest.raises(AnswersFileError, match="exported as revision 3, and there is no answer now"):
        take(talk(store), store, "answers: {REL05-BP06: {answer: yes, revision: 3}}")


def test_somebody_who_is_faster_at_that_moment_is_told_and_nothing_is_written() -> None:
    store = store_with()
    session = talk(store)
    store.answer("orders", [Answer("REL05-BP04", "absent", "Kim", NOON)])
    after = take(session, store, FILE)
    assert after.conflict is not None
    assert (list(store.answers("orders")), store.remarks("orders")) == (["REL05-BP04"], ())


def test_a_practice_is_found_by_its_code_its_id_and_a_retired_id() -> None:
    session = talk(store_with())
    names = (
        "REL10-BP01",
        "rel_fault_isolation_multiaz_region_system",
        "sec_detect_investigate_events_analyze_all",
        "x",
    )
    assert [codes_of(session, name) for name in names] == ["REL10-BP01", "REL10-BP01", "SEC04-BP02", None]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- a", "answers.yaml:1: a map is needed here: names, each with a colon and a value."),
        ("answer: {}", "answers.yaml:1: nothing here is called 'answer'; by, with, answers, notes and parked can be."),
        ("answers:\n  REL05-BP44: yes", "answers.yaml:2: no practice has the code or id 'REL05-BP44'. Did you mean "),
        ("answers: {zzz: yes}", "answers.yaml:1: no practice has the code or id 'zzz'. `buttress explain` knows"),
        ("answers: {sec_detect_investigate_events_analyze_all: no}", "Did you mean SEC04-BP02?"),
        ("notes: {REL55: x}", "answers.yaml:1: no practice has the code or id 'REL55'."),
        ("answers:\n  REL05-BP04: maybe", "answers.yaml:2: REL05-BP04 is answered 'maybe'; write yes, no or not appl"),
        ("answers: {REL05-BP04: n/a}", "answers.yaml:1: REL05-BP04 does not apply, and there is no reason"),
        ("answers: {REL05-BP04: {answer: yes, revision: x}}", "the revision of REL05-BP04 is 'x', which is no number"),
        ("answers: {REL05-BP04: {answer: yes, nota: x}}", "an answer has no 'nota'; answer, reason, note, by and rev"),
        (
            "answers:\n  REL05-BP04: yes\n  REL05-BP04: no",
            "answers.yaml:3: REL05-BP04 stands twice, on line 2 already.",
        ),
        (
            "answers:\n  REL10-BP01: yes\n  rel_fault_isolation_multiaz_region_system: no",
            "answers.yaml:3: REL10-BP01 is answered on line 2 already: REL10-BP01.",
        ),
        (
            "answers:\n  REL06-BP07: yes\n  serverless:ops_ops_q1_a3: no",
            'answers.yaml:3: serverless:ops_ops_q1_a3 says "we don\'t", and REL06-BP07 on line 2 says "we do"',
        ),
        (
            "answers:\n  REL13-BP01: no\n  REL13-BP02: yes",
            "answers.yaml:3: REL13-BP02 cannot be there without REL13-BP01, which line 2 denies.",
        ),
        ("with: {Jane: [boss]}", "answers.yaml:1: Jane has the role 'boss'; there are owner, developer, operator, "),
        ("parked: {SEC1: }", "answers.yaml:1: there is no text about SEC1."),
    ],
)
def test_what_is_wrong_is_named_with_its_line_and_nothing_is_taken(text: str, problem: str) -> None:
    assert any(problem in line for line in refused(text))


def test_everything_that_is_wrong_is_named_at_once_in_order() -> None:
    problems = refused("answers:\n  A1: yes\n  REL13-BP01: no\n  REL13-BP02: yes\nnotes:\n  B1: x\n")
    assert [problem.split(": ")[0] for problem in problems] == ["answers.yaml:2", "answers.yaml:4", "answers.yaml:6"]


def test_a_code_of_a_lens_that_does_not_apply_says_so() -> None:
    store = store_with()
    store.evidence["orders"] = [(NOON, replace(store.evidence["orders"][0][1], lenses=("wellarchitected",)))]
    with pytest.raises(AnswersFileError, match=r"is of .*Serverless.*, which does not apply here"):
        take(talk(store), store, "answers: {serverless:ops_ops_q1_a3: yes}")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: [b", "answers.yaml:2: this is neither YAML nor JSON: "),
        ("\x00", "answers.yaml: this is neither YAML nor JSON: "),
        ("[[[[[[[[", "answers.yaml: this is nested deeper than answers can be."),
        (" " * 10_000_001, "answers.yaml: this is larger than 10 MB, and no file of answers."),
    ],
)
def test_what_is_no_such_file_is_refused(text: str, problem: str) -> None:
    with pytest.raises(AnswersFileError) as raised:
        read_answers_file(text, "answers.yaml")
    assert str(raised.value).startswith(problem)
