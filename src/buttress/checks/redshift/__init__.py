"""Checks on Amazon Redshift."""
