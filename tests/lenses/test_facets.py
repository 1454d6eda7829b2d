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
FACETS = [
    (practice, facet) for practice in practices() if practice.concerns is not None for facet in practice.concerns.facets
]
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


def test_every_type_that_a_practice_concerns_exists() -> None:
    known = json.loads(files("cfnlint").joinpath("data/schemas/providers/us-east-1.json").read_text(encoding="utf-8"))
    named = {name for _, facet in FACETS for name in facet.types} - {WORKLOAD}
    assert len(named) > 100
    assert not sorted(named - set(known))
