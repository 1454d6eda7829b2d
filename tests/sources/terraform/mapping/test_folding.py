"""Blocks that only add to another resource are found on it, in the worlds in which they add."""

from pathlib import Path

import pytest

from buttress.graph.values import Hole, NotKnown, Reference, Text
from buttress.sources.terraform.mapping.catalogue import Catalogue, of_documents
from buttress.sources.terraform.mapping.document import read_document
from tests.sources.terraform.mapping.instances import Either, Ref, Root, Said, unknown, values

FEW = read_document(Path(__file__).with_name("few_types.yaml").read_text(encoding="utf-8"))
STATUS = "VersioningConfiguration.Status"
API = """
aws_method:
  type: AWS::Api::Method
  attributes: {verb: HttpMethod, api: RestApiId}
  exports: {verb: HttpMethod}
aws_answer:
  folds: {into: aws_method, by: verb, same: [api], append: Integration.Answers}
  attributes: {code: Code}
aws_integration:
  folds: {into: aws_method, by: verb, same: [api], under: Integration}
  attributes: {uri: Uri}
aws_lone:
  folds: {into: aws_method, by: [first, verb], append: Lone, alone: {type: AWS::Api::Lone, attributes: {code: Code}}}
  attributes: {code: Code}
"""


def known() -> Catalogue:
    return of_documents({"few": {**FEW, **read_document(API)}})


def versioning(root: Root, name: str, bucket: object, status: object = "Enabled", exists: str = "") -> None:
    address = f"aws_s3_bucket_versioning.{name}"
    root.add(address, exists=exists, bucket=bucket, versioning_configuration=[{"status": status}])


def test_a_reference_tells_the_target() -> None:
    root = Root(known())
    root.add("aws_s3_bucket.a")
    root.add("aws_s3_bucket.b")
    versioning(root, "v", Ref("aws_s3_bucket.a", "id"))
    found = root.resources()
    assert sorted(found) == ["aws_s3_bucket.a", "aws_s3_bucket.b"]
    assert found["aws_s3_bucket.a"].text(STATUS) == "Enabled"
    assert found["aws_s3_bucket.a"].at(STATUS).line == 33
    assert not found["aws_s3_bucket.b"].present("VersioningConfiguration")


def test_the_same_name_tells_the_target() -> None:
    root = Root(known())
    root.add("aws_s3_bucket.a", bucket="store")
    root.add("aws_s3_bucket.b", bucket="other")
    versioning(root, "v", "store")
    found = root.resources()
    assert found["aws_s3_bucket.a"].text(STATUS) == "Enabled"
    assert not found["aws_s3_bucket.b"].present(STATUS)


def test_a_name_with_the_same_unknown_parts_tells_the_target() -> None:
    def name(tail: str) -> Said:
        return Said(Text((Hole("parameter", "prefix"), tail)))

    root = Root(known())
    root.add("aws_s3_bucket.a", bucket=name("-store"))
    root.add("aws_s3_bucket.b", bucket=name("-other"))
    versioning(root, "v", name("-store"))
    found = root.resources()
    assert found["aws_s3_bucket.a"].text(STATUS) == "Enabled"
    assert not found["aws_s3_bucket.b"].present(STATUS)


def test_a_target_that_depends_on_a_condition_is_one_in_its_worlds() -> None:
    root = Root(known())
    root.add("aws_s3_bucket.a")
    root.add("aws_s3_bucket.b")
    versioning(root, "v", Either("first", Ref("aws_s3_bucket.a", "id"), Ref("aws_s3_bucket.b", "id")))
    found = root.resources()
    both = found["aws_s3_bucket.a"], found["aws_s3_bucket.b"]
    assert values(root.worlds, lambda: [one.present(STATUS) for one in both]) == [[True, False], [False, True]]


def test_a_block_that_is_not_always_made_adds_where_it_is() -> None:
    root = Root(known())
    root.add("aws_s3_bucket.a")
    versioning(root, "v", Ref("aws_s3_bucket.a", "id"), exists="versioned")
    bucket = root.resources()["aws_s3_bucket.a"]
    assert values(root.worlds, lambda: bucket.present("VersioningConfiguration")) == [True, False]


