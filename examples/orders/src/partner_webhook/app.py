"""Takes orders from partners, once the signature matches."""

import hashlib
import hmac
import json
import os

import boto3

ORDERS = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
SECRETS = boto3.client("secretsmanager")


def signed(body: str, signature: str) -> bool:
    """Whether the partner who knows the secret signed this body."""
    secret = SECRETS.get_secret_value(SecretId=os.environ["PARTNER_SECRET"])["SecretString"]
    digest = hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
    return hmac.compare_digest(digest, signature)


def handler(event: dict, _context: object) -> dict:
    """Write a partner's order; the partner chose its id."""
    if not signed(event["body"], event["headers"].get("x-signature", "")):
        return {"statusCode": 401}
    order = json.loads(event["body"])
    partner = event["pathParameters"]["partner"]
    ORDERS.put_item(
        Item={
            "orderId": f"{partner}-{order['id']}",
            "customerId": partner,
            "lines": order["lines"],
            "total": order["total"],
            "state": "placed",
        },
    )
    return {"statusCode": 202}
