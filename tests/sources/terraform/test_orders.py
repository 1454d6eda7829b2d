"""The example in Terraform against the same architecture in SAM: the same proposals and the same verdicts."""

from __future__ import annotations

import functools
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import buttress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from buttress.application.review import Review
    from buttress.evidence.record import Evidence

EXAMPLES: Final = Path(__file__).resolve().parent.parent.parent.parent / "examples"

FUNCTIONS: Final = {
    "get_order": "GetOrder",
    "invoice": "Invoice",
    "ledger": "Ledger",
    "order_events": "OrderEvents",
    "partner_webhook": "PartnerWebhook",
    "payment": "Payment",
    "place_order": "PlaceOrder",
    "pricing": "Pricing",
    "refund": "Refund",
    "stock": "Stock",
}
"""Logical ids of the functions by the names of their modules."""

PARTS: Final = {
    "aws_cloudwatch_log_group.this[0]": "Logs",
    "aws_iam_role.this[0]": "Role",
    "aws_iam_role_policy.own": "Role",
    "aws_lambda_function.this": "",
    'aws_lambda_permission.this["get"]': "GetPermissionlive",
    'aws_lambda_permission.this["order_placed"]': "OrderPlacedPermission",
    'aws_lambda_permission.this["post"]': "PostPermissionlive",
    'aws_lambda_permission.this["webhooks"]': "Permission",
}
"""What SAM puts behind a function's logical id, by the address in the module; a policy is a part of its role."""

OTHERS: Final = {
    "aws_api_gateway_deployment.customers": "CustomerApiDeployment",
    "aws_api_gateway_rest_api.customers": "CustomerApi",
    "aws_api_gateway_stage.live": "CustomerApiliveStage",
    "aws_apigatewayv2_api.partners": "PartnerApi",
    "aws_apigatewayv2_stage.live": "PartnerApiliveStage",
    "aws_cloudwatch_event_bus.orders": "OrderBus",
    'aws_cloudwatch_event_rule.order_placed["fulfilment"]': "FulfilmentOrderPlaced",
    'aws_cloudwatch_event_rule.order_placed["stock"]': "StockOrderPlaced",
    "aws_cloudwatch_metric_alarm.customer_api_errors[0]": "CustomerApiErrors",
    "aws_cloudwatch_metric_alarm.invoice_dead_letters_depth": "InvoiceDeadLettersDepth",
    "aws_cloudwatch_metric_alarm.payment_errors[0]": "PaymentErrors",
    "aws_cognito_user_pool.customers": "CustomerPool",
    "aws_cognito_user_pool_client.shop": "CustomerClient",
    "aws_db_instance.ledger": "LedgerDatabase",
    "aws_db_subnet_group.ledger": "LedgerSubnets",
    "aws_dynamodb_table.card_tokens": "CardTokensTable",
    "aws_dynamodb_table.inventory": "InventoryTable",
    "aws_dynamodb_table.orders": "OrdersTable",
    "aws_iam_policy.stock_inventory": "StockInventoryPolicy",
    "aws_iam_role.fulfilment": "FulfilmentRole",
    "aws_iam_role.fulfilment_start": "FulfilmentOrderPlacedRole",
    "aws_iam_role.payment": "PaymentRole",
    "aws_iam_role_policy.fulfilment": "FulfilmentRole",
    "aws_iam_role_policy.fulfilment_start": "FulfilmentOrderPlacedRole",
    "aws_iam_role_policy.payment": "PaymentRole",
    "aws_lambda_event_source_mapping.order_events": "OrderEventsOrders",
    'aws_lambda_event_source_mapping.paid["invoice"]': "InvoicePaid",
    'aws_lambda_event_source_mapping.paid["ledger"]': "LedgerPaid",
    "aws_s3_bucket.invoices": "InvoiceBucket",
    "aws_secretsmanager_secret.ledger": "LedgerSecret",
    "aws_secretsmanager_secret.partner": "PartnerSecret",
    "aws_secretsmanager_secret.provider": "ProviderSecret",
    "aws_security_group.database": "DatabaseSecurityGroup",
    "aws_security_group.ledger": "LedgerSecurityGroup",
    "aws_sfn_state_machine.fulfilment": "Fulfilment",
    "aws_sns_topic.alarms[0]": "AlarmTopic",
    "aws_sns_topic.order_paid": "OrderPaidTopic",
    "aws_sns_topic_subscription.alarms[0]": "AlarmSubscription",
    'aws_sns_topic_subscription.paid["invoice"]': "InvoiceSubscription",
    'aws_sns_topic_subscription.paid["ledger"]': "LedgerSubscription",
    "aws_sqs_queue.invoice": "InvoiceQueue",
    "aws_sqs_queue.invoice_dead_letters": "InvoiceDeadLetters",
    "aws_sqs_queue.ledger": "LedgerQueue",
    'aws_sqs_queue_policy.paid["invoice"]': "InvoiceQueuePolicy",
    'aws_sqs_queue_policy.paid["ledger"]': "LedgerQueuePolicy",
    "module.network.aws_route_table.private": "Network/PrivateRoutes",
    'module.network.aws_route_table_association.private["a"]': "Network/PrivateRoutesA",
    'module.network.aws_route_table_association.private["b"]': "Network/PrivateRoutesB",
    "module.network.aws_security_group.endpoint": "Network/EndpointSecurityGroup",
    'module.network.aws_subnet.private["a"]': "Network/PrivateSubnetA",
    'module.network.aws_subnet.private["b"]': "Network/PrivateSubnetB",
    "module.network.aws_vpc.this": "Network/Vpc",
    "module.network.aws_vpc_endpoint.secrets": "Network/SecretsEndpoint",
}
"""The logical ids of the other resources by their addresses."""

