"""Checks on AWS Step Functions."""
