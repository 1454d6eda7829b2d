"""State machines of the plugin serverless-step-functions.

Source: its README: state machines, events, roles, logging, tracing, alarms, tags.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from buttress.graph.node import CALL, LIST, MAP, Node
from buttress.sources.cloudformation.sam.maker import attribute, made_of_json, reference, tags_of
from buttress.sources.cloudformation.sam.references import with_references
from buttress.sources.cloudformation.sam.shape import is_left_out, items, member, members, owner, text
from buttress.sources.serverless.naming import normalised
from buttress.sources.serverless.plain import is_false, switched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from buttress.sources.cloudformation.sam.maker import Json
    from buttress.sources.serverless.draft import Draft

PLUGIN: Final = "serverless-step-functions"
METRICS: Final = {
    "executionsTimeOut": "ExecutionsTimedOut",
    "executionsTimedOut": "ExecutionsTimedOut",
    "executionsFailed": "ExecutionsFailed",
    "executionsAborted": "ExecutionsAborted",
    "executionThrottled": "ExecutionThrottled",
}


def add_state_machines(draft: Draft) -> None:
    """Add the state machines and activities of a service that uses the plugin."""
    if not draft.uses(PLUGIN):
        return
    declared = member(draft.config, "stepFunctions")
    for name, node in members(member(declared, "stateMachines")).items():
        if node.kind == MAP:
            _add(draft, name, node)
        elif not is_left_out(node):
            draft.not_read("file", f"the state machine {name}", node)
    for activity in items(member(declared, "activities")):
        named = text(activity) or text(member(activity, "name"))
        if named is not None:
            logical_id = f"{normalised(named)}StepFunctionsActivity"
            draft.add(logical_id, "AWS::StepFunctions::Activity", {"Name": named}, activity)


def _add(draft: Draft, key: str, node: Node) -> None:
    name = member(node, "name")
    logical_id = text(member(node, "id")) or (
        normalised(draft.settled(name)) if name is not None else f"{normalised(key)}StepFunctionsStateMachine"
    )
    named = {function.name: function.logical_id for function in draft.functions.values()}
    definition = with_references({"it": node}, named)["it"]
    content = member(definition, "definition")
    written = text(content)
    role = member(node, "role")
    draft.add(
        logical_id,
        "AWS::StepFunctions::StateMachine",
        {
            "StateMachineName": name,
            "StateMachineType": member(node, "type"),
            "Definition": content if written is None else None,
            "DefinitionString": content if written is not None else None,
            "RoleArn": _role_arn(role) if role is not None else _own_role(draft, logical_id, content, node),
            "LoggingConfiguration": _logging(member(definition, "loggingConfig")),
            "TracingConfiguration": _tracing(draft, node),
            "EncryptionConfiguration": _encryption(member(definition, "encryptionConfig")),
            "Tags": _tags(draft, node),
        },
        node,
        DependsOn=member(node, "dependsOn"),
    )
    _add_alarms(draft, logical_id, member(node, "alarms"))
    for event in items(member(node, "events")):
        for kind, settings in members(event).items():
            _add_event(draft, logical_id, kind, settings)
    if member(node, "notifications") is not None:
        draft.not_read("event", f"the notifications of {key}", node)


def _own_role(draft: Draft, logical_id: str, content: Node | None, node: Node) -> Node:
    return attribute(_add_role(draft, logical_id, content, node), "Arn", node)


def _role_arn(role: Node) -> Json:
    name = text(role)
    if name is not None and ":" not in name:
        return attribute(name, "Arn", role)
    referred = owner(role) if role.kind == CALL and role.value[0] == "Ref" else None
    return attribute(referred, "Arn", role) if referred is not None else role


def _logging(node: Node | None) -> Json:
    if node is None or is_left_out(node):
        return None
    level, data = member(node, "level"), member(node, "includeExecutionData")
    destinations: list[Json] = [
        {"CloudWatchLogsLogGroup": {"LogGroupArn": one}} for one in items(member(node, "destinations"))
    ]
    return {
        "Level": level if level is not None else "OFF",
        "IncludeExecutionData": data if data is not None else False,
        "Destinations": destinations,
    }


def _tracing(draft: Draft, node: Node) -> Json:
    own = member(node, "tracingConfig", "enabled")
    shared = draft.setting("tracing", "stepFunctions")
    found = own if own is not None else shared
    return {"Enabled": found} if found is not None else None


def _encryption(node: Node | None) -> Json:
    names = {
        "KmsKeyId": "KmsKeyId",
        "KmsDataKeyReusePeriodSeconds": "KmsDataKeyReusePeriodSeconds",
        "Type": "Type",
    }
    found: dict[str, Json] = {names[key]: value for key, value in members(node).items() if key in names}
    return found or None


def _tags(draft: Draft, node: Node) -> Json:
    shared = {} if is_false(member(node, "inheritGlobalTags")) else members(draft.setting("tags"))
    merged = {**shared, **members(member(node, "tags"))}
    return [*tags_of(made_of_json({**merged}, node))] if merged else None


def _add_role(draft: Draft, logical_id: str, definition: Node | None, cause: Node) -> str:
    """Add the role of a state machine, which may invoke the functions of its tasks; what else it may is left open."""
    invoked: dict[str, Node] = {}
    other = definition is None or definition.kind != MAP
    for resource in _tasks(definition):
        named = owner(resource)
        if named is not None:
            invoked.setdefault(named, resource)
        else:
            other = True
    trust: Json = {"Effect": "Allow", "Principal": {"Service": "states.amazonaws.com"}, "Action": "sts:AssumeRole"}
    statement: Json = {"Effect": "Allow", "Action": ["lambda:InvokeFunction"], "Resource": [*invoked.values()]}
    statements = made_of_json([statement] if invoked else [], cause)
    why = "what the plugin allows the state machine beside its functions" if other else None
    statements = Node(LIST, statements.value, cause.file, cause.line, cause.column, cause.end_line, why)
    name = f"{logical_id}Role"
    document: Json = {"Version": "2012-10-17", "Statement": statements}
    draft.add(
        name,
        "AWS::IAM::Role",
        {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
            "Policies": [{"PolicyName": draft.named("statemachine", cause=cause), "PolicyDocument": document}],
        },
        cause,
    )
    return name


def _tasks(node: Node | None) -> Iterator[Node]:
    """Give the resources of the tasks of a definition, wherever they stand."""
    if node is None:
        return
    if node.kind == MAP:
        resource = members(node).get("Resource")
        if resource is not None and text(members(node).get("Type")) == "Task":
            yield resource
        for inner in members(node).values():
            yield from _tasks(inner)
    elif node.kind == LIST:
        for inner in node.value:
            yield from _tasks(inner)


def _add_alarms(draft: Draft, machine: str, alarms: Node | None) -> None:
    topics = member(alarms, "topics")
    for declared in items(member(alarms, "metrics")):
        key = text(declared) or text(member(declared, "metric")) or ""
        metric = METRICS.get(key)
        if metric is None:
            continue
        missing = member(declared, "treatMissingData") or member(alarms, "treatMissingData")
        draft.add(
            f"{machine}{metric}Alarm",
            "AWS::CloudWatch::Alarm",
            {
                "Namespace": "AWS/States",
                "MetricName": metric,
                "Threshold": 1,
                "Period": 60,
                "EvaluationPeriods": 1,
                "ComparisonOperator": "GreaterThanOrEqualToThreshold",
                "Statistic": "Sum",
                "TreatMissingData": missing or "missing",
                "Dimensions": [{"Name": "StateMachineArn", "Value": {"Ref": machine}}],
                "AlarmActions": _topic(topics, "alarm"),
                "OKActions": _topic(topics, "ok"),
                "InsufficientDataActions": _topic(topics, "insufficientData"),
            },
            declared,
        )


def _topic(topics: Node | None, name: str) -> Json:
    found = member(topics, name)
    return [found] if found is not None else None


def _add_event(draft: Draft, machine: str, kind: str, settings: Node) -> None:
    """Add a schedule or a rule that starts a state machine; other events are named."""
    if kind not in ("schedule", "cloudwatchEvent", "eventBridge"):
        draft.not_read("event", f"the event {kind} of {machine}", settings)
        return
    number = draft.number(f"{machine}{kind}")
    given = member(settings, "role")
    role: Json = given if given is not None else attribute(_add_starter(draft, machine, settings), "Arn", settings)
    target: dict[str, Json] = {"Arn": reference(machine, settings), "Id": f"{machine}{number}", "RoleArn": role}
    queue = member(settings, "deadLetterConfig")
    if queue is not None:
        target["DeadLetterConfig"] = {"Arn": queue}
    rate = member(settings, "rate") if settings.kind == MAP else settings
    draft.add(
        f"{machine}EventsRule{kind[:1].upper()}{kind[1:]}{number}",
        "AWS::Events::Rule",
        {
            "ScheduleExpression": rate if kind == "schedule" else None,
            "EventPattern": member(settings, "event"),
            "EventBusName": member(settings, "eventBusName"),
            "Name": member(settings, "name"),
            "Description": member(settings, "description"),
            "State": _state(member(settings, "enabled")),
            "Targets": [target],
        },
        settings,
    )


def _state(enabled: Node | None) -> Json:
    return switched(enabled, "ENABLED", "DISABLED") if enabled is not None else "ENABLED"


def _add_starter(draft: Draft, machine: str, cause: Node) -> str:
    """Add the role by which events start a state machine."""
    name = f"{machine}EventToStepFunctionsRole"
    trust: Json = {"Effect": "Allow", "Principal": {"Service": "events.amazonaws.com"}, "Action": "sts:AssumeRole"}
    statement: Json = {"Effect": "Allow", "Action": ["states:StartExecution"], "Resource": {"Ref": machine}}
    document: Json = {"Version": "2012-10-17", "Statement": [statement]}
    draft.add(
        name,
        "AWS::IAM::Role",
        {
            "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [trust]},
            "Policies": [{"PolicyName": draft.named("start", cause=cause), "PolicyDocument": document}],
        },
        cause,
    )
    return name
