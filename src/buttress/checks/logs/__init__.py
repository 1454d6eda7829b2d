"""Checks on Amazon CloudWatch Logs."""
