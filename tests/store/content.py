"""What the tests of the store keep: small, typed, and made the same each time."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from buttress.answers.answer import Answer
from buttress.answers.snapshot import Case, Finding, Said, Snapshot, Template
from buttress.application.canonical import digest
from buttress.application.milestone import FIRST, Milestone, Risks, State
from buttress.application.workload import Participant, Remark, Workload
from buttress.evidence.suppressed import Suppressed
from buttress.lenses import Concerns, Facet, Lens, Pillar, Practice, Question
from buttress.plan.action import Action

if TYPE_CHECKING:
    from buttress.application.store import Store

NOW = datetime.datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=datetime.UTC)
LATER = NOW + datetime.timedelta(days=20)
SUPPRESSED = Suppressed(
    "accepted", "it goes in March", "Ann", LATER.date(), expired=False, tool="", rule="", file="template.yaml", line=119
)


def clock() -> datetime.datetime:
    return NOW


def workload(name: str = "orders") -> Workload:
    return Workload(
        name=name,
        at=NOW,
        paths=("/srv/orders/template.yaml", "/srv/orders/data"),
        given=(("Env", "prod"), ("AWS::Region", "eu-west-1")),
        parameter_files=("/srv/orders/prod.json",),
        description="Takes orders – and keeps “them”.",
        follows="house",
    )


def answer(practice: str = "SEC03-BP02", revision: int = 0) -> Answer:
    return Answer(
        practice=practice,
        decision="present",
        by="Ann",
        at=NOW,
        origin="person",
        note="since the spring; it's in\nthe runbook",
        reason="",
        seen="supported",
        source="runbook.md",
        revision=revision,
    )


def participant(name: str = "Ann") -> Participant:
    return Participant(name, ("owner", "operator"), NOW)


def remark(text: str = "Ask the bank.") -> Remark:
    return Remark("parked", "REL05-BP01", text, "Ann", NOW)


def action(name: str = "lambda-error-alarm", revision: int = 0) -> Action:
    return Action(
        id=name,
        title="Somebody hears of failures.",
        severity="high",
        effort="S",
        practices=("OPS08-BP01",),
        findings=((name, "template.yaml#Stock"), (name, "template.yaml#Payment")),
        first_step="An alarm on Errors.",
        status="open",
        at=NOW,
        by="Ann",
        owner="Ben",
        due=datetime.date(2026, 4, 1),
        revision=revision,
    )


def snapshot(reason: str = "nobody hears of it") -> Snapshot:
    case = Case("met", "is encrypted", (("Env", "prod"),))
    finding = Finding(
        check="lambda-error-alarm",
        title="Somebody hears of failures.",
        state="gap",
        severity="high",
        confidence="medium",
        resource="template.yaml#Stock",
        type="AWS::Lambda::Function",
        reason=reason,
        file="template.yaml",
        line=120,
        column=3,
        end_line=140,
        path="Properties.Role",
        practices=("OPS08-BP01", "REL06-BP01"),
        contradicts=("OPS08-BP01",),
        when=(case,),
        rests_on=("the default of parameter Env, 'dev'",),
        suppression=SUPPRESSED,
    )
    said = Said("OPS08-BP01", "partly", ("1 of 2",), (finding.key,), (1, 2))
    return Snapshot(
        name="orders",
        version="0.1.0",
        as_of=datetime.date(2026, 3, 1),
        lenses=("wellarchitected",),
        templates=(Template("template.yaml", "SAM", ("template.yaml",), 12),),
        unread=("template.yaml:3: a macro",),
        problems=(),
        complete=False,
        findings=(finding,),
        said=(said, Said("SEC03-BP02", "open")),
        checks=41,
        declared=(("template.yaml#Stock", "AWS::Lambda::Function"),),
    )


def lens(name: str = "House rules") -> Lens:
    facet = Facet("queues", ("AWS::SQS::Queue",), "every", ("sqs-dead-letter-queue",))
    practices = (
        Practice(
            "house",
            "house:a",
            "a",
            "q",
            "Title",
            "high",
            "required",
            "A",
            "I",
            Concerns(workload=False, facets=(facet,)),
        ),
        Practice("house", "house:b", "b", "q", "Title", "low", "best", "C", "", None),
    )
    question = Question("house", "q", "house:Q1", "Who?", "security", practices)
    return Lens("house", name, ("AWS::SQS::Queue",), (Pillar("security", "Security", (question,)),))


def state_of(store: Store, name: str = "orders") -> State:
    """Give the state of a workload as a milestone would hold it."""
    answers = store.answers(name)
    return State(
        workload=store.workload(name),
        snapshot=store.snapshot(name),
        answers=tuple(answers[code] for code in sorted(answers)),
        remarks=store.remarks(name),
        participants=store.participants(name),
        actions=store.actions(name),
    )


def milestone(store: Store, title: str, name: str = "orders") -> Milestone:
    """Give the milestone that would come next."""
    before = store.milestones(name)
    return Milestone(
        name=title,
        number=len(before) + 1,
        at=NOW,
        by="Ann",
        risks=Risks(1, 2, 3, 4, 5),
        content=digest(state_of(store, name)),
        previous=before[-1].hash if before else FIRST,
        note="before we go live",
    )


def marked(store: Store, title: str, name: str = "orders") -> Milestone:
    """Mark the state of a workload as it is."""
    return store.mark(name, milestone(store, title, name), state_of(store, name))


def kept(store: Store) -> None:
    """Keep two workloads, the first with three milestones, and with something said since the last."""
    filled(store)
    marked(store, "a year on")
    store.answer("orders", [answer("SEC01-BP01"), answer("SEC01-BP01", 1)])
    filled(store, "stock")


def filled(store: Store, name: str = "orders") -> None:
    """Keep something in every table, most of it in two revisions, and two milestones."""
    made = store.create(replace(workload(name), lenses=(("house", store.pin(lens())),)))
    store.change(replace(made, description="Takes orders."))
    store.keep(name, snapshot(), NOW)
    store.answer(name, [answer(), answer("SEC03-BP03")])
    store.answer(name, [replace(answer(revision=1), decision="absent")])
    store.take_part(name, participant())
    first = store.remark(name, remark())
    store.act(name, [action()])
    marked(store, "design", name)
    store.remark(name, replace(first, settled="They keep it for a year."))
    store.act(name, [replace(action(revision=1), status="closed", reason="met since 4f2c1e")])
    store.keep(name, snapshot("its alarm has no action"), LATER)
    marked(store, "go-live", name)
