"""Checks on Amazon ECR."""
