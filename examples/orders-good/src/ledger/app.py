"""Books paid orders in the ledger, through the proxy, with a login that lasts minutes."""

import json
import logging
import os
import ssl

import boto3
import pg8000.native

LOG = logging.getLogger()
RDS = boto3.client("rds")


def connect() -> pg8000.native.Connection:
    """Connect with a token that this function's role may ask for."""
    host = os.environ["DB_HOST"]
    return pg8000.native.Connection(
        "ledger",
        password=RDS.generate_db_auth_token(DBHostname=host, Port=5432, DBUsername="ledger"),
        host=host,
        database=os.environ["DB_NAME"],
        ssl_context=ssl.create_default_context(),
        timeout=5,
    )


def book(ledger: pg8000.native.Connection, order: dict) -> None:
    """Book one order; a second time changes nothing."""
    ledger.run(
        "INSERT INTO bookings (order_id, total) VALUES (:id, :total) ON CONFLICT (order_id) DO NOTHING",
        id=order["orderId"],
        total=order["total"],
    )


def handler(event: dict, _context: object) -> dict:
    """Book what can be booked; the rest comes back on its own."""
    failures = []
    ledger = connect()
    for message in event["Records"]:
        try:
            book(ledger, json.loads(message["body"]))
        except Exception:
            LOG.exception("not booked", extra={"message_id": message["messageId"]})
            failures.append({"itemIdentifier": message["messageId"]})
    ledger.close()
    return {"batchItemFailures": failures}
