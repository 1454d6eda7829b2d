"""Takes what an order needs off the shelf."""

import os

import boto3

INVENTORY = boto3.resource("dynamodb").Table(os.environ["INVENTORY_TABLE"])


def handler(event: dict, _context: object) -> None:
    """Lower the stock of every line; raises when one is short."""
    for line in event["detail"]["lines"]:
        INVENTORY.update_item(
            Key={"sku": line["sku"]},
            UpdateExpression="SET stock = stock - :n",
            ConditionExpression="stock >= :n",
            ExpressionAttributeValues={":n": line["quantity"]},
        )
