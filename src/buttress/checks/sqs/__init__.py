"""Checks on Amazon SQS."""
