"""Gives the customer the money back, asked by the customer or by the fulfilment."""

import json
import os
import urllib.request

import boto3

ORDERS = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
SECRETS = boto3.client("secretsmanager")


def handler(event: dict, _context: object) -> dict:
    """Refund the charge of one order."""
    order_id = event.get("pathParameters", event.get("order"))["orderId"]
    order = ORDERS.get_item(Key={"orderId": order_id})["Item"]
    key = SECRETS.get_secret_value(SecretId=os.environ["PROVIDER_SECRET"])["SecretString"]
    request = urllib.request.Request(
        "https://pay.example.com/refunds",
        data=json.dumps({"charge": order["charge"]}).encode(),
        headers={"Authorization": f"Bearer {key}", "Idempotency-Key": order_id},
    )
    with urllib.request.urlopen(request, timeout=25):
        return {"statusCode": 202, "body": "{}"}
