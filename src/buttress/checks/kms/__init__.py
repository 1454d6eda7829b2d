"""Checks on AWS KMS."""
