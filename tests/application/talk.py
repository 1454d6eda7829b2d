"""A workload in a store, with what evidence says about some practices, and a conversation about it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from buttress.answers.snapshot import Finding, Said, Snapshot
from buttress.application.keeping import Origin, keep_review
from buttress.application.opening import opened
from buttress.application.session import Sitting
from buttress.application.workload import Participant
from tests.application.memory import MemoryStore

if TYPE_CHECKING:
    from buttress.answers.proposal import ProposalState
    from buttress.application.session import Session
    from buttress.application.store import Store

NOON = datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)
LATER = NOON + datetime.timedelta(minutes=12, seconds=40)

JANE = Participant("Jane", ("owner", "developer"), NOON)
BEN = Participant("Ben", ("operator",), NOON)

SEEN: dict[str, ProposalState] = {
    "REL05-BP01": "contradicted",
    "REL05-BP02": "contradicted",
    "REL05-BP03": "supported",
    "REL06-BP01": "met",
    "REL06-BP02": "partly",
}


def finding(practice: str, state: ProposalState) -> Finding:
    good = state in {"met", "supported"}
    return Finding(
        check=f"check-of-{practice}",
        title="A part of it is there",
        state="met" if good else "gap",
        severity="high",
        confidence="high",
        resource="template.yaml#Orders",
        type="AWS::SQS::Queue",
        reason="sets failing messages aside" if good else "failing messages are retried until they expire",
        file="template.yaml",
        line=12,
        column=3,
        end_line=14,
        path="RedrivePolicy",
        practices=(practice,),
        contradicts=() if good else (practice,),
    )


def snapshot(**states: ProposalState) -> Snapshot:
    seen = {**SEEN, **{code.replace("_", "-"): state for code, state in states.items()}}
    findings = tuple(finding(code, state) for code, state in seen.items() if state not in {"open", "not_applicable"})
    keys = {found.practices[0]: (found.key,) for found in findings}
    said = tuple(
        Said(code, state, (), keys.get(code, ()), (3, 5) if state == "partly" else None) for code, state in seen.items()
    )
    return Snapshot(
        "orders",
        "0.1.0",
        datetime.date(2026, 3, 1),
        ("wellarchitected", "serverless"),
        (),
        (),
        (),
        complete=True,
        findings=findings,
        said=said,
    )


def store_with(name: str = "orders", seen: Snapshot | None = None) -> MemoryStore:
    store = MemoryStore()
    keep_review(store, name, seen if seen is not None else snapshot(), Origin(()), NOON)
    return store


def talk(store: Store, *people: Participant, minutes: float = 90) -> Session:
    return opened(store, "orders", Sitting("", people or (JANE, BEN), minutes), NOON)
