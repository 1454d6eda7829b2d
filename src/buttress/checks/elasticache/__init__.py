"""Checks on Amazon ElastiCache."""
