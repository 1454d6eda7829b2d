"""Checks on Amazon OpenSearch Service."""