def test_what_an_unknown_target_gets_is_not_known_of_any() -> None:
    root = Root(known())
    root.add("aws_s3_bucket.a")
    versioning(root, "v", Said(unknown("who knows")))
    bucket = root.resources()["aws_s3_bucket.a"]
    for read in (lambda: bucket.present("VersioningConfiguration"), lambda: bucket.get(STATUS)):
        with pytest.raises(NotKnown, match="who knows"):
            read()
    assert not bucket.present("BucketName")


def test_an_unknown_target_leaves_what_is_appended_open() -> None:
    root = Root(known())
    root.add("aws_iam_role.a", name="a")
    root.add("aws_iam_role_policy_attachment.a", role="a", policy_arn="arn:1")
    root.add("aws_iam_role_policy_attachment.b", role=Said(unknown("who knows")), policy_arn="arn:2")
    role = root.resources()["aws_iam_role.a"]
    assert role.has("ManagedPolicyArns", "arn:1")
    with pytest.raises(NotKnown, match="who knows"):
        role.has("ManagedPolicyArns", "arn:2")


def test_elements_follow_those_that_the_resource_has() -> None:
    root = Root(known())
    root.add("aws_iam_role.a", name="a", managed_policy_arns=Said(["arn:0"]))
    root.add("aws_iam_role_policy_attachment.a", role=Ref("aws_iam_role.a", "name"), policy_arn=Said("arn:1"))
    root.add("aws_iam_role_policy_attachment.b", role="a", policy_arn="arn:2")
    arns = root.resources()["aws_iam_role.a"].each("ManagedPolicyArns")
    assert [arn.text() for arn in arns] == ["arn:0", "arn:1", "arn:2"]


def test_two_blocks_that_say_the_same_agree_and_others_are_not_known() -> None:
    root = Root(known())
    root.add("aws_s3_bucket.a")
    root.add("aws_s3_bucket.b")
    for name, bucket, status in (
        ("1", "a", "Enabled"),
        ("2", "a", "Enabled"),
        ("3", "b", "Enabled"),
        ("4", "b", "Suspended"),
    ):
        versioning(root, name, Ref(f"aws_s3_bucket.{bucket}", "id"), status)
    found = root.resources()
    assert found["aws_s3_bucket.a"].text(STATUS) == "Enabled"
    with pytest.raises(NotKnown, match="it is set here and at"):
        found["aws_s3_bucket.b"].text(STATUS)


def test_what_adds_to_something_of_elsewhere_is_counted() -> None:
    root = Root(known())
    root.add("aws_s3_bucket.a", bucket="a")
    versioning(root, "v", "elsewhere")
    versioning(root, "w", Said(Text((Hole("attribute", "data.aws_s3_bucket.x.id"),))))
    bucket = root.resources()["aws_s3_bucket.a"]
    assert not bucket.present("VersioningConfiguration")
    assert [one.what for one in root.register.unread] == [
        "aws_s3_bucket_versioning.v, which adds to elsewhere, which is not declared here",
        "aws_s3_bucket_versioning.w, which adds to ${data.aws_s3_bucket.x.id}, which is not declared here",
    ]


def test_one_of_several_with_the_same_name_is_told_apart_by_more() -> None:
    root = Root(known())
    root.add("aws_method.a", verb="GET", api="1")
    root.add("aws_method.b", verb="GET", api="2")
    root.add("aws_integration.i", verb="GET", api="2", uri="u")
    root.add("aws_answer.x", verb=Ref("aws_method.b", "verb"), api="2", code=200)
    root.add("aws_answer.y", verb="GET", api="2", code=500)
    found = root.resources()
    assert found["aws_method.b"].text("Integration.Uri") == "u"
    assert [one.number("Code") for one in found["aws_method.b"].each("Integration.Answers")] == [200, 500]
    assert not found["aws_method.a"].present("Integration")


def test_what_adds_to_nothing_here_can_be_a_resource_alone() -> None:
    root = Root(known())
    root.add("aws_method.a", verb="GET")
    root.add("aws_lone.x", verb=Ref("aws_method.a", "verb"), code=1)
    root.add("aws_lone.y", verb="elsewhere", code=2)
    found = root.resources()
    assert [one.number("Code") for one in found["aws_method.a"].each("Lone")] == [1]
    assert (found["aws_lone.y"].type, found["aws_lone.y"].number("Code")) == ("AWS::Api::Lone", 2)
    assert "aws_lone.x" not in found


