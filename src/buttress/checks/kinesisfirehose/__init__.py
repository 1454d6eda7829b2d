"""Checks on Amazon Data Firehose."""
