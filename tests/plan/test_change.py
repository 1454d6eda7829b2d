"""What changed between two snapshots: the same finding over time, better or worse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from buttress.answers.snapshot import Said, Template
from buttress.plan.entry import Entry
from buttress.plan.moving import renamed
from tests.plan.snapshots import by_env, changed, finding, kinds, snapshot

if TYPE_CHECKING:
    from buttress.answers.snapshot import Snapshot
    from buttress.evidence.verdict import State
    from buttress.plan.entry import Kind


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ("gap", "met", "closed"),
        ("gap", "not_applicable", "ceased"),
        ("gap", "unknown", "lost"),
        ("met", "unknown", "lost"),
        ("unknown", "met", "seen"),
        ("met", "gap", "opened"),
        ("not_applicable", "gap", "opened"),
        ("unknown", "gap", "opened"),
    ],
)
def test_a_state_that_became_another_is_told(before: State, after: State, kind: Kind) -> None:
    change = changed(snapshot(finding(before)), snapshot(finding(after)))
    assert [entry.kind for entry in change.entries] == [kind]
    assert (change.entries[0].was, change.entries[0].now) == (f"{before} for a reason", f"{after} for a reason")
    assert not change.empty


@pytest.mark.parametrize(("before", "after"), [("met", "not_applicable"), ("not_applicable", "unknown")])
def test_what_is_neither_better_nor_worse_is_left_out(before: State, after: State) -> None:
    assert changed(snapshot(finding(before)), snapshot(finding(after))).empty


def test_a_gap_that_is_still_there_for_another_reason_tells_both() -> None:
    old, new = snapshot(finding("gap", reason="three tries")), snapshot(finding("gap", reason="two tries"))
    (entry,) = changed(old, new).entries
    assert (entry.kind, entry.was, entry.now) == ("remains", "three tries", "two tries")
    assert changed(old, old).empty
    assert changed(old, old).still_open == 1


def test_a_gap_closes_with_its_resource_where_everything_was_read() -> None:
    old = snapshot(finding("gap"), finding("met", "t.yaml#Other"))
    assert kinds(changed(old, snapshot(finding("met", "t.yaml#Other")))) == {"Orders": "closed"}
    lost = changed(old, snapshot(finding("met", "t.yaml#Other"), complete=False))
    assert kinds(lost) == {"Orders": "lost"}
    assert lost.gone_resources == (("t.yaml#Orders", "AWS::SQS::Queue"),)


def test_a_met_that_is_gone_with_its_resource_is_no_news() -> None:
    change = changed(snapshot(finding("met"), finding("gap", "t.yaml#Other")), snapshot(finding("gap", "t.yaml#Other")))
    assert change.entries == ()
    assert len(change.gone_resources) == 1


def test_a_gap_of_a_new_resource_is_opened() -> None:
    change = changed(snapshot(finding("met")), snapshot(finding("met"), finding("gap", "t.yaml#New")))
    assert kinds(change) == {"New": "opened"}
    assert change.new_resources == (("t.yaml#New", "AWS::SQS::Queue"),)
    assert change.entries[0].came_from is None


def test_a_check_that_is_new_is_told_apart_and_a_new_resource_is_not() -> None:
    old = snapshot(finding("met"), declared=[("t.yaml#Table", "AWS::DynamoDB::Table")])
    new = snapshot(
        finding("met"),
        finding("gap", check="sqs-new"),
        finding("gap", "t.yaml#New", check="sqs-new"),
        finding("gap", "t.yaml#Table", check="dynamodb-new", kind="AWS::DynamoDB::Table"),
        finding("gap", "workload", check="workload-new"),
    )
    change = changed(old, new)
    assert {(entry.finding.check, entry.finding.resource): entry.kind for entry in change.entries} == {
        ("sqs-new", "t.yaml#Orders"): "new_check",
        ("sqs-new", "t.yaml#New"): "opened",
        ("dynamodb-new", "t.yaml#Table"): "new_check",
        ("workload-new", "workload"): "new_check",
    }
    assert change.new_checks == ("dynamodb-new", "sqs-new", "workload-new")
    back = changed(new, old)
    assert back.gone_checks == change.new_checks
    assert {entry.kind for entry in back.entries} == {"gone_check", "closed"}


def test_a_check_of_a_type_that_is_new_is_not_new() -> None:
    new = snapshot(finding("gap", "t.yaml#Topic", check="sns-encryption", kind="AWS::SNS::Topic"), finding("met"))
    assert changed(snapshot(finding("met")), new).new_checks == ()


def test_an_older_snapshot_without_declared_resources_knows_those_that_were_judged() -> None:
    old, new = snapshot(finding("met")), snapshot(finding("met"), finding("gap", check="sqs-new"))
    assert kinds(changed(replace(old, declared=()), new)) == {"Orders": "new_check"}


def test_a_gap_in_one_more_world_is_opened_in_that_world() -> None:
    old = snapshot(finding("unknown", worlds=by_env(prod="met", others="gap")))
    new = snapshot(finding("gap"))
    assert kinds(changed(old, new)) == {"Orders prod": "opened", "Orders any other": "remains"}
    assert kinds(changed(new, old)) == {"Orders prod": "closed", "Orders any other": "remains"}


def test_any_other_has_room_for_what_its_side_does_not_name() -> None:
    old = snapshot(finding("unknown", worlds=by_env(prod="met", dev="gap", others="gap")))
    new = snapshot(finding("unknown", worlds=by_env(prod="gap", others="met")))
    assert kinds(changed(old, new)) == {"Orders prod": "opened", "Orders dev any other": "closed"}
    assert kinds(changed(new, old)) == {"Orders prod": "closed", "Orders dev any other": "opened"}


def test_worlds_of_different_parameters_are_crossed() -> None:
    old = snapshot(finding("unknown", worlds=by_env(prod="met", others="gap")))
    new = snapshot(finding("unknown", worlds={(("Size", "big"),): "gap", (("Size", "any other"),): "met"}))
    assert {entry.kind: entry.worlds for entry in changed(old, new).entries} == {
        "opened": ((("Env", "prod"), ("Size", "big")),),
        "closed": ((("Env", "any other"), ("Size", "any other")),),
    }


def test_a_gap_in_every_world_of_a_new_resource_names_no_world() -> None:
    new = snapshot(finding("unknown", worlds=by_env(prod="gap", others="gap")), finding("met", "t.yaml#Other"))
    assert kinds(changed(snapshot(finding("met", "t.yaml#Other")), new)) == {"Orders": "opened"}
    some = snapshot(finding("unknown", worlds=by_env(prod="gap", others="met")), finding("met", "t.yaml#Other"))
    assert kinds(changed(snapshot(finding("met", "t.yaml#Other")), some)) == {"Orders prod": "opened"}


def test_a_template_that_was_moved_has_the_same_resources() -> None:
    old, new = snapshot(finding("gap", "a/t.yaml#Orders")), snapshot(finding("gap", "b/u.yaml#Orders"))
    change = changed(old, new)
    assert (change.moved, change.entries, change.new_resources) == ((("a/t.yaml", "b/u.yaml"),), (), ())
    assert not change.empty
    assert kinds(changed(old, snapshot(finding("met", "b/u.yaml#Orders")))) == {"Orders": "closed"}


def test_a_template_that_was_moved_and_changed_is_another() -> None:
    old = snapshot(finding("gap", "a/t.yaml#Orders"))
    new = snapshot(finding("gap", "b/t.yaml#Orders"), finding("met", "b/t.yaml#More"))
    assert changed(old, new).moved == ()
    assert sorted(entry.kind for entry in changed(old, new).entries) == ["closed", "opened"]


def test_templates_that_are_alike_move_in_their_order_or_not_at_all() -> None:
    old = snapshot(finding("gap", "a.yaml#Orders"), finding("met", "b.yaml#Orders"))
    new = snapshot(finding("gap", "x.yaml#Orders"), finding("met", "y.yaml#Orders"))
    assert changed(old, new).moved == (("a.yaml", "x.yaml"), ("b.yaml", "y.yaml"))
    assert changed(old, snapshot(finding("gap", "x.yaml#Orders"))).moved == ()


def test_what_a_proposal_rests_on_moves_along() -> None:
    old = snapshot(finding("gap", "a.yaml#One"), said=[Said("P1", "contradicted", deciding=(("c", "a.yaml#One"),))])
    assert renamed(old, {"a.yaml": "b.yaml"}).said[0].deciding == (("c", "b.yaml#One"),)
    assert renamed(old, {}) is old


def test_entries_are_ordered_by_kind_and_severity() -> None:
    old = snapshot(finding("gap", "t.yaml#A"), finding("met", "t.yaml#B", severity="low"), finding("met", "t.yaml#C"))
    new = snapshot(finding("met", "t.yaml#A"), finding("gap", "t.yaml#B", severity="low"), finding("gap", "t.yaml#C"))
    assert list(kinds(changed(old, new))) == ["C", "B", "A"]


def test_an_entry_is_about_a_finding() -> None:
    with pytest.raises(ValueError, match="give it before, after, or both"):
        _ = Entry("opened", None, None).finding


def test_sides_that_were_read_from_different_folders_are_compared_all_the_same() -> None:
    above = snapshot(finding("gap", "infra/a.yaml#A"), finding("met", "infra/b.yaml#B"), finding("met", "x/c.yaml#C"))
    below = snapshot(finding("gap", "a.yaml#A"), finding("gap", "b.yaml#B"), finding("met", "b.yaml#New"))
    change = changed(above, below)
    assert change.moved == (("infra/a.yaml", "a.yaml"), ("infra/b.yaml", "b.yaml"))
    assert kinds(change) == {"B": "opened"}
    back = changed(below, above)
    assert back.moved == (("a.yaml", "infra/a.yaml"), ("b.yaml", "infra/b.yaml"))
    assert kinds(back) == {"B": "closed"}


def test_a_template_that_could_be_one_of_two_is_neither() -> None:
    above = snapshot(finding("gap", "one/a.yaml#A"), finding("gap", "two/a.yaml#B"))
    assert changed(above, snapshot(finding("gap", "a.yaml#Other"))).moved == ()


def test_a_template_without_resources_has_not_moved() -> None:
    def empty(path: str) -> Snapshot:
        return replace(snapshot(), templates=(Template(path, "CloudFormation", (path,), 0),))

    assert changed(empty("a.yaml"), empty("b.yaml")).moved == ()
