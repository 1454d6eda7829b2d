"""Checks on Amazon EFS."""
