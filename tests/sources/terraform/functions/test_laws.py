"""Laws that functions keep for every known argument."""

from __future__ import annotations

import ipaddress
import json
import re
import string

from hypothesis import given
from hypothesis import strategies as st

from tests.sources.terraform.functions.evaluating import INVALID, NOT_KNOWN, fn, result

TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=20)
WORDS = st.text(alphabet=string.ascii_letters + "-_.:/", min_size=1, max_size=8)
SCALARS = st.none() | st.booleans() | st.integers(-(10**12), 10**12) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4), max_leaves=12
)
MAPS = st.dictionaries(WORDS, st.integers(), max_size=5)


@given(st.lists(WORDS.filter(lambda word: "," not in word), min_size=1, max_size=5))
def test_splitting_what_was_joined_gives_it_back(words: list[str]) -> None:
    """A separator that no word has parts them again."""
    assert result("split", ",", fn("join", ",", words)) == words


@given(TEXTS, TEXTS.filter(bool), TEXTS)
def test_replacing_is_splitting_and_joining(text: str, old: str, new: str) -> None:
    """A text between slashes is a pattern, another is taken as it is."""
    wanted = f"x{old}"
    assert result("replace", text, wanted, new) == result("join", new, fn("split", wanted, text))


@given(MAPS)
def test_keys_and_values_make_the_map_again(members: dict[str, int]) -> None:
    """Both are in the order of the keys."""
    assert result("zipmap", fn("keys", members), fn("values", members)) == members


@given(MAPS, MAPS)
def test_merging_lets_the_later_map_win(one: dict[str, int], other: dict[str, int]) -> None:
    """It is Python's union."""
    assert result("merge", one, other) == one | other


@given(st.lists(st.lists(st.integers(), max_size=3), max_size=4))
def test_flattening_is_concatenating(lists: list[list[int]]) -> None:
    """For lists of depth two."""
    assert result("flatten", lists) == result("concat", *lists)


@given(st.lists(st.integers(), max_size=8), st.integers(1, 4))
def test_flattened_chunks_are_the_list(members: list[int], size: int) -> None:
    """No member is lost."""
    assert result("flatten", fn("chunklist", members, size)) == members


@given(st.lists(TEXTS, max_size=6), st.lists(TEXTS, max_size=6))
def test_sets_have_the_laws_of_sets(one: list[str], other: list[str]) -> None:
    """Against Python's sets, sorted by code point."""
    assert result("setunion", one, other) == sorted({*one, *other})
    assert result("setintersection", one, other) == sorted({*one} & {*other})
    assert result("setsubtract", one, other) == sorted({*one} - {*other})
    assert result("toset", fn("toset", one)) == result("toset", one)


@given(st.lists(TEXTS, max_size=6))
def test_distinct_keeps_the_first_of_each(members: list[str]) -> None:
    """In the order of their appearance."""
    assert result("distinct", members) == list(dict.fromkeys(members))


@given(VALUES)
def test_json_is_read_as_it_was_written(value: object) -> None:
    """By `jsondecode`, and by another reader of JSON."""
    assert result("jsondecode", fn("jsonencode", value)) == value
    assert json.loads(result("jsonencode", value)) == value
    assert not re.search("[<>&\u2028\u2029]", result("jsonencode", value))


@given(VALUES)
def test_yaml_is_read_as_it_was_written(value: object) -> None:
    """Where the text is written at all."""
    written = result("yamlencode", value)
    assert written == NOT_KNOWN or result("yamldecode", written) in (value, NOT_KNOWN)


@given(TEXTS)
def test_base64_is_read_as_it_was_written(text: str) -> None:
    """For every text."""
    assert result("base64decode", fn("base64encode", text)) == text
    assert result("textdecodebase64", fn("textencodebase64", text, "UTF-16BE"), "UTF-16BE") == text
    assert result("urldecode", fn("urlencode", text)) == text


@given(st.integers(0, 2**32 - 1), st.integers(0, 24), st.integers(0, 8), st.integers(0, 255))
def test_subnets_lie_in_their_range_and_apart(start: int, prefix: int, bits: int, number: int) -> None:
    """A subnet is one of those that Python's own arithmetic makes."""
    network = ipaddress.IPv4Network((start, prefix), strict=False)
    made = result("cidrsubnet", str(network), bits, number % 2**bits)
    assert ipaddress.IPv4Network(made).subnet_of(network)
    assert result("cidrhost", made, 0) == made.partition("/")[0]
    assert result("cidrsubnets", str(network), *([bits + 1] * 2)) == [
        result("cidrsubnet", str(network), bits + 1, place) for place in range(2)
    ]


@given(st.integers(-(10**30), 10**30))
def test_numbers_are_read_as_they_are_written(number: int) -> None:
    """In any notation of `format` and base of `parseint`."""
    assert result("tonumber", fn("tostring", number)) == number
    assert result("parseint", fn("format", "%d", number), 10) == number
    assert result("parseint", fn("format", "%x", number), 16) == number


@given(st.integers(-50, 50), st.integers(-50, 50), st.integers(-5, 5))
def test_a_range_is_pythons(start: int, limit: int, step: int) -> None:
    """Where the step leads to the limit, else Terraform refuses."""
    expected = list(range(start, limit, step)) if step and (limit - start) * step >= 0 else INVALID
    assert result("range", start, limit, step) == expected


@given(st.text(alphabet="ab.*+?()[]{}|^$\\d1,-:i<P>", max_size=12), st.text(alphabet="ab1.-\n", max_size=12))
def test_a_pattern_is_answered_or_refused(pattern: str, text: str) -> None:
    """No pattern breaks the reader; what matches is a part of the text."""
    found = result("regexall", pattern, text)
    assert found in (INVALID, NOT_KNOWN) or all(not isinstance(match, str) or match in text for match in found)
