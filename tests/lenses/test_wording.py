"""The guide's wording: whole, readable aloud, without blame, and ours."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import fields
from typing import TYPE_CHECKING, Final

import pytest

from buttress.lenses import lenses, practice, practices
from buttress.lenses.conversation import (
    GUIDES,
    answered_by,
    compiled_guides,
    guides,
    moot_without,
    practice_guide,
    question_guide,
)
from buttress.lenses.document import read_guides
from buttress.lenses.errors import LensError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

LONGEST_SENTENCE: Final = 28
LONGEST_ON_AVERAGE: Final = 17
JARGON: Final = re.compile(
    r"\b(leverag\w*|utili[sz]\w*|ensur\w*|robust\w*|seamless\w*|holistic\w*|stakeholders?|synerg\w*|proactive\w*|"
    r"actionable|streamlin\w*|empower\w*|mechanisms?|best practices?|mission-critical|in order to|paradigm\w*|"
    r"granular\w*|facilitat\w*|comprehensive\w*|aforementioned|various|appropriate\w*)\b",
    re.IGNORECASE,
)
BLAME: Final = re.compile(
    r"\b(you (should|must|failed|forgot|neglected)|your fault|why (didn't|don't|haven't) you)\b|!", re.IGNORECASE
)
CLOSED: Final = re.compile(r"(do|does|did|have|has|are|is|was|were) (you|your|there|it|the team)\b", re.IGNORECASE)
"""An opening that yes or no answers, and that sounds like an audit."""
OF_AWS: Final = re.compile(r"[A-Za-z0-9 \-_.,:/()@!&#+'?’]+")
"""What the AWS WA Tool takes in the description of a question."""


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.lower())


def sentences(text: str) -> list[str]:
    return [sentence for sentence in re.split(r"(?<=[.?:])\s+", text) if sentence]


def texts() -> Iterator[tuple[str, str]]:
    """Give every text of the guide with where it stands."""
    for kind in (guides().questions, guides().practices):
        for code, guide in kind.items():
            for name in (field.name for field in fields(guide)):
                yield from ((f"{code}.{name}", text) for text in said(getattr(guide, name), name))


def said(value: object, name: str) -> Sequence[str]:
    if name in {"who", "needs", "same_as", "read"}:
        return ()
    if name == "effort":
        return (str(getattr(value, "because")),)  # noqa: B009 - the value is an object here
    return value if isinstance(value, tuple) else (str(value),) if value else ()


def official(shared: Path) -> Mapping[tuple[str, ...], str]:
    """Give every four words in a row of AWS's short names and questions."""
    columns = {
        "framework_practices.tsv": "official_short_name",
        "framework_questions.tsv": "official_wording_for_meaning_only",
        "serverless_lens_choices.tsv": "short_name",
    }
    grams = {}
    for name, column in columns.items():
        with (shared / "facts" / name).open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                parts = words(row[column])
                grams.update({tuple(parts[at : at + 4]): row[column] for at in range(len(parts) - 3)})
    return grams


def test_the_compiled_guides_are_made_of_the_documents_as_they_are() -> None:
    documents = (read_guides(GUIDES.parent / "data" / lens.id) for lens in lenses())
    assert GUIDES.read_bytes() == compiled_guides(documents), "scripts/compile_lenses.py writes it anew"


def test_every_question_and_practice_has_a_guide_with_no_field_empty() -> None:
    questions = [question.code for lens in lenses() for question in lens.questions()]
    assert list(guides().questions) == questions
    assert list(guides().practices) == [known.code for known in practices()]
    assert (len(guides().questions), len(guides().practices)) == (66, 345)
    for kind in (guides().questions, guides().practices):
        for code, guide in kind.items():
            optional = {"needs", "only_if", "same_as"}
            empty = [field.name for field in fields(guide) if not getattr(guide, field.name)]
            assert set(empty) <= optional, code


def test_sentences_can_be_read_aloud() -> None:
    lengths = {(place, sentence): len(words(sentence)) for place, text in texts() for sentence in sentences(text)}
    assert not {key: length for key, length in lengths.items() if length > LONGEST_SENTENCE}
    assert sum(lengths.values()) / len(lengths) < LONGEST_ON_AVERAGE


def test_nothing_is_said_in_jargon_or_with_blame() -> None:
    assert not [(place, found[0]) for place, text in texts() for found in JARGON.finditer(text)]
    assert not [(place, found[0]) for place, text in texts() for found in BLAME.finditer(text)]


def test_questions_are_open() -> None:
    asked = [(place, text) for place, text in texts() if place.endswith((".ask", ".dig_deeper"))]
    assert len(asked) >= 3 * (66 + 345)
    assert not [place for place, text in asked if CLOSED.match(text)]


def test_no_sentence_stands_twice() -> None:
    counts = Counter(
        sentence.lower() for _, text in texts() for sentence in sentences(text) if len(words(sentence)) > 4
    )
    assert not [sentence for sentence, count in counts.items() if count > 1]


def test_no_four_words_in_a_row_are_those_of_aws(shared: Path) -> None:
    theirs = official(shared)
    titles = [(known.code, known.title) for known in practices()]
    titles += [(question.code, question.title) for lens in lenses() for question in lens.questions()]
    for place, text in [*texts(), *titles]:
        parts = words(text)
        common = [
            " ".join(gram) for gram in zip(parts, parts[1:], parts[2:], parts[3:], strict=False) if gram in theirs
        ]
        assert not common, place


def test_what_opens_a_question_fits_a_custom_lens() -> None:
    for code, guide in guides().questions.items():
        for text in (guide.ask, guide.why, *guide.dig_deeper):
            assert OF_AWS.fullmatch(text), (code, text)


def test_every_link_leads_to_the_documentation_of_aws() -> None:
    links = [guide.read for kind in (guides().questions, guides().practices) for guide in kind.values()]
    assert not [link for link in links if not re.fullmatch(r"https://docs\.aws\.amazon\.com/\S+", link)]
    assert question_guide("REL5").read.endswith("/framework/rel-05.html")
    assert practice_guide("SEC03-BP02").read.endswith("/framework/sec_permissions_least_privileges.html")


def test_what_a_practice_needs_and_repeats_is_there() -> None:
    for code, guide in guides().practices.items():
        known = practice(code)
        assert all(practice(other).lens == known.lens and other != code for other in guide.needs), code
        assert all(practice(other).lens != known.lens for other in guide.same_as), code


def test_a_no_answers_what_cannot_be_without_it() -> None:
    assert moot_without("REL13-BP02") == ("REL13-BP03",)
    assert moot_without("REL13-BP03") == ()


def test_one_answer_serves_practices_that_repeat_in_both_directions() -> None:
    repeated = [code for code in guides().practices if code.startswith("serverless:") and answered_by(code)]
    assert repeated
    for code in repeated:
        assert all(code in answered_by(other) for other in answered_by(code))


def test_there_is_no_guide_to_what_no_lens_has() -> None:
    with pytest.raises(LensError, match="There is no guide to 'SEC99'"):
        question_guide("SEC99")
