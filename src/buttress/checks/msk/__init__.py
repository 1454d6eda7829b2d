"""Checks on Amazon MSK."""
