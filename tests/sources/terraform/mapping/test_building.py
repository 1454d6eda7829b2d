"""Attributes of Terraform become canonical properties, as late as they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from buttress.graph.values import NotKnown, Reference
from buttress.sources.terraform.mapping.catalogue import of_documents
from buttress.sources.terraform.mapping.document import faults, read_document
from tests.sources.terraform.mapping.instances import Either, Ref, Root, Said, unknown, values

if TYPE_CHECKING:
    from buttress.graph.resource import Resource


def root(data: str) -> Root:
    document = read_document(data)
    for name, entry in document.items():
        entry.setdefault("read", "https://registry.terraform.io/")
        assert not list(faults({name: entry}))
    return Root(of_documents({"some": document}))


def thing(data: str, **attributes: Any) -> tuple[Resource, Root]:  # noqa: ANN401
    made = root("aws_thing:\n  type: AWS::Some::Thing\n" + data)
    made.add("aws_thing.it", **attributes)
    return made.resources()["aws_thing.it"], made


def test_an_attribute_is_a_property() -> None:
    it, _ = thing("  attributes: {size: Size}", size=3, other=4)
    assert it.number("Size") == 3
    assert not it.present("Other")
    assert (it.at("Size").line, it.location.line) == (11, 10)


@pytest.mark.parametrize("empty", [None, "", [], {}, Said(None), Said("")])
def test_what_is_empty_is_not_written(empty: object) -> None:
    it, _ = thing("  attributes: {size: Size}", size=empty)
    assert not it.present("Size")


def test_an_empty_text_can_be_kept() -> None:
    it, _ = thing("  attributes: {size: {to: Size, empty: keep}}", size="")
    assert it.present("Size")


def test_values_can_count_as_not_written() -> None:
    data = "  attributes: {size: {to: Size, absent: [0, -1]}}"
    assert [thing(data, size=size)[0].present("Size") for size in (0, -1, Said(0), 1)] == [False, False, False, True]


def test_an_expression_stays_one_until_it_is_read() -> None:
    it, made = thing("  attributes: {size: Size, name: Name}", size=Either("big", 9, None), name="x")
    assert it.text("Name") == "x"
    assert values(made.worlds, lambda: it.present("Size")) == [True, False]


def test_an_expression_of_which_nothing_is_known_may_come_to_null() -> None:
    it, _ = thing("  attributes: {size: Size}", size=Said(unknown("who knows")))
    with pytest.raises(NotKnown, match="who knows"):
        it.present("Size")


def test_a_map_of_which_nothing_is_known_may_not_be_there() -> None:
    it, _ = thing("  attributes: {low: Limits.Low, high: Limits.High}", low=Said(unknown("who knows")), high=Said(None))
    with pytest.raises(NotKnown, match="who knows"):
        it.present("Limits")


def test_a_block_is_a_map_below() -> None:
    it, _ = thing("  attributes: {limits.low: Limits.Low, limits.high.value: Limits.High}", limits=[{"low": 1}])
    assert it.number("Limits.Low") == 1
    assert not it.present("Limits.High")
    assert it.at("Limits.Low").line == 12


def test_an_empty_block_is_an_empty_map() -> None:
    it, _ = thing("  attributes: {limits.low: Limits.Low, size: Size}", limits=[{}])
    assert it.present("Limits")
    assert not it.present("Limits.Low")
    assert not thing("  attributes: {limits.low: Limits.Low}", size=1)[0].present("Limits")


def test_reading_one_member_asks_nothing_of_another() -> None:
    it, made = thing(
        "  attributes: {limits.low: Limits.Low, limits.high: Limits.High}",
        limits=[{"low": Either("a", 1, 2), "high": Either("b", 3, 4)}],
    )
    assert values(made.worlds, lambda: it.number("Limits.Low")) == [1, 2]


def test_repeated_blocks_are_a_list() -> None:
    it, _ = thing(
        "  attributes: {'rule[].port': 'Rules[].Port', 'rule[].range[].from': 'Rules[].Ranges[].From'}",
        rule=[{"port": 1, "range": [{"from": 5}, {"from": 6}]}, {"port": 2}],
    )
    rules = list(it.each("Rules"))
    assert [rule.number("Port") for rule in rules] == [1, 2]
    assert [one.number("From") for one in rules[0].each("Ranges")] == [5, 6]
    assert not rules[1].present("Ranges")


def test_blocks_that_are_made_dynamically_stand_among_the_others() -> None:
    it, _ = thing(
        "  attributes: {'rule[].port': 'Rules[].Port'}", rule=[{"port": 1}, Said([{"port": Said(2)}, {"port": 3}])]
    )
    assert [rule.number("Port") for rule in it.each("Rules")] == [1, 2, 3]


def test_blocks_of_an_unknown_number_leave_the_list_open() -> None:
    it, _ = thing("  attributes: {'rule[].port': 'Rules[].Port'}", rule=[{"port": 1}, Said(unknown("who knows"))])
    rules = it.each("Rules")
    assert next(rules).number("Port") == 1
    with pytest.raises(NotKnown, match="who knows"):
        next(rules)


def test_a_block_that_comes_once_can_be_the_element_of_a_list() -> None:
    data = "  attributes: {root.size: 'Disks[].Size', 'more[].size': 'Disks[].Size'}"
    it, _ = thing(data, root=[{"size": 1}], more=[{"size": 2}])
    assert [disk.number("Size") for disk in it.each("Disks")] == [1, 2]


def test_a_value_can_be_the_element_of_a_list() -> None:
    it, _ = thing("  attributes: {topic: 'Topics[]'}", topic="t")
    assert [one.text() for one in it.each("Topics")] == ["t"]


def test_an_element_is_told_apart_by_a_fixed_member() -> None:
    data = (
        "  attributes: {hash: 'Keys[Kind=HASH].Name', range: 'Keys[Kind=RANGE].Name',"
        " 'index[].hash': 'Indexes[].Keys[Kind=HASH].Name'}"
    )
    it, _ = thing(data, hash="id", index=[{"hash": "email"}])
    assert [(key.text("Kind"), key.text("Name")) for key in it.each("Keys")] == [("HASH", "id")]
    (index,) = it.each("Indexes")
    assert [(key.text("Kind"), key.text("Name")) for key in index.each("Keys")] == [("HASH", "email")]
    assert not thing(data, size=1)[0].present("Keys")


def test_values_of_a_list_can_become_maps() -> None:
    data = "  attributes: {'alarms[]': 'Alarms[].Name'}\n  constants: {'Alarms[].Kind': ALARM}"
    alarms = thing(data, alarms=["a", Said("b")])[0].each("Alarms")
    assert [(alarm.text("Name"), alarm.text("Kind")) for alarm in alarms] == [("a", "ALARM"), ("b", "ALARM")]
    with pytest.raises(NotKnown, match="nobody knows"):
        list(thing(data, alarms=[Said(unknown())])[0].each("Alarms"))


def test_a_constant_is_always_there() -> None:
    it, _ = thing("  attributes: {size: Size}\n  constants: {Kind: small, 'Some.Part': [1]}")
    assert it.text("Kind") == "small"
    assert it.has("Some.Part", 1)
    assert it.at("Kind").line == 10


def test_a_default_of_the_provider_stands_where_nothing_is_written() -> None:
    data = "  attributes: {days: Days, backup.copies: Backup.Copies}\n  defaults: {days: 0, backup.copies: 2}"
    assert thing(data)[0].number("Days") == 0
    assert thing(data, days=Said(None))[0].number("Days") == 0
    assert thing(data, days=4)[0].number("Days") == 4
    assert not thing(data)[0].present("Backup")
    assert thing(data, backup=[{}])[0].number("Backup.Copies") == 2


def test_the_first_attribute_that_is_written_counts() -> None:
    data = "  attributes: {new: Size, old: Size}"
    assert thing(data, old=1)[0].number("Size") == 1
    assert thing(data, old=1, new=Said(2))[0].number("Size") == 2
    assert thing(data, old=1, new=Said(None))[0].number("Size") == 1


def test_a_value_counts_only_beside_another() -> None:
    data = "  attributes: {crypt.key: {to: Crypt.Key, only: {enabled: true}}}\n  defaults: {crypt.enabled: false}"
    assert thing(data, crypt=[{"enabled": True, "key": "k"}])[0].text("Crypt.Key") == "k"
    assert not thing(data, crypt=[{"enabled": False, "key": "k"}])[0].present("Crypt")
    assert not thing(data, crypt=[{"key": "k"}])[0].present("Crypt")
    with pytest.raises(NotKnown, match="nobody knows"):
        thing(data, crypt=[{"enabled": Said(unknown()), "key": "k"}])[0].present("Crypt")


def test_an_element_that_does_not_count_is_left_out() -> None:
    it, _ = thing(
        "  attributes: {'rule[].days': {to: 'Rules[].Days', only: {status: [on, maybe]}}}",
        rule=[{"status": "off", "days": 1}, {"status": "on", "days": 2}],
    )
    assert [rule.number("Days") for rule in it.each("Rules")] == [2]


def test_tags_with_those_of_the_provider_come_first() -> None:
    data = "  attributes: {tags: {to: Tags, as: tags}}"
    tags = thing(data, tags={"a": "1"}, tags_all={"a": "1", "b": Said("2")})[0].each("Tags")
    assert [(tag.text("Key"), tag.text("Value")) for tag in tags] == [("a", "1"), ("b", "2")]


def test_attributes_that_are_not_mapped_are_kept_by_name() -> None:
    _, made = thing("  attributes: {size: Size}\n  exports: {name: Name}", size=1, color="red", name="x")
    assert made.register.unmapped["aws_thing"] == {"color"}


def test_a_type_that_is_not_mapped_is_counted_and_opaque() -> None:
    made = root("aws_thing: {type: AWS::Some::Thing}")
    made.add("aws_other.it", size=1)
    (other,) = made.resources().values()
    assert (other.type, other.number("size")) == ("terraform:aws_other", 1)
    assert [(one.kind, one.what) for one in made.register.unread] == [("resource type", "aws_other.it (aws_other)")]


def test_a_block_that_is_no_block_is_not_known() -> None:
    it, _ = thing("  attributes: {limits.low: Limits.Low}", limits="text")
    with pytest.raises(NotKnown, match="looked for in no block"):
        it.number("Limits.Low")


def test_deep_values_and_values_that_refer_to_themselves_are_answered() -> None:
    deep: Any = Said(1)
    for _ in range(300):
        deep = Said(deep)
    it, _ = thing("  attributes: {size: {to: Size, as: text}}", size=deep)
    with pytest.raises(NotKnown, match="refers to itself"):
        it.text("Size")


def test_the_resource_is_destroyed_unless_its_type_takes_a_snapshot() -> None:
    data = "  body: {skip: {to: DeletionPolicy, map: {true: Delete, false: Snapshot}}}\n  defaults: {skip: false}"
    assert thing("  attributes: {size: Size}")[0].body.text("DeletionPolicy") == "Delete"
    found = [thing(data, skip=skip)[0].body.text("DeletionPolicy") for skip in (True, Said(value=False), None)]
    assert found == ["Delete", "Snapshot", "Snapshot"]


def test_what_prevents_a_destruction_keeps_what_would_be_replaced() -> None:
    made = root("aws_thing: {type: AWS::Some::Thing}")
    made.add("aws_thing.it", body={"lifecycle": [{"prevent_destroy": True}]})
    made.add("aws_thing.free", body={"lifecycle": [{"prevent_destroy": False}]})
    found = made.resources()
    assert found["aws_thing.it"].body.text("UpdateReplacePolicy") == "Retain"
    assert found["aws_thing.free"].body.text("UpdateReplacePolicy") == "Delete"
    with pytest.raises(NotKnown, match="as long as its block"):
        found["aws_thing.it"].body.text("DeletionPolicy")


def test_one_of_several_resources_is_chosen_by_a_value() -> None:
    made = root(
        "aws_rule:\n  attributes: {port: Port}\n"
        "  splits:\n    by: kind\n    in: {type: AWS::In}\n    out: {type: AWS::Out, attributes: {to: To}}\n"
        "    absent: {type: AWS::No}"
    )
    made.add("aws_rule.a", kind="in", port=1)
    made.add("aws_rule.b", kind=Either("x", "in", "out"), port=2, to="t")
    made.add("aws_rule.c", kind=Said(unknown()))
    made.add("aws_rule.d")
    found = made.resources()
    assert {name: one.type for name, one in found.items()} == {
        "aws_rule.a": "AWS::In",
        "aws_rule.b": "AWS::In",
        "aws_rule.b:Out": "AWS::Out",
        "aws_rule.d": "AWS::No",
    }
    both = found["aws_rule.b"], found["aws_rule.b:Out"]
    assert values(made.worlds, lambda: [one.exists() for one in both]) == [[True, False], [False, True]]
    assert both[1].text("To") == "t"
    assert both[1].number("Port") == 2
    assert [one.what for one in made.register.unread] == ["aws_rule.c, of which the kind is not known"]


def test_further_resources_stand_beside_one() -> None:
    made = root(
        "aws_thing:\n  type: AWS::Some::Thing\n"
        "  beside: [{type: AWS::Some::Policy, when: policy, attributes: {policy: Document, '@self': 'Things[]'}}]"
    )
    made.add("aws_thing.a", policy="{}")
    made.add("aws_thing.b", policy=Either("open", "{}", None))
    made.add("aws_thing.c", policy=None)
    found = made.resources()
    assert sorted(found) == ["aws_thing.a", "aws_thing.a:Policy", "aws_thing.b", "aws_thing.b:Policy", "aws_thing.c"]
    assert values(made.worlds, found["aws_thing.b:Policy"].exists) == [True, False]
    (owner,) = found["aws_thing.a:Policy"].each("Things")
    assert owner.get().resource is found["aws_thing.a"]


RULES = """  attributes:
    rules[].ranges: {to: "Rules[].Range", each: true}
    rules[].groups: {to: "Rules[].Group", each: true}
    rules[].self: {to: "Rules[].Group", as: itself, each: true}
    rules[].port: Rules[].Port
  defaults: {rules: []}
