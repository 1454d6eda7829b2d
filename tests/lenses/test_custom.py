"""Custom lenses: read, linted, turned into our format and back, compared and answered."""

from __future__ import annotations

import string
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buttress.lenses import LensError, lens
from buttress.lenses.custom.answering import read_answers, standing, tally
from buttress.lenses.custom.compiling import compile_lens
from buttress.lenses.custom.difference import Change, difference
from buttress.lenses.custom.importing import documents
from buttress.lenses.custom.linting import lint
from buttress.lenses.custom.opening import DATA, OURS, open_lens
from buttress.lenses.custom.starting import new_documents
from buttress.lenses.custom.values import ValueRefused, lens_of, value_of
from buttress.lenses.document import read_guides, read_lens
from buttress.lenses.rules import Answer, Bounds

Json = dict[str, Any]

PLAN: Final[Json] = {"displayText": "Do it.", "url": "https://example.com/plan"}
QUESTION: Final[Json] = {
    "id": "data_1",
    "title": "Where does data go?",
    "description": "Tell us.",
    "helpfulResource": {"displayText": "More", "url": "https://example.com"},
    "choices": [
        {"id": "data_1_a", "title": "Known", "improvementPlan": PLAN},
        {"id": "data_1_b", "title": "Guarded", "improvementPlan": {"displayText": "Guard it."}},
        {"id": "data_1_no", "title": "None of these"},
    ],
    "riskRules": [
        {"condition": "data_1_a && data_1_b", "risk": "NO_RISK"},
        {"condition": "data_1_a", "risk": "MEDIUM_RISK"},
        {"condition": "default", "risk": "HIGH_RISK"},
    ],
}


def house(question: Json | None = None, **changed: object) -> Json:
    """Give a lens that nothing is wrong with, but for what a test changes."""
    pillar = {"id": "security", "name": "Security", "questions": [{**QUESTION, **(question or {})}]}
    return {"schemaVersion": "2021-11-01", "name": "House", "description": "Ours.", "pillars": [pillar], **changed}


def found(value: Json) -> list[tuple[str, str]]:
    return [(each.level, each.message) for each in lint(lens_of(value))]


def folder_of(value: Json, folder: Path) -> Path:
    for name, text in documents(value).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


# Texts as real lenses have them, and worse: quotes, colons, tabs, emoji, line ends, what YAML takes for dates.
TEXTS: Final = st.text(min_size=1, max_size=60) | st.sampled_from(
    ["yes", "2021-11-01", "012345678901", "null", "a: b", "- x", "line\nline ", " \tedge ", 'it\'s "so"', "#1", "&a *b"]
)
IDS: Final = st.text(string.ascii_letters + string.digits + "_", min_size=3, max_size=20)
VALUES: Final = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda part: st.lists(part, max_size=3) | st.dictionaries(TEXTS, part, max_size=3),
    max_leaves=4,
)
UNKNOWN: Final = st.dictionaries(
    st.sampled_from(["_version", "ready", "number", "code", "risk", "ask", "who", "extra", "class", "read"]),
    VALUES,
    max_size=2,
)


def objects(needed: dict[str, st.SearchStrategy[Any]], optional: dict[str, st.SearchStrategy[Any]]) -> Any:  # noqa: ANN401
    both = st.fixed_dictionaries(needed, optional=optional)
    return st.tuples(UNKNOWN, both).map(lambda parts: {**parts[0], **parts[1]})


RESOURCES: Final = objects({}, {"displayText": TEXTS, "url": TEXTS})
ADDITIONAL: Final = objects({"type": TEXTS, "content": st.lists(RESOURCES, max_size=2)}, {})
CHOICES: Final = objects(
    {"id": IDS, "title": TEXTS},
    {
        "helpfulResource": RESOURCES,
        "improvementPlan": RESOURCES,
        "additionalResources": st.lists(ADDITIONAL, max_size=2),
    },
)
RULES: Final = objects({"condition": TEXTS, "risk": TEXTS}, {})
QUESTIONS: Final = objects(
    {"id": IDS, "title": TEXTS, "choices": st.lists(CHOICES, max_size=3)},
    {"description": TEXTS, "helpfulResource": RESOURCES, "riskRules": st.lists(RULES, max_size=3)},
)
PILLARS: Final = objects({"id": IDS, "name": TEXTS, "questions": st.lists(QUESTIONS, max_size=2)}, {})
LENSES: Final = objects(
    {"schemaVersion": st.just("2021-11-01"), "name": TEXTS, "pillars": st.lists(PILLARS, max_size=2)},
    {"description": TEXTS},
)


