"""Checks on AWS Lambda."""
