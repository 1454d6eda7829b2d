"""Checks on Amazon RDS and Aurora."""