@given(LENSES)
def test_whatever_a_lens_says_it_says_again_after_import_and_export(value: Json) -> None:
    assert value_of(lens_of(value)) == value
    with TemporaryDirectory() as folder:
        assert compile_lens(folder_of(value, Path(folder))).value == value


@given(LENSES)
def test_linting_and_previewing_take_any_lens(value: Json) -> None:
    read = lens_of(value)
    assert all(each.message.endswith(".") for each in lint(read))
    standings = tuple(standing(question, None) for question in read.questions())
    assert sum(tally(standings).values()) == len(read.questions())


@pytest.mark.parametrize("name", OURS)
def test_our_lenses_pass_every_rule_of_the_format(name: str) -> None:
    opened = open_lens(name)
    assert lint(opened.lens) == ()
    ours = lens(name)
    assert [len(question.choices) for question in opened.lens.questions()] == [
        len(question.practices) + 1 for question in ours.questions()
    ]


def test_our_format_goes_to_json_and_back_without_loss(tmp_path: Path) -> None:
    compiled = compile_lens(DATA / "serverless")
    assert compiled.left_out == ()
    folder_of(compiled.value, tmp_path)
    assert read_lens(tmp_path) == read_lens(DATA / "serverless")
    assert read_guides(tmp_path) == read_guides(DATA / "serverless")
    assert compile_lens(tmp_path) == compiled


def test_what_does_not_fit_is_left_out_and_named(tmp_path: Path) -> None:
    compiled = compile_lens(DATA / "wellarchitected")
    assert len(orjson.dumps(compiled.value)) <= 500_000
    assert "the probes of choices (dig_deeper)" in compiled.left_out
    assert compile_lens(folder_of(compiled.value, tmp_path)).value == compiled.value


def test_a_new_lens_is_whole(tmp_path: Path) -> None:
    for name, text in new_documents("house", "House rules").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    opened = open_lens(str(tmp_path))
    assert lint(opened.lens) == ()
    (question,) = opened.lens.questions()
    assert [rule.condition for rule in question.rules or ()] == [
        "house_rel_1_alarm && house_rel_1_page",
        "house_rel_1_alarm",
        "default",
    ]