"""


def rules_of(resource: Resource) -> list[dict[str, Any]]:
    return [{name: member.get() for name, member in rule.members()} for rule in resource.each("Rules")]


def test_every_value_of_a_list_makes_an_element_of_its_own() -> None:
    it, _ = thing(RULES, rules=[{"ranges": ["a", "b"], "groups": ["g"], "port": 1}, {"ranges": ["c"], "port": 2}])
    assert rules_of(it) == [
        {"Port": 1, "Range": "a"},
        {"Port": 1, "Range": "b"},
        {"Port": 1, "Group": "g"},
        {"Port": 2, "Range": "c"},
    ]


def test_an_element_without_any_such_value_is_not_made() -> None:
    it, _ = thing(RULES, rules=[{"port": 1, "self": False}, {"port": 2, "ranges": []}])
    assert rules_of(it) == []


def test_a_flag_can_mean_the_resource_itself() -> None:
    it, _ = thing(RULES, rules=[{"port": 1, "self": True}])
    assert rules_of(it) == [{"Port": 1, "Group": Reference(it, "Ref")}]


def test_a_value_that_is_not_known_makes_one_element_with_it() -> None:
    it, _ = thing(RULES, rules=[{"port": 1, "ranges": unknown("elsewhere")}])
    (rule,) = it.each("Rules")
    with pytest.raises(NotKnown, match="elsewhere"):
        rule.text("Range")


def test_a_list_can_be_there_while_it_is_empty() -> None:
    assert thing(RULES)[0].present("Rules")
    assert not thing("  attributes: {rules: Rules}")[0].present("Rules")


def test_a_point_within_brackets_divides_no_path() -> None:
    it, _ = thing('  attributes: {idle: "Settings[Key=idle.seconds].Value"}', idle=60)
    assert [(one.get("Key"), one.get("Value")) for one in it.each("Settings")] == [("idle.seconds", 60)]


SEVERAL = """  attributes: {name: Name}
  beside:
    - {type: AWS::Some::Way, each: way, attributes: {"@self": Owner, to: Destination}}
