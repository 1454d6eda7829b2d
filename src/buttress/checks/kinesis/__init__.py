"""Checks on Amazon Kinesis Data Streams."""
