"""Books paid orders in the ledger."""

import json
import os

import boto3
import pg8000.native

SECRETS = boto3.client("secretsmanager")


def connect() -> pg8000.native.Connection:
    """Connect with the credentials that are valid now."""
    secret = SECRETS.get_secret_value(SecretId=os.environ["DB_SECRET"])["SecretString"]
    login = json.loads(secret)
    return pg8000.native.Connection(
        login["username"],
        password=login["password"],
        host=os.environ["DB_HOST"],
        database=os.environ["DB_NAME"],
        timeout=5,
    )


def handler(event: dict, _context: object) -> None:
    """Book every message of the batch."""
    ledger = connect()
    for message in event["Records"]:
        order = json.loads(message["body"])
        ledger.run(
            "INSERT INTO bookings (order_id, total) VALUES (:id, :total)",
            id=order["orderId"],
            total=order["total"],
        )
    ledger.close()