"""


def test_every_block_can_make_a_resource_beside() -> None:
    it, made = thing(SEVERAL, way=[{"to": "a"}, {"to": "b"}])
    ways = [one for one in made.register.resources() if one.type == "AWS::Some::Way"]
    assert [(one.get("Destination"), one.get("Owner")) for one in ways] == [
        ("a", Reference(it, "Ref")),
        ("b", Reference(it, "Ref")),
    ]
    assert len({one.id for one in (it, *ways)}) == 3


def test_blocks_that_differ_by_world_make_resources_of_these_worlds() -> None:
    _, made = thing(SEVERAL, way=Either("two", [{"to": "a"}, {"to": "b"}], []))
    ways = [one for one in made.register.resources() if one.type == "AWS::Some::Way"]
    assert [values(made.worlds, one.exists) for one in ways] == [[True, False], [True, False]]


def test_blocks_of_unknown_number_make_one_resource_that_is_not_known() -> None:
    _, made = thing(SEVERAL, way=unknown("for_each"))
    (way,) = [one for one in made.register.resources() if one.type == "AWS::Some::Way"]
    with pytest.raises(NotKnown, match="for_each"):
        way.text("Destination")


CONTAINERS = "  attributes: {containers: {to: Containers, as: pascal}}"


def test_containers_are_spelled_as_cloudformation_does() -> None:
    text = '[{"name": "a", "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "/a"}}}]'
    it, _ = thing(CONTAINERS, containers=text)
    (container,) = it.each("Containers")
    assert container.get("Name") == "a"
    assert container.get(("LogConfiguration", "Options", "awslogs-group")) == "/a"


@pytest.mark.parametrize("text", ["[{", "[" * 5000, '[{"name": }]'])
def test_containers_that_are_no_json_are_not_known(text: str) -> None:
    it, _ = thing(CONTAINERS, containers=text)
    with pytest.raises(NotKnown):
        list(it.each("Containers"))


@pytest.mark.parametrize(
    ("ranges", "widest"),
    [(["10.0.0.0/8", "0.0.0.0/0"], "0.0.0.0/0"), (["10.0.0.0/8", "10.1.0.0/16"], "10.0.0.0/8"), (["::/0"], "::/0")],
)
def test_of_several_ranges_the_widest_counts(ranges: list[str], widest: str) -> None:
    assert thing("  attributes: {ranges: {to: Range, as: widest}}", ranges=ranges)[0].get("Range") == widest


def test_the_widest_of_ranges_that_are_not_all_known_is_not_known() -> None:
    it, _ = thing("  attributes: {ranges: {to: Range, as: widest}}", ranges=["10.0.0.0/8", unknown("elsewhere")])
    with pytest.raises(NotKnown, match="elsewhere"):
        it.text("Range")


def test_logs_of_a_search_domain_are_told_apart_by_their_type() -> None:
    it, _ = thing(
        "  attributes: {logs: {to: Logs, as: log_types}}",
        logs=[{"log_type": "A", "cloudwatch_log_group_arn": "a"}, {"log_type": "B", "enabled": False}],
    )
    assert it.get(("Logs", "A", "CloudWatchLogsLogGroupArn")) == "a"
    assert (it.flag(("Logs", "A", "Enabled")), it.flag(("Logs", "B", "Enabled"))) == (True, False)


def test_a_doubt_about_one_setting_leaves_the_others_readable() -> None:
    data = '  attributes: {a: "Settings[Key=a].Value", b: "Settings[Key=b].Value"}'
    it, _ = thing(data, a=unknown("elsewhere"), b=1)
    first, second = it.each("Settings")
    assert (first.get("Key"), second.get("Key"), second.get("Value")) == ("a", "b", 1)
    with pytest.raises(NotKnown, match="elsewhere"):
        first.text("Value")


def test_what_a_type_without_a_resource_makes_up_is_there_and_known_later() -> None:
    made = root("aws_word:\n  none: a word\naws_thing:\n  type: AWS::Some::Thing\n  attributes: {name: Name}\n")
    made.add("aws_word.it", length=3)
    made.add("aws_thing.it", name=Ref("aws_word.it", "result"))
    it = made.resources()["aws_thing.it"]
    assert it.present("Name")
    assert str(it.get("Name")) == "${aws_word.it.result}"
