"""Checks on Amazon SNS."""
