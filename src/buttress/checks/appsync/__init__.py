"""Checks on AWS AppSync."""
