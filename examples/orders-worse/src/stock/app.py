"""Takes what an order needs off the shelf, or tells whether it is there."""

import os

import boto3

INVENTORY = boto3.resource("dynamodb").Table(os.environ["INVENTORY_TABLE"])


def handler(event: dict, _context: object) -> dict:
    """Answer Pricing when it asks, else lower the stock of every line."""
    if "lines" in event:
        stock = {item["sku"]: int(item["stock"]) for item in INVENTORY.scan()["Items"]}
        return {"enough": all(stock[line["sku"]] >= line["quantity"] for line in event["lines"])}
    for line in event["detail"]["lines"]:
        INVENTORY.update_item(
            Key={"sku": line["sku"]},
            UpdateExpression="SET stock = stock - :n",
            ExpressionAttributeValues={":n": line["quantity"]},
        )
    return {}