def test_nothing_is_wrong_with_a_good_lens() -> None:
    assert found(house()) == []


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (house(schemaVersion="2020"), "schemaVersion is '2020'; write 2021-11-01."),
        (house(name="n" * 129), "name has 129 characters, and AWS takes 128."),
        (
            house(name="Costs 5 %"),
            "name holds %, and AWS takes letters, digits, space and - _ . , : / ( ) @ ! & # + ' ?.",
        ),
        (house(description="d" * 2049), "description has 2,049 characters, and AWS takes 2,048."),
        (
            house(pillars=[{"id": f"p{n:02}", "name": "P", "questions": []} for n in range(11)]),
            "there are 11 pillars, and AWS takes 10.",
        ),
        (house({"id": "q"}), "id is 'q'; it takes 3 to 128 letters, digits and _."),
        (house({"id": "data-1"}), "id is 'data-1'; it takes 3 to 128 letters, digits and _."),
        (house({"title": ""}), "title is empty."),
        (house({"helpfulResource": {"url": "https://example.com"}}), "helpfulResource has no displayText."),
        (
            house({"helpfulResource": {"displayText": "x", "url": "ftp://x"}}),
            "url is 'ftp://x'; it must start with http:// or https:// and hold no space.",
        ),
        (
            house(
                {
                    "choices": [{"id": f"data_{n:02}_no", "title": "T"} for n in range(16)],
                    "riskRules": [{"condition": "default", "risk": "NO_RISK"}],
                }
            ),
            "there are 16 choices, and AWS takes 15.",
        ),
        (
            house({"choices": [*QUESTION["choices"], {"id": "data_1_c", "title": "T"}]}),
            "data_1_c has no improvementPlan; only a choice whose id ends in _no does without.",
        ),
        (house({"choices": [*QUESTION["choices"], QUESTION["choices"][0]]}), "the choice data_1_a is there 2 times."),
        (
            house({"riskRules": [{"condition": "data_1_x", "risk": "NO_RISK"}, QUESTION["riskRules"][2]]}),
            "the condition names data_1_x, which is no choice of data_1.",
        ),
        (
            house({"riskRules": [{"condition": "data_1_a &&", "risk": "NO_RISK"}, QUESTION["riskRules"][2]]}),
            "at character 12 of the condition the condition ends too early; a choice id, ! or ( belongs here.",
        ),
        (
            house({"riskRules": [{"condition": "default", "risk": "LOW"}]}),
            "risk is 'LOW'; write one of NO_RISK, MEDIUM_RISK, HIGH_RISK.",
        ),
        (
            house({"riskRules": [*QUESTION["riskRules"], QUESTION["riskRules"][2]]}),
            "there are 4 riskRules, and AWS takes 3.",
        ),
    ],
)
def test_what_aws_refuses_is_an_error(value: Json, message: str) -> None:
    assert ("error", message) in found(value)


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            house({"riskRules": QUESTION["riskRules"][:1]}),
            "data_1 has no default rule; where no rule holds, its risk is not documented.",
        ),
        (
            house({"riskRules": [QUESTION["riskRules"][2], QUESTION["riskRules"][0]]}),
            "the rules after default are never reached.",
        ),
        (
            house(
                {
                    "choices": [{"id": "c" * 65, "title": "T", "improvementPlan": PLAN}],
                    "riskRules": [QUESTION["riskRules"][2]],
                }
            ),
            "id has 65 characters; operations of the API take 64.",
        ),
    ],
)
def test_what_aws_takes_but_may_surprise_is_a_warning(value: Json, message: str) -> None:
    assert found(value) == [("warning", message)]


def test_additional_resources_have_their_rules() -> None:
    more = [{"type": "OTHER", "content": [{"displayText": "x"}] * 6}]
    choice = {**QUESTION["choices"][0], "additionalResources": more}
    assert found(house({"choices": [choice, *QUESTION["choices"][1:]]})) == [
        ("error", "type is 'OTHER'; write HELPFUL_RESOURCE or IMPROVEMENT_PLAN."),
        ("error", "there are 6 entries of content, and AWS takes 5."),
    ]


def test_a_lens_over_the_limit_is_an_error() -> None:
    filled = {**QUESTION, "choices": [{**QUESTION["choices"][0], "_note": "x" * 500_000}, *QUESTION["choices"][1:]]}
    ((level, message),) = found(house(filled))
    assert level == "error"
    assert message.endswith("bytes, and AWS takes 500,000; make two lenses of it, or shorten texts.")


@pytest.mark.parametrize(
    ("value", "message", "path"),
    [
        ([], "this must be an object, and is a list", ()),
        ({"name": "x", "pillars": []}, "schemaVersion is missing", ()),
        (house(name=5), "name must be text, and is a number", ("name",)),
        (house(pillars={}), "pillars must be a list, and is an object", ("pillars",)),
        (
            house({"choices": [None]}),
            "this must be an object, and is null",
            ("pillars", 0, "questions", 0, "choices", 0),
        ),
    ],
)
def test_what_is_no_lens_is_refused_at_its_place(value: object, message: str, path: tuple[object, ...]) -> None:
    with pytest.raises(ValueRefused) as caught:
        lens_of(value)
    assert (str(caught.value), caught.value.path) == (message, path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"name": 1,}', "lens.json:1:11: this is no JSON: trailing comma is not allowed."),
        (
            '{"schemaVersion": "2021-11-01",\n "name": 1, "pillars": []}',
            "lens.json:2:2: name: name must be text, and is a number.",
        ),
        ('{\n\t"schemaVersion": 1}', "lens.json:1:1: the lens: name is missing."),
    ],
)
def test_a_file_that_cannot_be_read_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "lens.json").write_text(text, encoding="utf-8")
    with pytest.raises(LensError) as caught:
        open_lens(str(tmp_path / "lens.json"))
    assert str(caught.value) == message


