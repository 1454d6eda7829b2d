"""The lens documents that come with Buttress: complete, ours in their wording, true to AWS's ids, and compiled."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING, Final

import pytest

from buttress.lenses import lens, lenses, practice, practices
from buttress.lenses.compiled import compiled
from buttress.lenses.document import read_lens
from buttress.lenses.library import COMPILED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

DATA: Final = COMPILED.parent / "data"
CUSTOM_LENS_TITLE: Final = re.compile(r"[A-Za-z0-9 \-_.,:/()@!&#+'?]{3,128}")
"""What the AWS WA Tool takes as the title of a question or choice of a custom lens."""


def table(path: Path) -> Sequence[Mapping[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines, delimiter="\t"))


def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text.lower()))


def test_the_compiled_file_is_made_of_the_documents_as_they_are() -> None:
    documents = [read_lens(DATA / "wellarchitected"), read_lens(DATA / "serverless")]
    assert COMPILED.read_bytes() == compiled(documents), "scripts/compile_lenses.py writes it anew"


@pytest.mark.parametrize(
    ("lens_id", "pillars", "questions", "choices"), [("wellarchitected", 6, 57, 307), ("serverless", 5, 9, 38)]
)
def test_a_lens_has_all_its_questions_and_practices(lens_id: str, pillars: int, questions: int, choices: int) -> None:
    found = lens(lens_id)
    assert len(found.pillars) == pillars
    assert len(tuple(found.questions())) == questions
    assert len(tuple(found.practices())) == choices


def test_codes_are_unique_over_all_lenses() -> None:
    codes = [question.code for known in lenses() for question in known.questions()]
    assert len(set(codes)) == len(codes)
    assert len(practices()) == sum(len(tuple(known.practices())) for known in lenses())


def test_the_framework_is_true_to_the_ids_risks_and_classes_of_aws(shared: Path) -> None:
    stated = table(shared / "facts/framework_practices.tsv")
    assert [
        (found.code, found.choice_id, found.question_id, found.risk, found.practice_class, found.sources)
        for found in lens("wellarchitected").practices()
    ] == [
        (row["practice"], row["choice_id"], row["question_id"], row["risk_if_absent"].lower(), row["class"], letters)
        for row in stated
        for letters in [row["evidence_sources"]]
    ]


def test_the_questions_of_the_framework_are_those_of_aws(shared: Path) -> None:
    stated = table(shared / "facts/framework_questions.tsv")
    assert [(found.code, found.id, len(found.practices)) for found in lens("wellarchitected").questions()] == [
        (row["question"], row["question_id"], int(row["practices"])) for row in stated
    ]


def test_the_serverless_lens_is_true_to_the_ids_ranks_and_classes_of_aws(shared: Path) -> None:
    stated = table(shared / "facts/serverless_lens_choices.tsv")
    assert [
        (found.code, found.question_id, found.rank, found.practice_class) for found in lens("serverless").practices()
    ] == [(f"serverless:{row['choice_id']}", row["question_id"], row["rank"].lower(), row["class"]) for row in stated]


@pytest.mark.parametrize(("lens_id", "said"), [("wellarchitected", 225), ("serverless", 37)])
def test_every_practice_that_evidence_can_speak_of_says_what_it_concerns(lens_id: str, said: int) -> None:
    of_evidence = [found for found in lens(lens_id).practices() if found.practice_class != "C"]
    assert len(of_evidence) == said
    assert not [found.code for found in of_evidence if found.concerns is None or not found.concerns.facets]


def test_the_words_of_the_serverless_lens_stand_for_risks() -> None:
    assert practice("serverless:sec_sec_q2_a1").risk == "high"
    assert practice("serverless:sec_sec_q2_a2").risk == "medium"
    assert practice("serverless:sec_sec_q2_a3").risk == "low"


def test_titles_are_ours_and_fit_a_custom_lens(shared: Path) -> None:
    official = {row["practice"]: row["official_short_name"] for row in table(shared / "facts/framework_practices.tsv")}
    official |= {
        f"serverless:{row['choice_id']}": row["short_name"]
        for row in table(shared / "facts/serverless_lens_choices.tsv")
    }
    titles = {found.code: found.title for found in practices()}
    common = {code: words(title) & words(official[code]) for code, title in titles.items()}
    either = {code: words(title) | words(official[code]) for code, title in titles.items()}
    assert not [code for code in titles if 2 * len(common[code]) > len(either[code])]
    assert not [title for title in titles.values() if not CUSTOM_LENS_TITLE.fullmatch(title)]
    assert len(set(titles.values())) == len(titles)


def test_questions_are_ours_and_ask(shared: Path) -> None:
    official = {row["official_wording_for_meaning_only"] for row in table(shared / "facts/framework_questions.tsv")}
    titles = [found.title for known in lenses() for found in known.questions()]
    assert not official & set(titles)
    assert not [title for title in titles if not (title.endswith("?") and CUSTOM_LENS_TITLE.fullmatch(title))]
    assert len(set(titles)) == len(titles)
