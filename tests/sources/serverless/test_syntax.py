"""The syntax of variables, whatever the text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from buttress.sources.serverless.syntax import Literal, Lookup, Variable, parts_of

PIECES = (
    "${",
    "}",
    "self:",
    "opt:a",
    "file(",
    ")",
    ",",
    "'",
    '"',
    " ",
    ":",
    "${{",
    "}}",
    "a.b",
    "AWS::Region",
    "{",
    "\\",
)


@given(st.text())
def test_a_text_without_a_variable_is_itself(text: str) -> None:
    assert "".join(part for part in parts_of(text.replace("${", "$")) if isinstance(part, str)) == text.replace(
        "${", "$"
    )


@given(st.lists(st.sampled_from(PIECES)).map("".join), st.booleans())
def test_any_text_splits_into_texts_and_variables(text: str, double: bool) -> None:  # noqa: FBT001 - a drawn value
    parts = parts_of(text, double=double)
    assert all(isinstance(part, str | Variable) for part in parts)
    assert sum(len(part) for part in parts if isinstance(part, str)) <= len(text)


@given(st.sampled_from(["self", "opt", "env", "file", "ssm"]), st.from_regex(r"[a-z]+(\.[a-z]+){0,3}", fullmatch=True))
def test_a_lookup_keeps_its_source_and_address(source: str, address: str) -> None:
    (variable,) = parts_of(f"${{{source}:{address}, 'else'}}")
    assert isinstance(variable, Variable)
    assert variable.choices == (Lookup(source, (), (address,)), Literal(("else",)))
