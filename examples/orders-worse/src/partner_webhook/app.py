"""Takes orders from partners."""

import json
import os

import boto3

ORDERS = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def handler(event: dict, _context: object) -> dict:
    """Write a partner's order; the partner chose its id."""
    order = json.loads(event["body"])
    ORDERS.put_item(Item={"orderId": order["id"], "state": "placed", **order})
    return {"statusCode": 202}
