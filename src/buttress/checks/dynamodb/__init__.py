"""Checks on Amazon DynamoDB."""