def test_what_is_identity_is_a_reference_and_what_is_declared_a_value() -> None:
    root = Root(known())
    root.add("aws_sqs_queue.q", name="orders", delay_seconds=3, kms_master_key_id=None)
    root.add("aws_s3_bucket_versioning.v", bucket="store")
    queue = root.resources()["aws_sqs_queue.q"]
    place = root.node(1, 99)

    def ask(address: str, name: str) -> object:
        found = root.register.attributes.attribute(address, name, place)
        return None if found is None else found[0].value

    for name, canonical in (
        ("id", "Ref"),
        ("url", "Ref"),
        ("arn", "Arn"),
        ("name", "QueueName"),
        ("made_up", "made_up"),
    ):
        assert ask("aws_sqs_queue.q", name) == Reference(queue, canonical)
    assert ask("aws_sqs_queue.q", "delay_seconds") == 3
    assert ask("aws_sqs_queue.q", "kms_master_key_id") is None
    assert ask("aws_s3_bucket_versioning.v", "id") == "store"
    for address, name in (
        ("aws_sqs_queue.q", "fifo_queue"),
        ("aws_sqs_queue.none", "id"),
        ("aws_s3_bucket_versioning.v", "x"),
    ):
        with pytest.raises(NotKnown):
            bool(ask(address, name))


def test_an_exported_text_is_made_around_the_resource() -> None:
    document = read_document(
        "aws_f: {type: AWS::Some::F, attributes: {size: Size}, "
        'exports: {invoke: {text: "arn:${AWS::Partition}:x/${Arn}/${property:Size}"}}}'
    )
    root = Root(of_documents({"some": document}))
    root.add("aws_f.f", size=3)
    root.resources()
    found = root.register.attributes.attribute("aws_f.f", "invoke", root.node(1, 1))
    assert found is not None
    assert str(found[0].value) == "arn:${AWS::Partition}:x/${aws_f.f.Arn}/3"


def test_the_work_grows_with_the_number_of_instances_and_no_faster() -> None:
    def asked(count: int) -> int:
        root = Root(known())
        for place in range(count):
            root.add(f"aws_iam_role.r{place}", name=f"r{place}")
            root.add(f"aws_iam_role_policy_attachment.a{place}", role=Said(f"r{place}"), policy_arn="arn:1")
            versioning(root, f"v{place}", Said(unknown()))
            root.add(f"aws_s3_bucket.b{place}")
        root.evaluations = 0
        for one in root.resources().values():
            one.node.value.get("ManagedPolicyArns")
        return root.evaluations

    assert asked(80) < 2.2 * asked(40)


RULE = """
aws_group:
  type: AWS::Some::Group
  attributes: {name: Name}
aws_rule:
  folds:
    - {into: aws_group, by: group, append: In, only: {kind: in}, alone: {type: AWS::Some::In}}
    - {into: aws_group, by: group, append: Out, only: {kind: out}, alone: {type: AWS::Some::Out}}
  attributes: {port: Port}
"""


def ruled() -> Root:
    return Root(of_documents({"few": read_document(RULE)}))


def test_a_fold_adds_only_where_another_attribute_says_so() -> None:
    root = ruled()
    root.add("aws_group.it", name="it")
    root.add("aws_rule.in", kind="in", group=Ref("aws_group.it", "id"), port=1)
    root.add("aws_rule.out", kind="out", group=Ref("aws_group.it", "id"), port=2)
    group = root.resources()["aws_group.it"]
    assert [one.get("Port") for one in group.each("In")] == [1]
    assert [one.get("Port") for one in group.each("Out")] == [2]


def test_a_fold_that_does_not_apply_makes_no_resource_of_its_own() -> None:
    root = ruled()
    root.add("aws_rule.out", kind="out", group="elsewhere", port=2)
    assert [one.type for one in root.resources().values()] == ["AWS::Some::Out"]


def test_a_rule_of_one_kind_raises_no_doubt_about_the_other() -> None:
    root = ruled()
    root.add("aws_group.it", name="it")
    root.add("aws_rule.out", kind="out", group=unknown("elsewhere"), port=2)
    group = root.resources()["aws_group.it"]
    assert not group.present("In")
    with pytest.raises(NotKnown):
        list(group.each("Out"))
