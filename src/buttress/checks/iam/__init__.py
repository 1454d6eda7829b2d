"""Checks on AWS IAM."""
