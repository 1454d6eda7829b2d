"""Takes what an order needs off the shelf."""

import logging
import os
import time

import boto3
from botocore.config import Config
from lines import taken

LOG = logging.getLogger()
TABLE = os.environ["INVENTORY_TABLE"]
DYNAMODB = boto3.client("dynamodb", config=Config(connect_timeout=1, read_timeout=2, retries={"mode": "standard"}))
A_MONTH = 30 * 24 * 3600


def mark(order_id: str) -> dict:
    """Write down that this order was served; refused when it was before."""
    until = str(int(time.time()) + A_MONTH)
    return {
        "Put": {
            "TableName": TABLE,
            "Item": {"sku": {"S": f"order#{order_id}"}, "expiresAt": {"N": until}},
            "ConditionExpression": "attribute_not_exists(sku)",
        },
    }


def take(sku: str, quantity: int) -> dict:
    """Lower the stock of one item; refused when it is short."""
    return {
        "Update": {
            "TableName": TABLE,
            "Key": {"sku": {"S": sku}},
            "UpdateExpression": "SET stock = stock - :n",
            "ConditionExpression": "stock >= :n",
            "ExpressionAttributeValues": {":n": {"N": str(quantity)}},
        },
    }


def handler(event: dict, _context: object) -> None:
    """Take everything or nothing, and once per order; raises when an item is short."""
    order = event["detail"]
    writes = [mark(order["orderId"])] + [take(*one) for one in taken(order["lines"]).items()]
    try:
        DYNAMODB.transact_write_items(TransactItems=writes)
    except DYNAMODB.exceptions.TransactionCanceledException as refused:
        if refused.response["CancellationReasons"][0]["Code"] != "ConditionalCheckFailed":
            raise
        LOG.info("served before", extra={"order": order["orderId"]})
