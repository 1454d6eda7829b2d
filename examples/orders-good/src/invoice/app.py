"""Writes the invoice of a paid order into the bucket."""

import json
import logging
import os

import boto3

LOG = logging.getLogger()
BUCKET = boto3.resource("s3").Bucket(os.environ["INVOICE_BUCKET"])


def write(order: dict) -> None:
    """Write one invoice; the same order gives the same key."""
    text = f"Invoice for order {order['orderId']}: {order['total']}"
    BUCKET.put_object(Key=f"invoices/{order['orderId']}.txt", Body=text.encode())


def handler(event: dict, _context: object) -> dict:
    """Write what can be written; the rest comes back on its own."""
    failures = []
    for message in event["Records"]:
        try:
            write(json.loads(message["body"]))
        except Exception:
            LOG.exception("not written", extra={"message_id": message["messageId"]})
            failures.append({"itemIdentifier": message["messageId"]})
    return {"batchItemFailures": failures}
