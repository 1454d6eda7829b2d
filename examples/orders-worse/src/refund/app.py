"""Gives the customer the money back."""

import json
import os
import urllib.request

import boto3

ORDERS = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])


def handler(event: dict, _context: object) -> dict:
    """Refund the charge of one order."""
    order_id = event["pathParameters"]["orderId"]
    order = ORDERS.get_item(Key={"orderId": order_id})["Item"]
    request = urllib.request.Request(
        "https://pay.example.com/refunds",
        data=json.dumps({"charge": order["charge"]}).encode(),
        headers={"Authorization": "Bearer " + os.environ["PROVIDER_API_KEY"], "Idempotency-Key": order_id},
    )
    with urllib.request.urlopen(request):
        return {"statusCode": 202, "body": "{}"}
