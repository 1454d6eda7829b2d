from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from buttress.sources.cloudformation.template import template_of
from tests.corpus import entries, text_at
from tests.sources.sam.oracle import Comparison, compare

if TYPE_CHECKING:
    from buttress.sources.cloudformation.template import Template

OWN = sorted((Path(__file__).parent / "templates").glob("*.yaml"))
REFUSED = {
    "aws-samples+serverless-patterns/apigw-kinesis-lambda-ddb/template.yaml": "its DefinitionBody is an AWS::Include, "
    "which the translator cannot read while the API has Auth",
}
"""Real templates that the translator refuses, with the reason."""


def read(text: str) -> Template:
    template = template_of(text, "template")
    assert template is not None
    return template


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.stem)
def test_a_template_of_many_features_becomes_what_the_translator_makes_of_it(path: Path) -> None:
    assert compare(read(path.read_text(encoding="utf-8"))) == Comparison((), ())


def test_every_real_sam_template_becomes_what_the_translator_makes_of_it(shared: Path) -> None:
    texts = {entry.path: text_at(shared, entry) for entry in entries(shared)}
    templates = {path: template_of(text, path) for path, text in texts.items() if "AWS::Serverless::" in text}
    compared = {path: compare(one) for path, one in templates.items() if one is not None and one.is_sam}

    assert {path for path, one in compared.items() if one.refusal} == set(REFUSED)
    assert {path: one for path, one in compared.items() if one.differences or one.problems} == {}
    assert len(compared) == 87