def test_nothing_there_is_told() -> None:
    with pytest.raises(LensError, match="there is no such folder or file"):
        open_lens("nowhere")


def test_findings_have_the_place_of_their_document(tmp_path: Path) -> None:
    (tmp_path / "lens.json").write_bytes(orjson.dumps(house({"title": ""}), option=orjson.OPT_INDENT_2))
    opened = open_lens(str(tmp_path / "lens.json"))
    assert [opened.place(each.path) for each in lint(opened.lens)] == ["lens.json:12:11"]
    (tmp_path / "house").mkdir()
    opened = open_lens(str(folder_of(house({"title": "100 % sure?"}), tmp_path / "house")))
    assert [opened.place(each.path) for each in lint(opened.lens)] == ["security.yaml:7:3"]
    assert opened.place(("name",)) == "lens.yaml:2:1"
    assert opened.place(("pillars", 0, "name")) == "security.yaml:4:3"


def test_a_difference_names_what_changed_and_what_rules_mean() -> None:
    choices = [
        {**QUESTION["choices"][0], "title": "Listed"},
        QUESTION["choices"][2],
        {"id": "data_1_c", "title": "New"},
    ]
    moved = {"riskRules": [{"condition": "data_1_b && data_1_a", "risk": "NO_RISK"}, *QUESTION["riskRules"][1:]]}
    assert difference(lens_of(house()), lens_of(house())) == ()
    assert difference(lens_of(house()), lens_of(house(moved))) == (
        Change("changed", "question data_1", "its risk rules, which mean the same for every selection"),
    )
    other = {"title": "Where?", "choices": choices, "riskRules": QUESTION["riskRules"][1:]}
    assert difference(lens_of(house()), lens_of(house(other, name="Home"))) == (
        Change("changed", "lens", "its name"),
        Change("changed", "question data_1", "its title"),
        Change("added", "choice data_1_c of data_1"),
        Change("removed", "choice data_1_b of data_1"),
        Change("changed", "choice data_1_a of data_1", "its title"),
        Change("changed", "question data_1", "its risk rules, which give other risks for some selections"),
    )


def test_a_question_that_moves_or_goes_is_told() -> None:
    home = {"id": "home_1", "name": "Home", "questions": [QUESTION]}
    assert difference(lens_of(house()), lens_of(house(pillars=[home]))) == (
        Change("added", "pillar home_1"),
        Change("removed", "pillar security"),
        Change("changed", "question data_1", "it moved from pillar security to home_1"),
    )
    assert Change("removed", "question data_1") in difference(lens_of(house()), lens_of(house(pillars=[])))


def test_answers_are_read_and_stand(tmp_path: Path) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text("data_1: {selected: [data_1_a], not_applicable: [data_1_b]}\n", encoding="utf-8")
    read = lens_of(house())
    (question,) = read.questions()
    given = read_answers(path, read)
    assert given == {"data_1": Answer(frozenset({"data_1_a"}), frozenset({"data_1_b"}))}
    told = standing(question, given["data_1"])
    assert (told.risk, told.because) == (Bounds("NONE", "NONE"), "data_1_a && data_1_b holds")
    assert standing(question, None).risk == Bounds("NONE", "HIGH")
    assert standing(question, Answer(applies=False)).because == "the question does not apply"
    assert standing(question, Answer()).because == "nothing is selected"
    assert standing(question, Answer(frozenset({"data_1_no"}))).because == "no other rule holds"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("data_2: {}\n", "nothing here is called 'data_2'; did you mean data_1?"),
        ("data_1: {selected: [data_1_x]}\n", "data_1_x is no choice of data_1; it has data_1_a, data_1_b, data_1_no."),
        (
            "data_1: {selected: [data_1_a], not_applicable: [data_1_a]}\n",
            "data_1_a is both selected and not applicable",
        ),
        ("data_1: {not_applicable: [data_1_no]}\n", "data_1_no cannot be not applicable; the service refuses it."),
    ],
)
def test_a_wrong_answer_is_told_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "answers.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(LensError) as caught:
        read_answers(path, lens_of(house()))
    assert message in str(caught.value)
    assert "answers.yaml:1:" in str(caught.value)
