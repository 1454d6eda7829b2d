"""What the lenses say of checks and resource types holds in the catalogue and in AWS's own schemas."""

from __future__ import annotations

import json
from importlib.resources import files

import buttress.checks
from buttress.evidence.catalogue import every_check
from buttress.lenses import practices
from buttress.lenses.lens import WORKLOAD

CHECKS = {check.id: check for check in every_check(buttress.checks)}
BEARINGS = {(check.id, link.practice): link.bearing for check in CHECKS.values() for link in check.bears_on}
CONCERNS = [(practice, practice.concerns) for practice in practices() if practice.concerns is not None]
FACETS = [(practice, facet) for practice, concerns in CONCERNS for facet in concerns.facets]
NAMED = [(practice, facet, check) for practice, facet in FACETS for check in facet.checks]


def test_every_practice_of_class_a_and_p_says_what_it_concerns() -> None:
    concerned = [practice for practice in practices() if practice.concerns is not None]
    assert len([practice for practice in concerned if practice.lens == "wellarchitected"]) == 225
    assert all((practice.practice_class != "C") == (practice.concerns is not None) for practice in practices())


def test_every_check_bears_on_practices_that_a_lens_has() -> None:
    codes = {practice.code for practice in practices()}
    assert not sorted(f"{check}: {code}" for check, code in BEARINGS if code not in codes)


def test_every_check_of_a_facet_exists_and_bears_on_the_practice() -> None:
    assert not sorted(
        f"{practice.code}: {check}" for practice, _, check in NAMED if (check, practice.code) not in BEARINGS
    )


def test_every_check_of_a_facet_of_class_a_can_decide_it() -> None:
    deciding = [(practice, check) for practice, _, check in NAMED if practice.practice_class == "A"]
    assert len(deciding) > 100
    assert not sorted(
        f"{practice.code}: {check}" for practice, check in deciding if BEARINGS.get((check, practice.code)) != "both"
    )


def test_every_check_of_a_facet_looks_at_all_its_types() -> None:
    assert not sorted(
        f"{practice.code}: {check} does not look at {name}"
        for practice, facet, check in NAMED
        for name in facet.types
        if check in CHECKS and name not in CHECKS[check].on
    )


def test_every_check_stands_in_the_facets_of_what_it_bears_on() -> None:
    placed = {(check, practice.code, name) for practice, facet, check in NAMED for name in facet.types}
    classes = {practice.code: practice.practice_class for practice in practices()}
    bearing = {
        (check, code, name)
        for (check, code), bearing in BEARINGS.items()
        for name in CHECKS[check].on
        if classes[code] == "P" or (classes[code] == "A" and bearing == "both")
    }
    assert not sorted(f"{code}: {check} on {name}" for check, code, name in bearing - placed)


def test_the_facets_of_a_practice_have_names_of_their_own() -> None:
    names = [(practice.code, facet.name) for practice, facet in FACETS]
    assert len(set(names)) == len(names)


def test_only_what_makes_no_sense_without_its_types_may_turn_out_not_to_apply_in_class_p() -> None:
    assert {
        practice.code for practice, concerns in CONCERNS if practice.practice_class == "P" and not concerns.workload
    } == {
        "SEC06-BP05",  # patches and agents, without anything that computes
        "REL02-BP03",  # addresses, without a network or anything placed in one
        "REL02-BP05",  # ranges, without a network or anything placed in one
        "PERF02-BP06",  # accelerators, without anything that computes
        "PERF03-BP04",  # queries, without stores and without code
        "PERF04-BP03",  # lines to sites of one's own, without a network or anything placed in one
        "SUS04-BP04",  # disks, without anything that has one
        "SUS05-BP04",  # accelerators in use, without anything that may have one
        "serverless:sec_sec_q1_a2",  # callers, without doors and without functions
        "serverless:cost_cost_q1_a1",  # the start of functions, without functions
    }


def test_every_type_that_a_practice_concerns_exists() -> None:
    known = json.loads(files("cfnlint").joinpath("data/schemas/providers/us-east-1.json").read_text(encoding="utf-8"))
    named = {name for _, facet in FACETS for name in facet.types} - {WORKLOAD}
    assert len(named) > 100
    assert not sorted(named - set(known))
