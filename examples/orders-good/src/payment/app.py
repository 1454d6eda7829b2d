"""Charges the card of the customer who placed the order."""

import json
import logging
import os
import urllib.error
import urllib.request
from http import HTTPStatus

import boto3

LOG = logging.getLogger()
TOKENS = boto3.resource("dynamodb").Table(os.environ["CARD_TOKENS_TABLE"])
ORDERS = boto3.resource("dynamodb").Table(os.environ["ORDERS_TABLE"])
SECRETS = boto3.client("secretsmanager")


class CardDeclined(Exception):
    """The provider knows the card and says no; trying again does not help."""


class ProviderBusy(Exception):
    """The provider has no time now; the state machine tries again."""


def charge(order: dict, token: str) -> dict:
    """Charge once per order: the provider knows the order's id."""
    key = SECRETS.get_secret_value(SecretId=os.environ["PROVIDER_SECRET"])["SecretString"]
    request = urllib.request.Request(
        "https://pay.example.com/charges",
        data=json.dumps({"token": token, "amount": str(order["total"])}).encode(),
        headers={"Authorization": f"Bearer {key}", "Idempotency-Key": order["orderId"]},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code == HTTPStatus.PAYMENT_REQUIRED:
            LOG.warning("card declined", extra={"order": order["orderId"]})
            raise CardDeclined(order["orderId"]) from error
        raise ProviderBusy(str(error.code)) from error
    except (urllib.error.URLError, TimeoutError) as error:
        raise ProviderBusy(str(error)) from error


def handler(event: dict, _context: object) -> dict:
    """Charge the order and remember the charge."""
    order = event["order"]
    token = TOKENS.get_item(Key={"customerId": order["customerId"]})["Item"]["token"]
    charged = charge(order, token)
    ORDERS.update_item(
        Key={"orderId": order["orderId"]},
        UpdateExpression="SET charge = :c, #s = :paid",
        ExpressionAttributeNames={"#s": "state"},
        ExpressionAttributeValues={":c": charged["id"], ":paid": "paid"},
    )
    return {"charge": charged["id"]}
