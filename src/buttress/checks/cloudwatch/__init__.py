"""Checks on Amazon CloudWatch."""
