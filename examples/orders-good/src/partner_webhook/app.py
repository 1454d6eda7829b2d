"""Takes orders from partners; the API has checked who they are."""

import json
import os
from decimal import Decimal

import boto3

ORDERS = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def handler(event: dict, _context: object) -> dict:
    """Write a partner's order once; the partner chose its id."""
    order = json.loads(event["body"], parse_float=Decimal)
    partner = event["requestContext"]["authorizer"]["jwt"]["claims"]["client_id"]
    try:
        ORDERS.put_item(
            Item={
                "orderId": f"{partner}-{order['id']}",
                "customerId": partner,
                "lines": order["lines"],
                "total": order["total"],
                "state": "placed",
            },
            ConditionExpression="attribute_not_exists(orderId)",
        )
    except ORDERS.meta.client.exceptions.ConditionalCheckFailedException:
        return {"statusCode": 202, "body": json.dumps({"known": True})}
    return {"statusCode": 202}
