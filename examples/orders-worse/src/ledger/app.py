"""Books paid orders in the ledger, once a minute."""

import json
import os

import boto3
import pg8000.native

QUEUE = boto3.resource("sqs").Queue(os.environ["LEDGER_QUEUE"])


def handler(_event: dict, _context: object) -> None:
    """Ask the queue until it is empty."""
    ledger = pg8000.native.Connection(
        "postgres",
        password=os.environ["DB_PASSWORD"],
        host=os.environ["DB_HOST"],
        database=os.environ["DB_NAME"],
    )
    while messages := QUEUE.receive_messages(MaxNumberOfMessages=10):
        for message in messages:
            order = json.loads(message.body)
            ledger.run(f"INSERT INTO bookings VALUES ('{order['orderId']}', {order['total']})")
            message.delete()