SAM_ALONE: Final = {"Network": "the nested stack, of which a module call makes no resource"}
TERRAFORM_ALONE: Final = {"AlarmSubscription": "a property of the topic in SAM, a resource in Terraform"}

KEPT: Final = "prevent_destroy holds only as long as its block is there; DeletionPolicy holds after it too"
CLOSED: Final = "a group made by Terraform lets nothing out; CloudFormation leaves AWS's rule that lets all out"
DIFFERENT: Final = {
    ("dynamodb-deletion-policy", "CardTokensTable"): ("met", "unknown", KEPT),
    ("dynamodb-deletion-policy", "OrdersTable"): ("met", "unknown", KEPT),
    ("s3-deletion-policy", "InvoiceBucket"): ("met", "unknown", KEPT),
    ("ec2-egress", "DatabaseSecurityGroup"): ("unknown", "met", CLOSED),
    ("ec2-egress", "Network/EndpointSecurityGroup"): ("unknown", "met", CLOSED),
}
"""Where the two sources truly differ: what SAM's version is judged, what Terraform's, and why."""

STATES: Final = ("not_applicable", "met", "unknown", "gap")
"""What a whole is judged whose parts are judged apart is the last of these among them."""

Verdicts = dict[tuple[str, str], str]


@functools.cache
def reviewed(version: str) -> Review:
    return buttress.review(EXAMPLES / version)


def in_sam(resource: str) -> str:
    """Give the logical id of a resource of the SAM version."""
    return resource.partition("#")[2] or resource


def in_terraform(resource: str) -> str:
    """Give the logical id that a resource of the Terraform version corresponds to; raises `KeyError` for none."""
    address = resource.partition("#")[2]
    _, _, inside = address.partition("module.")
    module, _, rest = inside.partition(".")
    if module not in FUNCTIONS:
        return OTHERS[address] if address else resource
    part = rest.partition("[")[0] if "role_policy" in rest else rest
    return FUNCTIONS[module] + PARTS[part]


def verdicts(review: Review, named: Callable[[str], str]) -> Verdicts:
    """Give the state by check and logical id."""
    found: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for evidence in review.evidence:
        found[evidence.check.id, named(evidence.resource)].append(evidence.state)
    return {key: max(states, key=STATES.index) for key, states in found.items()}


def by_world(found: Iterable[Evidence], named: Callable[[str], str]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Give the states of what depends on a parameter, with the values that it has there."""
    return sorted(
        (one.check.id, named(one.resource), when.state, tuple(choice for _, choice in when.world))
        for one in found
        for when in one.when
    )


def test_every_resource_has_its_counterpart() -> None:
    sam = {in_sam(one.id) for one in reviewed("orders").graph.resources}
    terraform = {in_terraform(one.id) for one in reviewed("orders-terraform").graph.resources}
    assert sam - terraform == SAM_ALONE.keys()
    assert terraform - sam == TERRAFORM_ALONE.keys()


def test_every_counterpart_is_of_the_same_type() -> None:
    sam = {in_sam(one.id): one.type for one in reviewed("orders").graph.resources}
    parts = {"AWS::IAM::RolePolicy"}
    for one in reviewed("orders-terraform").graph.resources:
        assert one.type in {sam.get(in_terraform(one.id), one.type), *parts}, one.id


def test_everything_is_read() -> None:
    graph = reviewed("orders-terraform").graph
    assert (graph.problems, graph.unread) == ((), ())


def test_every_check_says_the_same_of_every_resource() -> None:
    sam = verdicts(reviewed("orders"), in_sam)
    terraform = verdicts(reviewed("orders-terraform"), in_terraform)
    shared = {key for key in sam.keys() | terraform.keys() if key[1] not in SAM_ALONE.keys() | TERRAFORM_ALONE.keys()}
    differing = {key: (sam.get(key), terraform.get(key)) for key in shared if sam.get(key) != terraform.get(key)}
    assert differing == {key: states[:2] for key, states in DIFFERENT.items()}


def test_what_depends_on_the_environment_depends_on_it_alike() -> None:
    sam = by_world(reviewed("orders").evidence, in_sam)
    assert by_world(reviewed("orders-terraform").evidence, in_terraform) == sam
    assert sam


def test_every_practice_is_proposed_the_same() -> None:
    def proposals(version: str) -> dict[str, tuple[str, tuple[int, int] | None]]:
        return {
            found.practice.code: (found.state, found.share)
            for lens in reviewed(version).answers.lenses
            for pillar in lens.pillars
            for question in pillar.questions
            for found in question.proposals
        }

    sam = proposals("orders")
    assert proposals("orders-terraform") == sam
    assert len(sam) > 300
