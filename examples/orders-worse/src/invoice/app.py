"""Writes the invoice of a paid order into the bucket."""

import json
import os

import boto3

BUCKET = boto3.resource("s3").Bucket(os.environ["INVOICE_BUCKET"])


def handler(event: dict, _context: object) -> None:
    """Write one invoice per message; the same order gives the same key."""
    for message in event["Records"]:
        order = json.loads(message["body"])
        text = f"Invoice for order {order['orderId']}: {order['total']}"
        BUCKET.put_object(Key=f"invoices/{order['orderId']}.txt", Body=text.encode())
