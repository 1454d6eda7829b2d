"""Checks on AWS Secrets Manager."""
