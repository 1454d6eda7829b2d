"""Checks on Amazon S3."""
